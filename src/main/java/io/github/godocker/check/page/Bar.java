package io.github.godocker.check.page;

import static io.github.godocker.check.page.Figures.plain;

import java.util.List;

/** A bar of parts, as SVG that needs no style. */
final class Bar {
    private Bar() {}

    /** @param percent of the bar */
    record Part(double percent, String style, String fill) {}

    static void write(Html html, List<Part> parts) {
        html.raw("<svg class=\"bar\" width=\"100%\" height=\"8\" aria-hidden=\"true\">");
        double x = 0;
        for (Part part : parts) {
            if (part.percent() > 0) {
                html.raw("<rect x=\"" + plain(x) + "%\" width=\"" + plain(part.percent()) + "%\" height=\"8\" class=\""
                        + part.style() + "\" fill=\"" + part.fill() + "\"/>");
                x += part.percent();
            }
        }
        html.raw("</svg>\n");
    }
}
