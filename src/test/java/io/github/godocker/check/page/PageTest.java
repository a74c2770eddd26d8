package io.github.godocker.check.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import io.github.godocker.Golden;
import io.github.godocker.check.page.Report.Verdict;
import io.github.godocker.handover.GoalOutcomes;
import io.github.godocker.handover.OwnTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the page says of a build directory. How it looks and works in a browser is in {@link BrowserTest}. */
class PageTest {
    @TempDir
    Path build;

    @Test
    void tellsEverything() throws IOException {
        String page = Shop.page(Shop.copyTo(build));

        // Style and script are files of their own.
        Golden.assertThatFile(
                "report/shop.html",
                page.replaceAll("(?s)<style>.*?</style>", "<style></style>")
                        .replaceAll("(?s)<script>.*</script>", "<script></script>")
                        .replaceAll("sha256-[^']*", "sha256-"));
    }

    @Test
    void isTheSameForTheSameResults() throws IOException {
        Report.Sources sources = Shop.copyTo(build);

        assertThat(Shop.page(sources)).isEqualTo(Shop.page(sources));
    }

    @Test
    void isTextWhateverATestIsCalled() throws IOException {
        String page = Shop.page(Shop.copyTo(build));

        assertThat(page).contains("Test/&lt;script&gt;alert(1)&lt;/script&gt;").doesNotContain("<script>alert");
        assertThat(page).doesNotContain("javascript:").doesNotContain("\u202e");
        assertThat(page).contains("Shop &amp; Sons");
    }

    @Test
    void needsNothingFromElsewhere() throws IOException {
        String page = Shop.page(Shop.copyTo(build));

        assertThat(page).doesNotContainPattern("(?i)<(link|img|iframe|object|embed|base)\\b");
        assertThat(page).doesNotContainPattern("(?i)\\ssrc\\s*=").doesNotContainPattern("(?i)@import|url\\(");
        assertThat(page).doesNotContainPattern("(?i)<[^>]*\\s(style|on\\w+)=");
    }

    @Test
    void whatIsMissingIsSaidWithTheWayToGetIt() throws IOException {
        String page = Shop.page(Shop.sources(build));

        assertThat(page)
                .contains("Nothing measured")
                .contains("No tests were run: <code>mvn test</code>")
                .contains("Coverage was not measured: <code>mvn test -Dgo-docker.coverage=true</code>")
                .contains("No linter has run: <code>mvn go-docker:lint</code>")
                .contains("No image was built: <code>mvn package</code>")
                .contains("No benchmark has run: <code>mvn go-docker:bench</code>")
                .doesNotContain("id=\"tests\"");
    }

    @Test
    void aGoalThatHasRunIsNoAdvice() throws IOException {
        Files.writeString(
                Files.createDirectories(build.resolve("go-reports")).resolve("times"),
                "fingerprint=the times of goals\ntest=12\nlint (strict)=7\nbuild=3\n");

        String page = Shop.page(Shop.sources(build));

        assertThat(page)
                .contains("<code>test</code> has run and left nothing to show")
                .contains("<code>lint</code> has run and left nothing to show")
                .contains("<code>build</code> has run and left nothing to show")
                .contains("Coverage was not measured: <code>mvn test -Dgo-docker.coverage=true</code>")
                .contains("No benchmark has run: <code>mvn go-docker:bench</code>")
                .doesNotContain("<code>mvn test</code>")
                .doesNotContain("mvn go-docker:lint")
                .doesNotContain("mvn package");
    }

    @Test
    void aGoalThatFailedIsSaidToHave() throws IOException {
        Report.Sources sources = Shop.copyTo(build);
        Duration time = Duration.ofMillis(3120);
        GoalOutcomes.note(sources.reports(), "build", time, "Cannot build image <shop>: no.\nnext line");
        GoalOutcomes.note(sources.reports(), "bench (nightly)", time, "Cannot run.");
        GoalOutcomes.note(sources.reports(), "report", time, "Cannot write.");

        String page = Shop.page(sources);

        assertThat(page)
                .contains("goals build, bench (nightly) failed")
                .contains("<p><code>build</code> failed: Cannot build image &lt;shop&gt;: no.</p>")
                .contains("</svg> build <span class=\"tag bad\">failed</span><td class=\"n\">3.12 s")
                .doesNotContain("next line", "Cannot write");

        GoalOutcomes.note(sources.reports(), "build", time, "");
        GoalOutcomes.noteDone(sources.reports(), "bench (nightly)");
        assertThat(Shop.page(sources)).doesNotContain("failed: ", "tag bad\">failed");
    }

