package io.github.godocker.report;

import static io.github.godocker.report.Html.escape;
import static io.github.godocker.report.Report.some;

import io.github.godocker.GoDockerException;
import io.github.godocker.coverage.Ratio;
import io.github.godocker.image.ImageRecord;
import io.github.godocker.log.BuildLog;
import io.github.godocker.report.LintResults.Finding;
import io.github.godocker.report.LintResults.Tool;
import io.github.godocker.report.LintResults.Vulnerability;
import io.github.godocker.report.Report.Image;
import io.github.godocker.report.Report.Judgement;
import io.github.godocker.report.Report.Verdict;
import io.github.godocker.report.TestResults.Case;
import io.github.godocker.report.TestResults.Located;
import io.github.godocker.report.TestResults.Status;
import io.github.godocker.report.TestResults.Suite;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The report as one file of HTML that needs nothing else. It can be read without its script, and without its style
 * where a server forbids both, as Jenkins does: bars are SVG with attributes, order and words carry the meaning.
 */
public final class Page {
    private static final int MAX_FAILURES = 200;
    private static final int MAX_FINDINGS = 1000;
    private static final int OPEN_FAILURES = 5;
    private static final int SLOWEST = 10;
    private static final int COLORS = 8;
    private static final List<String> PALETTE =
            List.of("#3b6fb6", "#c77d28", "#4b9367", "#8a63b0", "#b5536b", "#3a9aa8", "#8c7a3d", "#7c8794");

    private final Report report;
    private final String surefire;
    private final Html html;

    private Page(Report report, String surefire, Html html) {
        this.report = report;
        this.surefire = surefire;
        this.html = html;
    }

