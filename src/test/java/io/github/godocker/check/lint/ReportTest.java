package io.github.godocker.check.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.godocker.GoDockerException;
import io.github.godocker.Golden;
import io.github.godocker.handover.OwnTree;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class ReportTest {
    private static final Path REPOSITORY = Path.of("/home/joe/work");
    private static final Path MODULE = REPOSITORY.resolve("my service");

    @TempDir
    Path directory;

    private LintResult result;

    @BeforeEach
    void result() {
        Finding vet = Finding.plain(
                Linter.VET,
                "printf",
                Severity.ERROR,
                new Position("cmd/a b.go", 3, 5),
                "wrong <type> & \"quote\" \u0007é",
                "https://example.com/printf");
        Finding twice = Finding.plain(
                Linter.VET, "printf", Severity.ERROR, new Position("cmd/a b.go", 9, 5), vet.message(), "");
        Finding compile = Finding.plain(
                Linter.VET, Finding.COMPILE, Severity.ERROR, new Position("../lib/l.go", 0, 0), "broken", "");
        Vulnerability vulnerability = new Vulnerability(
                "GO-2099-0001",
                List.of("CVE-2099-1111"),
                "Invented",
                "gopkg.in/yaml.v2",
                "v2.2.1",
                "v2.2.8",
                true,
                List.of(
                        new Vulnerability.Call("main.main", Vulnerability.Base.MODULE, "main.go", 7, 2),
                        new Vulnerability.Call(
                                "yaml.Unmarshal",
                                Vulnerability.Base.MODULE_CACHE,
                                "gopkg.in/yaml.v2@v2.2.1/yaml.go",
                                80,
                                6)));
        Finding called = new Finding(
                Linter.GOVULNCHECK,
                "GO-2099-0001",
                Severity.ERROR,
                "main.go",
                7,
                2,
                "Invented, which the code calls",
                "https://pkg.go.dev/vuln/GO-2099-0001",
                vulnerability);
        Baseline.write(directory.resolve("baseline.txt"), List.of(compile), List.of(Linter.VET, Linter.STATICCHECK));
        Baseline baseline = Baseline.read(directory.resolve("baseline.txt"));
        result = new LintResult(List.of(
                LintResult.Run.judge(OutputTest.outcome(Linter.VET, List.of(vet, twice, compile)), baseline),
                LintResult.Run.judge(
                        new Lint.Outcome(Linter.GOVULNCHECK, "v1.9.0", List.of(called), Duration.ZERO, "", null),
                        baseline),
                LintResult.Run.judge(
                        new Lint.Outcome(
                                Linter.STATICCHECK,
                                "v0.8.2",
                                List.of(),
                                Duration.ZERO,
                                "",
                                new GoDockerException("Cannot build staticcheck.", "Do.")),
                        baseline)));
    }

    private JsonNode sarif() throws Exception {
        Path file = directory.resolve("new/lint.sarif");
        new SarifReport(REPOSITORY, MODULE, "example.com/app", "go-lint-baseline.txt")
                .write(result, new OwnTree(directory), file);
        return new ObjectMapper().readTree(file.toFile());
    }

    @Test
    void sarifIsValid() throws Exception {
        JsonNode sarif = sarif();
        Sarif.assertValid(sarif);
        Golden.assertThatFile("lint/lint.sarif", sarif.toPrettyString() + "\n");
    }

    @Test
    void sarifHasARunForEachLinterAndSaysWhichCouldNotRun() throws Exception {
        JsonNode runs = sarif().path("runs");
        assertThat(runs)
                .extracting(run -> run.at("/tool/driver/name").asText() + " "
                        + run.at("/invocations/0/executionSuccessful").asText())
                .containsExactly("vet true", "govulncheck true", "staticcheck false");
        assertThat(runs.at("/2/invocations/0/toolExecutionNotifications/0/message/text")
                        .asText())
                .isEqualTo("Cannot build staticcheck.");
    }

    @Test
    void sarifPathsAreRelativeToTheRepository() throws Exception {
        JsonNode run = sarif().path("runs").path(0);
        JsonNode artifact = run.at("/results/0/locations/0/physicalLocation/artifactLocation");
        assertThat(artifact.path("uri").asText()).isEqualTo("my%20service/cmd/a%20b.go");
        assertThat(run.at("/results/2/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .isEqualTo("lib/l.go");
        String base = run.at("/originalUriBaseIds/%SRCROOT%/uri").asText();
        assertThat(Path.of(new URI(base).resolve(artifact.path("uri").asText())))
                .isEqualTo(MODULE.resolve("cmd/a b.go"));
    }

    @Test
    void sarifTellsEqualFindingsApartAndKeepsTheSuppressed() throws Exception {
        JsonNode results = sarif().at("/runs/0/results");
        assertThat(results)
                .extracting(each ->
                        each.at("/partialFingerprints/baselineEntry~1v1").asText())
                .doesNotHaveDuplicates()
                .allMatch(hash -> hash.matches("[0-9a-f]{64}"));
        assertThat(results.at("/0/suppressions")).isEmpty();
        assertThat(results.at("/2/suppressions/0/kind").asText()).isEqualTo("external");
    }

    @Test
    void sarifShowsTheCallPathAndTheFixedVersion() throws Exception {
        JsonNode found = sarif().at("/runs/1/results/0");
        assertThat(found.at("/codeFlows/0/threadFlows/0/locations"))
                .extracting(
                        step -> step.at("/location/message/text").asText(),
                        step -> step.at("/location/physicalLocation/artifactLocation/uriBaseId")
                                .asText(),
                        step -> step.at("/location/physicalLocation/region/startLine")
                                .asInt())
                .containsExactly(tuple("main.main", "%SRCROOT%", 7), tuple("yaml.Unmarshal", "%GOMODCACHE%", 80));
        assertThat(found.at("/properties/fixedVersion").asText()).isEqualTo("v2.2.8");
        assertThat(found.at("/properties/callPath").asText()).isEqualTo("main.main → yaml.Unmarshal");
        assertThat(found.at("/message/text").asText()).contains("fixed in v2.2.8");
    }

    @Test
    void checkstyleHasAbsolutePathsAndNothingOfTheBaseline() throws Exception {
        Path file = directory.resolve("checkstyle.xml");
        CheckstyleReport.write(result, MODULE, new OwnTree(directory), file);
        Golden.assertThatFile("lint/checkstyle.xml", Files.readString(file));
        Element root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement();
        assertThat(root.getTagName()).isEqualTo("checkstyle");
        assertThat(((Element) root.getElementsByTagName("file").item(0)).getAttribute("name"))
                .isEqualTo("/home/joe/work/my service/cmd/a b.go");
        assertThat(root.getElementsByTagName("error").getLength()).isEqualTo(3);
        for (int i = 0; i < 3; i++) {
            Element error = (Element) root.getElementsByTagName("error").item(i);
            assertThat(Set.of("error", "warning", "info")).contains(error.getAttribute("severity"));
            assertThat(Integer.parseInt(error.getAttribute("line"))).isPositive();
            assertThat(error.getAttribute("message")).isNotBlank();
            assertThat(error.getAttribute("source")).contains(".");
        }
    }

    @Test
    void sarifNamesFilesBesideTheRepositoryInFull() throws Exception {
        List<Finding> outside = List.of(
                Finding.plain(Linter.VET, "x", Severity.ERROR, new Position("../../other one/l.go", 1, 1), "m", ""),
                Finding.plain(Linter.VET, "x", Severity.ERROR, new Position("/usr/local/go/src/a.go", 1, 1), "m", ""));
        result = new LintResult(
                List.of(LintResult.Run.judge(OutputTest.outcome(Linter.VET, outside), Baseline.empty())));
        JsonNode sarif = sarif();
        Sarif.assertValid(sarif);
        assertThat(sarif.at("/runs/0/results"))
                .extracting(each -> Path.of(URI.create(each.at("/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())))
                .containsExactly(Path.of("/home/joe/other one/l.go"), Path.of("/usr/local/go/src/a.go"));
    }

    @Test
    void countsLeaveOutWhatIsKnown() {
        assertThat(result.count(Severity.ERROR)).isEqualTo(3);
        assertThat(result.known()).isEqualTo(1);
        assertThat(result.violations(new Severity.Threshold("error"))).isEqualTo(3);
        assertThat(result.violations(new Severity.Threshold("none"))).isZero();
        assertThat(result.complete()).containsExactly(Linter.VET, Linter.GOVULNCHECK);
    }
}
