package io.github.godocker.check.page;

import static io.github.godocker.check.page.Html.escape;

import io.github.godocker.GoDockerException;
import io.github.godocker.check.page.Report.Judgement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * The report as one file of HTML that needs nothing else. It can be read without its script, and without its style
 * where a server forbids both, as Jenkins does: bars are SVG with attributes, order and words carry the meaning.
 */
public final class Page {
    private final Report report;
    private final Html html;
    private final List<Section> sections;

    private Page(Report report, String surefire, Html html) {
        this.report = report;
        this.html = html;
        this.sections = List.of(
                new TestSection(report, html, surefire),
                new CoverageSection(report, html),
                new VulnerabilitySection(report, html),
                new FindingSection(report, html),
                new ImageSection(report, html),
                new TimeSection(report, html),
                new BenchmarkSection(report, html));
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
            throw GoDockerException.unwritable(file, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw GoDockerException.unwritable(file, e);
        }
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
        failedGoals();
        problems();
        cards();
        sections.forEach(Section::write);
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
        html.raw("</ul>\n</div>\n<p class=\"verdict " + Card.word(judgement.verdict()) + "\"><strong>"
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

    private void failedGoals() {
        if (!report.goals().failures().isEmpty()) {
            html.raw("<section class=\"problems\" aria-label=\"Failed goals\">\n");
            report.goals()
                    .failures()
                    .forEach((goal, problem) -> html.raw("<p>")
                            .element("code", goal)
                            .raw(" failed: ")
                            .text(problem)
                            .raw("</p>\n"));
            html.raw("</section>\n");
        }
    }

    private void problems() {
        if (!report.problems().isEmpty()) {
            html.raw("<section class=\"problems\" aria-label=\"Unreadable reports\">\n");
            report.problems().forEach(problem -> html.element("p", problem).raw("\n"));
            html.raw("</section>\n");
        }
    }

    private void cards() {
        html.raw("<section class=\"cards\">\n<h2 class=\"unseen\">Overview</h2>\n");
        sections.forEach(Section::card);
        html.raw("</section>\n");
    }

    private void missing() {
        html.raw("<section class=\"missing\">\n");
        List<Section.Advice> missing =
                sections.stream().flatMap(section -> section.missing().stream()).toList();
        if (!missing.isEmpty()) {
            html.raw("<h2>Not in this report</h2>\n<ul>\n");
            missing.forEach(this::missing);
            html.raw("</ul>\n");
        }
        html.raw("</section>\n");
    }

    private void missing(Section.Advice advice) {
        html.raw("<li>");
        if (report.ran(advice.goal())) {
            html.element("code", advice.goal())
                    .raw(report.failed(advice.goal()) ? " failed\n" : " has run and left nothing to show\n");
        } else {
            html.text(advice.what() + ": ").element("code", advice.command()).raw("\n");
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
