package io.github.godocker.check.page;

import static io.github.godocker.check.page.Figures.number;
import static io.github.godocker.check.page.Figures.plain;
import static io.github.godocker.check.page.Figures.share;
import static io.github.godocker.check.page.Figures.time;
import static io.github.godocker.check.page.Report.some;

import io.github.godocker.check.page.Report.Verdict;
import io.github.godocker.check.page.TestResults.Case;
import io.github.godocker.check.page.TestResults.Located;
import io.github.godocker.check.page.TestResults.Status;
import io.github.godocker.check.page.TestResults.Suite;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which tests ran, which failed and why, and how long they took. */
record TestSection(Report report, Html html, String surefire) implements Section {
    private static final int MAX_FAILURES = 200;
    private static final int OPEN_FAILURES = 5;
    private static final int SLOWEST = 10;

    @Override
    public void card() {
        TestResults tests = report.tests();
        if (tests == null) {
            Card.missing(html, report, "Tests", "test", "not run: ", "mvn test");
            return;
        }
        int failed = tests.count(Status.FAILED);
        int flaky = tests.count(Status.FLAKY);
        int skipped = tests.count(Status.SKIPPED);
        int passed = tests.count(Status.PASSED);
        Verdict verdict = failed > 0 ? Verdict.BAD : flaky > 0 ? Verdict.WARNING : Verdict.GOOD;
        Card card = new Card(
                html,
                "Tests",
                "tests",
                verdict,
                number(failed > 0 ? failed : passed),
                failed > 0 ? "failed" : "passed");
        int all = tests.count();
        Bar.write(
                html,
                List.of(
                        new Bar.Part(share(failed, all), "bad", "#cf222e"),
                        new Bar.Part(share(flaky, all), "warning", "#9a6700"),
                        new Bar.Part(share(passed, all), "good", "#1a7f37"),
                        new Bar.Part(share(skipped, all), "none", "#8c959f")));
        card.end((failed > 0
                        ? number(passed) + " of " + number(all) + " passed"
                        : "in " + some(tests.suites().size(), "package", "packages"))
                + (flaky > 0 ? " \u00b7 " + number(flaky) + " flaky" : "")
                + (skipped > 0 ? " \u00b7 " + number(skipped) + " skipped" : "") + " \u00b7 "
                + time(tests.seconds()));
    }

    @Override
    public void write() {
        TestResults tests = report.tests();
        if (tests != null) {
            failures(tests);
            tests(tests);
        }
    }

    @Override
    public Optional<Advice> missing() {
        return report.tests() == null
                ? Optional.of(new Advice("test", "No tests were run", "mvn test"))
                : Optional.empty();
    }

    private void failures(TestResults tests) {
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
        html.section(id, title, number(all.size()) + others);
        html.raw("<ol class=\"failures\">\n");
        boolean open = all.size() <= OPEN_FAILURES;
        all.stream().limit(MAX_FAILURES).forEach(each -> failure(each, open));
        html.raw("</ol>\n");
        if (all.size() > MAX_FAILURES) {
            html.element("p", number(all.size() - MAX_FAILURES) + " more are in the table of tests.");
        }
        html.endSection();
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

    private void tests(TestResults tests) {
        html.section("tests", "Tests", some(tests.suites().size(), "package", "packages"));
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
        html.endSection();
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
        count(suite.cases().size(), "");
        count(failed, "failed");
        count(flaky, "flaky");
        count(suite.count(Status.SKIPPED), "skipped");
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
            Bar.write(
                    html,
                    List.of(new Bar.Part(Math.max(1, 100 * each.test().seconds() / longest), "accent", "#3b6fb6")));
            html.raw("\n");
        }
        html.raw("</tbody></table></div>\n");
    }

    private void count(int count, String word) {
        html.raw("<td class=\"n" + (count == 0 ? " zero" : word.isEmpty() ? "" : " " + word) + "\" data-v=\"" + count
                + "\">" + number(count));
    }

    private static String address(String path) {
        try {
            return new URI(null, null, path, null).toASCIIString();
        } catch (URISyntaxException e) {
            return "";
        }
    }
}