    @Test
    void whatAFailedGoalShouldHaveLeftIsNotNothing() throws IOException {
        Files.createDirectories(build);
        GoalOutcomes.note(Shop.sources(build).reports(), "lint", Duration.ofMillis(1), "Cannot lint.");

        assertThat(Shop.page(Shop.sources(build)))
                .contains("<strong>Failing</strong> <span>goal lint failed</span>")
                .contains("<p class=\"line\">failed</p>")
                .contains("<li><code>lint</code> failed\n")
                .doesNotContain("nothing to show");
    }

    /** Zero would mean that somebody has looked. */
    @ParameterizedTest
    @CsvSource({
        "vet,         true,  govulncheck did not run",
        "govulncheck, false, govulncheck did not finish",
        "govulncheck, true,  none in unused code either",
    })
    void noVulnerabilityIsSaidOnlyWhereSomebodyLooked(String tool, boolean successful, String line) throws IOException {
        Files.writeString(
                Files.createDirectories(build.resolve("go-reports/lint")).resolve("lint.sarif"),
                "{'runs': [{'tool': {'driver': {'name': 'NAME'}}, 'results': [], 'invocations': [{'executionSuccessful': DONE}]}]}"
                        .replace('\'', '"')
                        .replace("NAME", tool)
                        .replace("DONE", String.valueOf(successful)));
        GoalOutcomes.note(Shop.sources(build).reports(), "lint", Duration.ofMillis(1), "");

        String page = Shop.page(Shop.sources(build));

        String card = page.substring(page.indexOf(">Vulnerabilities<"), page.indexOf(">Lint<"));
        assertThat(card).contains(line).contains(line.startsWith("none") ? "<b>0</b> called" : "<b>\u2013</b>");
    }

    @Test
    void whereThereIsNothingToCoverThereIsNoPercentage() throws IOException {
        Files.writeString(
                Files.createDirectories(build.resolve("go-reports/coverage")).resolve("coverage.properties"),
                "fingerprint=x\ntotal=0/0\npercent=100.0\nminimum=80\n");

        assertThat(Shop.page(Shop.sources(build)))
                .contains("no statements to cover")
                .doesNotContain("100.0%", "id=\"covered\"");
    }

    @Test
    void showsNoImageButThoseItIsToldOf() throws IOException {
        Report.Sources sources = Shop.copyTo(build);
        Path former = Files.createDirectories(build.resolve("go-docker/former"));
        Files.writeString(
                former.resolve("image.json"),
                Files.readString(build.resolve("go-docker/shop/image.json")).replace("shop:", "former:"));

        assertThat(Shop.page(sources)).contains("shop:1.4.0").doesNotContain("former:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "surefire-reports/TEST-example_com.shop.internal.api.xml | <testsuite name='x'><testcase | in line 1: XML document structures must start and end",
                "surefire-reports/TEST-example_com.shop.internal.api.xml | <html/> | its root is <html>, not <testsuite>",
                "surefire-reports/TEST-example_com.shop.internal.api.xml | <testsuite time='soon'/> | \"soon\"",
                "go-reports/lint/lint.sarif | {\"runs\": [ | Unexpected end-of-input",
                "go-reports/lint/lint.sarif | {} | it is not SARIF",
                "go-reports/coverage/coverage.properties | fingerprint=0 | no figures",
                "go-docker/shop/image.json | {} | it names no image",
            })
    void whatCannotBeReadIsSaidAndTheRestIsShown(String file, String content, String reason) throws IOException {
        Report.Sources sources = Shop.copyTo(build);
        Files.writeString(build.resolve(file), content);

        Report report = Report.read(Shop.PROJECT, sources);

        assertThat(report.problems())
                .singleElement()
                .asString()
                .contains(file)
                .contains(reason)
                .doesNotEndWith("..")
                .endsWith(".");
        assertThat(report.judgement().verdict()).isEqualTo(Verdict.BAD);
        assertThat(report.goals().times()).hasSize(5);
        assertThat(Shop.page(sources)).contains("1 report cannot be read").contains("id=\"times\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a_test.go:2: bad  | HOME/in/a_test.go:1: fine~HOME/in/a_test.go:2: bad | in/a_test.go:2 | bad",
                "bad               | a_test.go:1: fine~a_test.go:2: bad~more            | a_test.go:2    | bad",
                "panic: bad        | panic: bad~goroutine 1~\tHOME/in/a.go:7 +0x1        | in/a.go:7      | panic: bad",
                "expected 1        | java.lang.AssertionError: expected 1~at x.T(T.java:5) | T.java:5     | expected 1",
                "a_test.go:3:      | a_test.go:3:                                       | a_test.go:3    | a_test.go:3:",
                "bad               | bad                                                | ''             | bad",
            })
    void tellsWhereATestFailed(String message, String trace, String position, String plain) throws IOException {
        Path reports = Files.createDirectories(build.resolve("surefire-reports"));
        Files.writeString(
                reports.resolve("TEST-x.xml"),
                "<testsuite name='x'><testcase name='t'><failure message='" + message + "'>"
                        + trace.replace("HOME", build.toString()).replace('~', '\n')
                        + "</failure></testcase></testsuite>");
        TestResults tests = Objects.requireNonNull(
                Report.read(Shop.PROJECT, Shop.sources(build)).tests());

        TestResults.Case test = tests.suites().get(0).cases().get(0);
        assertThat(test.position()).isEqualTo(position);
        assertThat(test.plainMessage()).isEqualTo(plain);
    }

