package io.github.godocker.check.page;

import static io.github.godocker.check.page.Figures.number;
import static io.github.godocker.check.page.Html.escape;
import static io.github.godocker.check.page.Report.some;

import io.github.godocker.check.page.LintResults.Finding;
import io.github.godocker.check.page.LintResults.Tool;
import io.github.godocker.check.page.Report.Verdict;
import java.util.Optional;

/** What the linters say. */
record FindingSection(Report report, Html html) implements Section {
    private static final int MAX_FINDINGS = 1000;

    @Override
    public void card() {
        LintResults lint = report.lint();
        if (lint == null) {
            Card.missing(html, report, "Lint", "lint", "not run: ", "mvn go-docker:lint");
            return;
        }
        int errors = lint.count("error");
        int warnings = lint.count("warning");
        int notes = lint.count("note");
        boolean complete = lint.tools().stream().allMatch(tool -> tool.problem().isEmpty());
        Verdict verdict = errors > 0 ? Verdict.BAD : warnings > 0 || !complete ? Verdict.WARNING : Verdict.GOOD;
        Card card = new Card(
                html,
                "Lint",
                "findings",
                verdict,
                number(errors + warnings + notes),
                errors + warnings + notes == 1 ? "finding" : "findings");
        card.end(some(errors, "error", "errors") + " \u00b7 " + some(warnings, "warning", "warnings")
                + (notes > 0 ? " \u00b7 " + some(notes, "note", "notes") : "")
                + (lint.accepted() > 0 ? " \u00b7 " + lint.accepted() + " accepted" : ""));
    }

    @Override
    public void write() {
        LintResults lint = report.lint();
        if (lint == null) {
            return;
        }
        html.section("findings", "Lint", "");
        html.raw("<ul class=\"tools\">\n");
        for (Tool tool : lint.tools()) {
            html.raw("<li><b>").text(tool.name()).raw("</b> ").element("small", tool.version());
            html.raw(" ")
                    .element(
                            "span",
                            tool.problem().isEmpty() ? "" : "class=\"tag warning\"",
                            tool.problem().isEmpty() ? some(tool.findings(), "finding", "findings") : tool.problem())
                    .raw("\n");
        }
        html.raw("</ul>\n");
        if (!lint.findings().isEmpty()) {
            html.raw(
                            "<div class=\"wide\"><table class=\"findings\"><thead><tr><th scope=\"col\">Line<th scope=\"col\">Level")
                    .raw("<th scope=\"col\">Finding<th scope=\"col\">Rule</tr></thead>\n");
            String file = null;
            for (Finding each : lint.findings()
                    .subList(0, Math.min(MAX_FINDINGS, lint.findings().size()))) {
                if (!each.file().equals(file)) {
                    file = each.file();
                    html.raw("<tbody><tr><th scope=\"rowgroup\" colspan=\"4\">")
                            .text(file.isEmpty() ? "the module" : file)
                            .raw("\n");
                }
                finding(each);
            }
            html.raw("</table></div>\n");
            if (lint.findings().size() > MAX_FINDINGS) {
                html.element("p", number(lint.findings().size() - MAX_FINDINGS) + " more are in the file.");
            }
        }
        html.raw("<p class=\"more\">").link("lint/lint.sarif", "lint.sarif").raw("</p>\n");
        html.endSection();
    }

    @Override
    public Optional<Advice> missing() {
        return report.lint() == null
                ? Optional.of(new Advice("lint", "No linter has run", "mvn go-docker:lint"))
                : Optional.empty();
    }

    private void finding(Finding each) {
        String level = each.accepted()
                ? "none"
                : switch (each.level()) {
                    case "error" -> "bad";
                    case "warning" -> "warning";
                    default -> "none";
                };
        String line = each.line() == 0 ? "" : each.line() + (each.column() == 0 ? "" : ":" + each.column());
        html.raw("<tr><td class=\"n\">" + line + "<td>")
                .element("span", "class=\"tag " + level + "\"", each.accepted() ? "accepted" : each.level())
                .raw("<td class=\"prose\">")
                .text(each.message())
                .raw("<td>")
                .link(each.help(), each.rule())
                .raw(each.tool().equals(each.rule()) ? "" : " <small>" + escape(each.tool()) + "</small>")
                .raw("\n");
    }
}