    /** @throws GoDockerException if it cannot be written */
    public static void write(Report report, Report.Sources sources) {
        Path file = sources.reports().page();
        try {
            sources.reports()
                    .tree()
                    .writeText(
                            file,
                            out -> new Page(
                                            report,
                                            link(sources.reports().directory(), sources.surefire()),
                                            new Html(out))
                                    .write());
        } catch (UncheckedIOException e) {
            throw unwritable(file, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static GoDockerException unwritable(Path file, IOException e) {
        return GoDockerException.unwritable(file, e);
    }

    /** From the page to a directory; empty if there is no way. */
    private static String link(Path from, Path to) {
        try {
            return from.relativize(to).toString().replace('\\', '/') + "/";
        } catch (IllegalArgumentException e) {
            return ""; // on another drive
        }
    }

    private void write() throws IOException {
        String style = resource("report.css");
        String script = resource("report.js");
        String title = report.project().name() + " " + report.project().version();
        html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                // Whatever a test is called, no other script can run, and nothing is loaded from anywhere.
                .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '"
                        + hash(style) + "'; script-src '" + hash(script)
                        + "'; base-uri 'none'; form-action 'none'\">\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .raw("<meta name=\"color-scheme\" content=\"light dark\">\n")
                .element("title", title + ": report")
                .raw("\n<style>" + style + "</style>\n</head>\n<body>\n");
        header();
        html.raw("<main>\n");
        problems();
        cards();
        failures();
        tests();
        coverage();
        vulnerabilities();
        findings();
        images();
        times();
        benchmarks();
        missing();
        html.raw("</main>\n<footer><p>Written by go-docker-maven-plugin</footer>\n<script>" + script
                + "</script>\n</body>\n</html>\n");
    }

    private void header() {
        Report.Project project = report.project();
        Judgement judgement = report.judgement();
        html.raw("<header>\n<div>\n<h1>").text(project.name()).raw(" ");
        html.element("small", project.version()).raw("</h1>\n<ul class=\"facts\">");
        html.element("li", "class=\"path\"", project.id());
        if (!report.goVersion().isEmpty()) {
            html.element("li", "Go " + report.goVersion().replaceFirst("^go", ""));
        }
        if (!project.commit().isEmpty()) {
            html.raw("<li>commit ")
                    .element(
                            "code",
                            "title=\"" + escape(project.commit()) + "\"",
                            project.commit()
                                    .substring(0, Math.min(10, project.commit().length())));
        }
        if (!project.time().isEmpty()) {
            html.element("li", project.time());
        }
        html.raw("</ul>\n</div>\n<p class=\"verdict " + word(judgement.verdict()) + "\"><strong>"
                        + switch (judgement.verdict()) {
                            case UNKNOWN -> "Nothing measured";
                            case GOOD -> "Passed";
                            case WARNING -> "Passed, with warnings";
                            case BAD -> "Failing";
                        }
                        + "</strong> ")
                .element("span", String.join(" \u00b7 ", judgement.reasons()))
                .raw("</p>\n</header>\n");
    }

    private static String word(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    private void problems() {
        if (!report.problems().isEmpty()) {
            html.raw("<section class=\"problems\" aria-label=\"Unreadable reports\">\n");
            report.problems().forEach(problem -> html.element("p", problem).raw("\n"));
            html.raw("</section>\n");
        }
    }

    // --- the cards -----------------------------------------------------------------------------------------------

    private void cards() {
        html.raw("<section class=\"cards\">\n<h2 class=\"unseen\">Overview</h2>\n");
        testCard();
        coverageCard();
        vulnerabilityCard();
        findingCard();
        imageCard();
        timeCard();
        html.raw("</section>\n");
    }

    private void card(String title, String anchor, Verdict verdict, String figure, String unit) {
        html.raw("<div class=\"card " + word(verdict) + "\">\n<h3>")
                .link(anchor.isEmpty() ? "" : "#" + anchor, title)
                .raw("</h3>\n<p class=\"figure\">")
                .element("b", figure)
                .raw(unit.isEmpty() ? "" : " " + escape(unit))
                .raw("</p>\n");
    }

    private void endCard(String line) {
        html.element("p", "class=\"line\"", line).raw("\n</div>\n");
    }

    /** A goal that has run and left nothing is no advice. */
    private void missingCard(String title, String goal, String what) {
        card(title, "", Verdict.UNKNOWN, "\u2013", "");
        html.raw("<p class=\"line\">" + (report.ran(goal) ? "nothing to show" : what) + "</p>\n</div>\n");
    }

    private void testCard() {
        TestResults tests = report.tests();
        if (tests == null) {
            missingCard("Tests", "test", "not run: <code>mvn test</code>");
            return;
        }
        int failed = tests.count(Status.FAILED);
        int flaky = tests.count(Status.FLAKY);
        int skipped = tests.count(Status.SKIPPED);
        int passed = tests.count(Status.PASSED);
        Verdict verdict = failed > 0 ? Verdict.BAD : flaky > 0 ? Verdict.WARNING : Verdict.GOOD;
        card("Tests", "tests", verdict, number(failed > 0 ? failed : passed), failed > 0 ? "failed" : "passed");
        int all = tests.count();
        bar(List.of(
                new Part(share(failed, all), "bad", "#cf222e"),
                new Part(share(flaky, all), "warning", "#9a6700"),
                new Part(share(passed, all), "good", "#1a7f37"),
                new Part(share(skipped, all), "none", "#8c959f")));
        endCard((failed > 0
                        ? number(passed) + " of " + number(all) + " passed"
                        : "in " + some(tests.suites().size(), "package", "packages"))
                + (flaky > 0 ? " \u00b7 " + number(flaky) + " flaky" : "")
                + (skipped > 0 ? " \u00b7 " + number(skipped) + " skipped" : "") + " \u00b7 "
                + time(tests.seconds()));
    }

    private void coverageCard() {
        var coverage = report.coverage();
        if (coverage == null) {
            missingCard("Coverage", "coverage", "not measured: <code>-Dgo-docker.coverage=true</code>");
            return;
        }
        double minimum = report.minimum();
        Verdict verdict = minimum < 0 ? Verdict.UNKNOWN : report.belowMinimum() ? Verdict.BAD : Verdict.GOOD;
        card("Coverage", "coverage", verdict, coverage.total().text(), "");
        coverageBar(coverage.total());
        endCard(number(coverage.total().covered()) + " of "
                + number(coverage.total().statements()) + " statements"
                + (minimum < 0 ? "" : " \u00b7 minimum " + coverage.minimum() + "%"));
    }

    private void vulnerabilityCard() {
        LintResults lint = report.lint();
        if (lint == null
                || !lint.lookedForVulnerabilities() && lint.vulnerabilities().isEmpty()) {
            missingCard("Vulnerabilities", "lint", "not looked for: <code>mvn go-docker:lint</code>");
            return;
        }
        int called = lint.vulnerabilities(true);
        int present = lint.vulnerabilities(false);
        Verdict verdict = called > 0 ? Verdict.BAD : present > 0 ? Verdict.WARNING : Verdict.GOOD;
        card(
                "Vulnerabilities",
                lint.vulnerabilities().isEmpty() ? "" : "vulnerabilities",
                verdict,
                number(called),
                "called");
        endCard(present > 0 ? number(present) + " more in modules, not called" : "none in unused code either");
    }

    private void findingCard() {
        LintResults lint = report.lint();
        if (lint == null) {
            missingCard("Lint", "lint", "not run: <code>mvn go-docker:lint</code>");
            return;
        }
        int errors = lint.count("error");
        int warnings = lint.count("warning");
        int notes = lint.count("note");
        boolean complete = lint.tools().stream().allMatch(tool -> tool.problem().isEmpty());
        Verdict verdict = errors > 0 ? Verdict.BAD : warnings > 0 || !complete ? Verdict.WARNING : Verdict.GOOD;
        card(
                "Lint",
                "findings",
                verdict,
                number(errors + warnings + notes),
                errors + warnings + notes == 1 ? "finding" : "findings");
        endCard(some(errors, "error", "errors") + " \u00b7 " + some(warnings, "warning", "warnings")
                + (notes > 0 ? " \u00b7 " + some(notes, "note", "notes") : "")
                + (lint.accepted() > 0 ? " \u00b7 " + lint.accepted() + " accepted" : ""));
    }

    private void imageCard() {
        if (report.images().isEmpty()) {
            missingCard("Image", "build", "not built: <code>mvn package</code>");
            return;
        }
        ImageRecord first = report.images().get(0).record();
        String size = BuildLog.size(first.images().get(0).size());
        int space = size.indexOf(' ');
        card("Image", "images", Verdict.UNKNOWN, size.substring(0, space), size.substring(space + 1));
        endCard(first.image()
                + (report.images().size() > 1 ? " and " + (report.images().size() - 1) + " more" : ""));
    }

    private void timeCard() {
        if (report.times().isEmpty()) {
            missingCard("Build time", "", "no goal has noted its time");
            return;
        }
        long total = report.times().values().stream().mapToLong(Long::longValue).sum();
        card("Build time", "times", Verdict.UNKNOWN, time(total / 1000.0), "");
        timeBar(total);
        endCard(longest());
    }

    private String longest() {
        Map.Entry<String, Long> longest = null;
        for (Map.Entry<String, Long> each : report.times().entrySet()) {
            if (longest == null || each.getValue() > longest.getValue()) {
                longest = each;
            }
        }
        return longest == null ? "" : "most of it " + longest.getKey() + ", " + time(longest.getValue() / 1000.0);
    }

    // --- tests ---------------------------------------------------------------------------------------------------

    private void failures() {
        TestResults tests = report.tests();
        if (tests == null) {
            return;
        }
        List<Located> failed = tests.withStatus(Status.FAILED);
        int parents = tests.count(Status.FAILED) - failed.size();
        failures(
                "Failures",
                "failures",
                failed,
                parents > 0 ? ", and " + some(parents, "parent of these", "parents of these") : "");
        failures("Flaky tests", "flaky", tests.withStatus(Status.FLAKY), "");
    }

    private void failures(String title, String id, List<Located> all, String others) {
        if (all.isEmpty()) {
            return;
        }
        section(id, title, number(all.size()) + others);
        html.raw("<ol class=\"failures\">\n");
        boolean open = all.size() <= OPEN_FAILURES;
        all.stream().limit(MAX_FAILURES).forEach(each -> failure(each, open));
        html.raw("</ol>\n");
        if (all.size() > MAX_FAILURES) {
            html.element("p", number(all.size() - MAX_FAILURES) + " more are in the table of tests.");
        }
        endSection();
    }

    private void failure(Located failure, boolean open) {
        Case test = failure.test();
        String position = test.position();
        html.raw("<li class=\"" + test.status().word() + "\"><h3>")
                .text(test.name())
                .raw("</h3>\n<p class=\"where\">");
        html.element("span", failure.suite().name());
        if (!position.isEmpty()) {
            html.raw(" ").element("code", position);
        }
        if (!test.type().isEmpty() && !test.type().equals("assertion")) {
            html.raw(" ").element("em", test.type());
        }
        if (test.attempts() > 1 || test.status() == Status.FLAKY) {
            html.raw(" ").element("em", "failed " + some(test.attempts(), "time", "times"));
        }
        html.raw(" ").element("span", time(test.seconds())).raw("</p>\n");
        html.element("p", "class=\"message\"", test.plainMessage()).raw("\n");
        boolean more = test.trace().lines().count() > 1
                || !test.trace().strip().endsWith(test.message().strip());
        if (more && !test.trace().isBlank()) {
            html.raw(open ? "<details open>" : "<details>")
                    .raw("<summary>Excerpt</summary>")
                    .element("pre", test.trace())
                    .raw("</details>\n");
        }
        if (!test.output().isBlank() && !unindented(test.output()).equals(unindented(test.trace()))) {
            html.raw("<details><summary>Output</summary>")
                    .element("pre", test.output())
                    .raw("</details>\n");
        }
        if (!surefire.isEmpty()) {
            html.raw("<p class=\"more\">")
                    .link(address(surefire + failure.suite().file()), "Everything it printed")
                    .raw("</p>");
        }
        html.raw("</li>\n");
    }

    /** Go indents what a test logs. */
    private static String unindented(String text) {
        return text.strip().lines().map(String::strip).collect(Collectors.joining("\n"));
    }

    private void tests() {
        TestResults tests = report.tests();
        if (tests == null) {
            return;
        }
        section("tests", "Tests", some(tests.suites().size(), "package", "packages"));
        html.raw("<div class=\"filter\" id=\"filter\" role=\"search\" hidden>")
                .raw("<label>Filter <input type=\"search\" id=\"q\" placeholder=\"package or test\"></label>\n")
                .raw("<span role=\"group\" aria-label=\"Result\">");
        filterButton("", "All", tests.count());
        for (Status status : Status.values()) {
            if (tests.count(status) > 0) {
                filterButton(status.word(), status.word(), tests.count(status));
            }
        }
        html.raw("</span> <output id=\"shown\" role=\"status\"></output></div>\n");
        html.raw("<div class=\"wide\"><table class=\"sortable\" id=\"packages\">\n<thead><tr>")
                .raw("<th scope=\"col\" data-k=\"name\">Package<th scope=\"col\" data-k=\"tests\" class=\"n\">Tests")
                .raw(
                        "<th scope=\"col\" data-k=\"failed\" class=\"n\">Failed<th scope=\"col\" data-k=\"flaky\" class=\"n\">Flaky")
                .raw(
                        "<th scope=\"col\" data-k=\"skipped\" class=\"n\">Skipped<th scope=\"col\" data-k=\"time\" class=\"n\">Time")
                .raw("</tr></thead>\n");
        tests.suites().forEach(this::suite);
        html.raw("</table></div>\n");
        slowest(tests);
        endSection();
    }

    private void filterButton(String status, String title, int count) {
        html.raw("<button type=\"button\" data-status=\"" + status + "\" aria-pressed=\"" + status.isEmpty() + "\">")
                .text(title)
                .raw(" <b>" + number(count) + "</b></button>");
    }

    private void suite(Suite suite) {
        int failed = suite.count(Status.FAILED);
        int flaky = suite.count(Status.FLAKY);
        html.raw("<tbody" + (failed > 0 ? " class=\"failed\"" : flaky > 0 ? " class=\"flaky\"" : "")
                + "><tr><th scope=\"row\">");
        html.text(suite.name());
        number(suite.cases().size(), "");
        number(failed, "failed");
        number(flaky, "flaky");
        number(suite.count(Status.SKIPPED), "skipped");
        html.raw("<td class=\"n\" data-v=\"" + plain(suite.seconds()) + "\">" + time(suite.seconds()) + "</tr>\n");
        html.raw("<tr class=\"cases\"><td colspan=\"6\"><details><summary>"
                        + some(suite.cases().size(), "test", "tests") + "</summary>")
                .raw("<p class=\"more\">");
        if (!surefire.isEmpty()) {
            html.link(address(surefire + suite.file()), suite.file());
        }
        if (!suite.seed().isEmpty()) {
            html.raw(" shuffled, the same order again: ").element("code", "-Dgo-docker.shuffle=" + suite.seed());
        }
        html.raw(
                        "</p><table><thead><tr><th scope=\"col\">Result<th scope=\"col\">Test<th scope=\"col\" class=\"n\">Time")
                .raw("</tr></thead><tbody>\n");
        for (Case test : suite.cases()) {
            // Without optional tags and quotes: there may be ten thousand of these lines.
            String status = test.status().word();
            html.raw("<tr class=" + status + "><td>" + status + "<td>").text(test.name());
            if (!test.message().isEmpty()) {
                html.raw("<p>").text(test.message());
            }
            html.raw("<td>" + time(test.seconds()) + "\n");
        }
        html.raw("</tbody></table></details></td></tr></tbody>\n");
    }

    private void slowest(TestResults tests) {
        List<Located> slowest = tests.slowest(SLOWEST);
        if (slowest.size() < 3) {
            return;
        }
        double longest = slowest.get(0).test().seconds();
        html.raw("<h3>Slowest tests</h3>\n<div class=\"wide slowest\"><table><thead><tr><th scope=\"col\">Test")
                .raw(
                        "<th scope=\"col\">Package<th scope=\"col\" class=\"n\">Time<th scope=\"col\" class=\"bars\"><span class=\"unseen\">Share</span>")
                .raw("</tr></thead><tbody>\n");
        for (Located each : slowest) {
            html.raw("<tr><th scope=\"row\">").text(each.test().name()).raw("<td class=\"path\">");
            html.text(each.suite().name())
                    .raw("<td class=\"n\">" + time(each.test().seconds()) + "<td class=\"bars\">");
            bar(List.of(new Part(Math.max(1, 100 * each.test().seconds() / longest), "accent", "#3b6fb6")));
            html.raw("\n");
        }
        html.raw("</tbody></table></div>\n");
    }

    // --- coverage ------------------------------------------------------------------------------------------------

    private void coverage() {
        var coverage = report.coverage();
        if (coverage == null) {
            return;
        }
        section("coverage", "Coverage", coverage.total().text());
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
        endSection();
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

    // --- lint ----------------------------------------------------------------------------------------------------

    private void vulnerabilities() {
        LintResults lint = report.lint();
        if (lint == null || lint.vulnerabilities().isEmpty()) {
            return;
        }
        section(
                "vulnerabilities",
                "Vulnerabilities",
                number(lint.vulnerabilities().size()));
        html.raw("<div class=\"wide\"><table><thead><tr><th scope=\"col\">Vulnerability<th scope=\"col\">Reached")
                .raw("<th scope=\"col\">Module<th scope=\"col\">Fixed in</tr></thead><tbody>\n");
        lint.vulnerabilities().forEach(this::vulnerability);
        html.raw("</tbody></table></div>\n");
        endSection();
    }

    private void vulnerability(Vulnerability each) {
        html.raw("<tr><th scope=\"row\" class=\"prose\">").link(each.help(), each.id());
        if (!each.aliases().isEmpty()) {
            html.raw(" ").element("small", String.join(", ", each.aliases()));
        }
        html.raw("<p>").text(each.summary()).raw("</p>");
        if (!each.calls().isEmpty()) {
            html.raw("<details" + (each.accepted() ? "" : " open")
                    + "><summary>Call path</summary><ol class=\"calls\">");
            each.calls()
                    .forEach(call -> html.raw("<li>")
                            .element("code", call.function())
                            .raw(" ")
                            .element("small", call.position()));
            html.raw("</ol></details>");
        } else if (!each.position().isEmpty()) {
            html.raw("<p>").element("small", each.position()).raw("</p>");
        }
        String level = each.accepted() ? "none" : each.called() ? "bad" : "warning";
        html.raw("<td>")
                .element(
                        "span",
                        "class=\"tag " + level + "\"",
                        each.accepted()
                                ? "accepted"
                                : each.called() ? "called" : each.imported() ? "imported" : "required");
        html.raw("<td class=\"path\">").text(each.module()).raw(" ").element("small", each.version());
        html.raw("<td>")
                .text(each.fixed().isEmpty() ? "no version" : each.fixed())
                .raw("\n");
    }

    private void findings() {
        LintResults lint = report.lint();
        if (lint == null) {
            return;
        }
        section("findings", "Lint", "");
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
        endSection();
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

    // --- image, times, benchmarks ---------------------------------------------------------------------------------

    private void images() {
        if (report.images().isEmpty()) {
            return;
        }
        section("images", report.images().size() == 1 ? "Image" : "Images", "");
        for (Image image : report.images()) {
            ImageRecord made = image.record();
            html.element("h3", "class=\"path\"", made.image()).raw("\n<dl>");
            fact("Base", made.base());
            fact("Compiled in", made.builderImage());
            fact("Go", made.goVersion().replaceFirst("^go", ""));
            fact("Tags", String.join(" ", made.tags()));
            String digest = made.digest();
            fact("Pushed", digest == null ? "no" : digest);
            html.raw(
                            "</dl>\n<div class=\"wide\"><table><thead><tr><th scope=\"col\">Part<th scope=\"col\" class=\"n\">Size")
                    .raw(
                            "<th scope=\"col\" class=\"bars\"><span class=\"unseen\">Bar</span><th scope=\"col\">Id</tr></thead>\n");
            long largest = 1;
            for (ImageRecord.PlatformImage each : made.images()) {
                largest = Math.max(largest, each.size());
            }
            for (long size : image.binaries().values()) {
                largest = Math.max(largest, size);
            }
            for (ImageRecord.PlatformImage each : made.images()) {
                html.raw("<tbody>");
                part("image " + each.platform(), each.size(), largest, BuildLog.shortId(each.id()), "accent");
                String prefix = each.platform() + " ";
                for (Map.Entry<String, Long> binary : image.binaries().entrySet()) {
                    if (binary.getKey().startsWith(prefix)) {
                        String name = binary.getKey().substring(prefix.length());
                        part("binary " + name, binary.getValue(), largest, "", "soft");
                    }
                }
                html.raw("</tbody>\n");
            }
            html.raw("</table></div>\n");
        }
        endSection();
    }

    private void fact(String name, String value) {
        html.raw("<div>").element("dt", name).element("dd", value).raw("</div>");
    }

    private void part(String name, long size, long largest, String id, String color) {
        html.raw("<tr><th scope=\"row\">")
                .text(name)
                .raw("<td class=\"n\">" + BuildLog.size(size) + "<td class=\"bars\">");
        bar(List.of(new Part(100.0 * size / largest, color, "#3b6fb6")));
        html.raw("<td>").element("code", id).raw("\n");
    }

    private void times() {
        if (report.times().isEmpty()) {
            return;
        }
        long total = report.times().values().stream().mapToLong(Long::longValue).sum();
        section("times", "Build time", time(total / 1000.0));
        timeBar(total);
        html.raw("<div class=\"wide\"><table><thead><tr><th scope=\"col\">Goal<th scope=\"col\" class=\"n\">Time")
                .raw("<th scope=\"col\" class=\"n\">Share</tr></thead><tbody>\n");
        int color = 0;
        for (Map.Entry<String, Long> each : report.times().entrySet()) {
            html.raw("<tr><th scope=\"row\"><svg class=\"swatch\" width=\"10\" height=\"10\" aria-hidden=\"true\">")
                    .raw("<rect width=\"10\" height=\"10\" class=\"c" + color + "\" fill=\"" + PALETTE.get(color)
                            + "\"/></svg> ")
                    .text(each.getKey());
            html.raw("<td class=\"n\">" + time(each.getValue() / 1000.0) + "<td class=\"n\">"
                    + Math.round(share(each.getValue(), total)) + "%\n");
            color = (color + 1) % COLORS;
        }
        html.raw("</tbody></table></div>\n<p class=\"more\">How long each goal took when it last ran.</p>\n");
        endSection();
    }

    private void timeBar(long total) {
        List<Part> parts = new ArrayList<>();
        for (long time : report.times().values()) {
            int color = parts.size() % COLORS;
            parts.add(new Part(share(time, total), "c" + color, PALETTE.get(color)));
        }
        bar(parts);
    }

    private void benchmarks() {
        if (!report.benchmarks().isEmpty()) {
            section("benchmarks", "Benchmarks", "");
            html.element("pre", String.join("\n", report.benchmarks()));
            endSection();
        }
    }

    private void missing() {
        html.raw("<section class=\"missing\">\n");
        boolean any = false;
        any |= missing(any, report.tests() == null, "test", "No tests were run", "mvn test");
        any |= missing(
                any,
                report.coverage() == null,
                "coverage",
                "Coverage was not measured",
                "mvn test -Dgo-docker.coverage=true");
        any |= missing(any, report.lint() == null, "lint", "No linter has run", "mvn go-docker:lint");
        any |= missing(any, report.images().isEmpty(), "build", "No image was built", "mvn package");
        any |= missing(any, report.times().isEmpty(), "", "No goal has noted its time", "mvn package");
        any |= missing(any, report.benchmarks().isEmpty(), "bench", "No benchmark has run", "mvn go-docker:bench");
        html.raw(any ? "</ul>\n</section>\n" : "</section>\n");
    }

    private boolean missing(boolean notFirst, boolean missing, String goal, String what, String command) {
        if (missing) {
            html.raw(notFirst ? "" : "<h2>Not in this report</h2>\n<ul>\n").raw("<li>");
            if (report.ran(goal)) {
                html.element("code", goal).raw(" has run and left nothing to show\n");
            } else {
                html.raw(what + ": ").element("code", command).raw("\n");
            }
        }
        return missing;
    }

    // --- pieces --------------------------------------------------------------------------------------------------

    private void section(String id, String title, String count) {
        html.raw("<section id=\"" + id + "\">\n<h2>").text(title);
        html.raw(count.isEmpty() ? "" : " <small>" + escape(count) + "</small>").raw("</h2>\n");
    }

    private void endSection() {
        html.raw("</section>\n");
    }

    private void number(int count, String word) {
        html.raw("<td class=\"n" + (count == 0 ? " zero" : word.isEmpty() ? "" : " " + word) + "\" data-v=\"" + count
                + "\">" + number(count));
    }

    /** @param percent of the bar */
    private record Part(double percent, String style, String fill) {}

    private void bar(List<Part> parts) {
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

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }

    private static String plain(double number) {
        String text = String.format(Locale.ROOT, "%.3f", number);
        return text.replaceFirst("\\.?0+$", "");
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String time(double seconds) {
        if (seconds >= 60) {
            long whole = Math.round(seconds);
            return whole / 60 + " min " + whole % 60 + " s";
        }
        return String.format(Locale.ROOT, seconds < 1 ? "%.3f s" : seconds < 10 ? "%.2f s" : "%.1f s", seconds);
    }

    private static String address(String path) {
        try {
            return new URI(null, null, path, null).toASCIIString();
        } catch (URISyntaxException e) {
            return "";
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Page.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
