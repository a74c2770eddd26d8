package io.github.godocker.check.page;

import static io.github.godocker.check.page.Html.escape;

import io.github.godocker.check.page.Report.Verdict;
import java.util.Locale;

/** The figure of a subject in the overview; between its begin and its end there is room for a bar. */
final class Card {
    private final Html html;

    /** @param anchor the section with more; empty if there is none */
    Card(Html html, String title, String anchor, Verdict verdict, String figure, String unit) {
        this.html = html;
        html.raw("<div class=\"card " + word(verdict) + "\">\n<h3>")
                .link(anchor.isEmpty() ? "" : "#" + anchor, title)
                .raw("</h3>\n<p class=\"figure\">")
                .element("b", figure)
                .raw(unit.isEmpty() ? "" : " " + escape(unit))
                .raw("</p>\n");
    }

    void end(String line) {
        html.element("p", "class=\"line\"", line).raw("\n</div>\n");
    }

    /** Of what was not measured; a goal that has run and left nothing is no advice. */
    static void missing(Html html, Report report, String title, String goal, String why, String command) {
        Card card = new Card(html, title, "", Verdict.UNKNOWN, "\u2013", "");
        if (report.failed(goal)) {
            card.end("failed");
        } else if (report.ran(goal)) {
            card.end("nothing to show");
        } else {
            html.raw("<p class=\"line\">").text(why);
            if (!command.isEmpty()) {
                html.element("code", command);
            }
            html.raw("</p>\n</div>\n");
        }
    }

    static String word(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }
}
