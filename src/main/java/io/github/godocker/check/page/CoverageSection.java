package io.github.godocker.check.page;

import static io.github.godocker.check.page.Figures.number;
import static io.github.godocker.check.page.Figures.plain;

import io.github.godocker.check.coverage.Ratio;
import io.github.godocker.check.page.Report.Verdict;
import java.util.Optional;

/** How much of the code the tests execute. */
record CoverageSection(Report report, Html html) implements Section {
    private static final String TITLE = "Coverage";

    @Override
    public void card() {
        var coverage = report.coverage();
        if (coverage == null) {
            Card.missing(html, report, TITLE, "coverage", "not measured: ", "-Dgo-docker.coverage=true");
            return;
        }
        if (coverage.total().statements() == 0) {
            new Card(html, TITLE, "", Verdict.UNKNOWN, "\u2013", "").end("no statements to cover");
            return;
        }
        double minimum = report.minimum();
        Verdict verdict = minimum < 0 ? Verdict.UNKNOWN : report.belowMinimum() ? Verdict.BAD : Verdict.GOOD;
        Card card = new Card(html, TITLE, "coverage", verdict, coverage.total().text(), "");
        coverageBar(coverage.total());
        card.end(number(coverage.total().covered()) + " of "
                + number(coverage.total().statements()) + " statements"
                + (minimum < 0 ? "" : " \u00b7 minimum " + coverage.minimum() + "%"));
    }

    @Override
    public void write() {
        var coverage = report.coverage();
        if (coverage == null || coverage.total().statements() == 0) {
            return;
        }
        html.section("coverage", TITLE, coverage.total().text());
        if (report.coveragePage()) {
            html.raw("<p>")
                    .link("coverage/coverage.html", "The source, line by line")
                    .raw("</p>\n");
        }
        html.raw(
                        "<div class=\"wide\"><table class=\"sortable\" id=\"covered\"><thead><tr><th scope=\"col\" data-k=\"name\">Package")
                .raw(
                        "<th scope=\"col\" class=\"n\" data-k=\"percent\">Covered<th scope=\"col\" class=\"bars\"><span class=\"unseen\">Bar</span>")
                .raw(
                        "<th scope=\"col\" class=\"n\" data-k=\"missing\">Not covered<th scope=\"col\" class=\"n\" data-k=\"statements\">Statements</tr></thead><tbody>\n");
        coverage.packages().forEach((name, ratio) -> {
            html.raw("<tr><th scope=\"row\">").text(name);
            html.raw("<td class=\"n\" data-v=\"" + plain(ratio.percent()) + "\">"
                    + (ratio.statements() == 0 ? "\u2013" : ratio.text()) + "<td class=\"bars\">");
            coverageBar(ratio);
            long missing = ratio.statements() - ratio.covered();
            html.raw("<td class=\"n\" data-v=\"" + missing + "\">" + number(missing) + "<td class=\"n\" data-v=\""
                    + ratio.statements() + "\">" + number(ratio.statements()) + "\n");
        });
        html.raw("</tbody></table></div>\n");
        html.endSection();
    }

    @Override
    public Optional<Advice> missing() {
        return report.coverage() == null
                ? Optional.of(new Advice("coverage", "Coverage was not measured", "mvn test -Dgo-docker.coverage=true"))
                : Optional.empty();
    }

    private void coverageBar(Ratio ratio) {
        double minimum = report.minimum();
        // Without a minimum nobody has said what is good.
        String style = minimum < 0 ? "accent" : ratio.percent() < minimum ? "bad" : "good";
        String fill = minimum < 0 ? "#3b6fb6" : ratio.percent() < minimum ? "#cf222e" : "#1a7f37";
        html.raw("<svg class=\"bar\" width=\"100%\" height=\"8\" aria-hidden=\"true\">")
                .raw("<rect width=\"100%\" height=\"8\" class=\"none\" fill=\"#d0d7de\"/>")
                .raw("<rect width=\"" + plain(ratio.statements() == 0 ? 0 : ratio.percent())
                        + "%\" height=\"8\" class=\"" + style + "\" fill=\""
                        + fill + "\"/>");
        if (minimum > 0) {
            html.raw("<rect x=\"" + plain(Math.min(99.5, minimum)) + "%\" width=\"2\" height=\"8\" class=\"mark\"/>");
        }
        html.raw("</svg>\n");
    }
}