    /** The file is what the goal lint writes, by a test of its own. */
    @Test
    void readsWhatLintWrites() {
        List<String> problems = new ArrayList<>();
        LintResults lint = Objects.requireNonNull(LintResults.read(
                new OwnTree(Path.of("").toAbsolutePath()),
                Path.of("src/test/resources/lint/lint.sarif").toAbsolutePath(),
                (file, reason) -> problems.add(reason)));

        assertThat(problems).isEmpty();
        assertThat(lint.tools()).extracting(LintResults.Tool::name).contains("vet", "govulncheck", "staticcheck");
        assertThat(lint.tools()).anyMatch(tool -> tool.problem().equals("Cannot build staticcheck."));
        assertThat(lint.count("error")).isEqualTo(2);
        assertThat(lint.accepted()).isEqualTo(1);
        assertThat(lint.findings())
                .extracting(LintResults.Finding::position)
                .contains("my service/cmd/a b.go:3:5", "lib/l.go");
        LintResults.Vulnerability called = lint.vulnerabilities().get(0);
        assertThat(called.called()).isTrue();
        assertThat(called.id()).isEqualTo("GO-2099-0001");
        assertThat(called.fixed()).isEqualTo("v2.2.8");
        assertThat(called.calls())
                .extracting(LintResults.Call::function)
                .containsExactly("main.main", "yaml.Unmarshal");
    }

    @Test
    void doctypesAreNotFollowed() throws IOException {
        Path secret = Files.writeString(build.resolve("secret"), "s3cr3t");
        Path reports = Files.createDirectories(build.resolve("surefire-reports"));
        Files.writeString(
                reports.resolve("TEST-x.xml"),
                "<!DOCTYPE t [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]><testsuite name=\"x\">"
                        + "<testcase name=\"t\"><failure message=\"m\">&e;</failure></testcase></testsuite>");

        assertThat(Shop.page(Shop.sources(build))).doesNotContain("s3cr3t");
    }

    @Test
    void tenThousandTestsAreAPageThatCanBeOpened() throws IOException {
        Report.Sources sources = Shop.manyTests(build, 10_000);

        String page = Shop.page(sources);

        assertThat(page.length()).isLessThan(3_000_000);
        assertThat(page.split("<tr class=passed>", -1)).hasSize(9_901);
        assertThat(page).doesNotContain("what it printed\nwhat it printed\n".repeat(100));
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
        Report.Sources sources = Shop.sources(Files.writeString(build.resolve("file"), ""));

        assertThatThrownBy(() -> Page.write(Report.read(Shop.PROJECT, sources), sources))
                .isInstanceOf(GoDockerException.class)
                .hasMessageStartingWith("Cannot write " + sources.reports().page() + ": ");
    }

    @Test
    void aGreenBuildIsSaidToBeOne() throws IOException {
        Path reports = Files.createDirectories(build.resolve("surefire-reports"));
        Files.writeString(
                reports.resolve("TEST-x.xml"),
                "<testsuite name=\"x\" time=\"1,001.5\"><testcase name=\"t\"/></testsuite>");
        Report report = Report.read(Shop.PROJECT, Shop.sources(build));

        assertThat(report.judgement().verdict()).isEqualTo(Verdict.GOOD);
        assertThat(report.problems()).isEmpty();
        assertThat(Shop.page(Shop.sources(build)))
                .contains(
                        "<strong>Passed</strong> <span>1 test \u00b7 coverage was not measured \u00b7 no linter has run</span>")
                .contains("16 min 42 s");
    }
}
