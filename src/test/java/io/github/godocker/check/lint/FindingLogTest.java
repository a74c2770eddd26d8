package io.github.godocker.check.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.godocker.GoDockerException;
import io.github.godocker.log.LinesLog;
import io.github.godocker.log.LintLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingLogTest {
    private static final Path MODULE = Path.of("/home/me/orders");
    private final LinesLog log = new LinesLog();

    @Test
    void aFindingHasTheWholePathAndItsRule() {
        tell(outcome(finding(Linter.STATICCHECK, "SA4006", "store/../main.go")));

        assertThat(log.text()).contains("/home/me/orders/main.go:3:1").contains("staticcheck SA4006");
    }

    @Test
    void aRuleThatIsCalledAsItsLinterIsToldOnce() {
        tell(outcome(finding(Linter.GOFMT, Linter.GOFMT.title(), "main.go")));

        assertThat(log.text()).contains("gofmt").doesNotContain("gofmt gofmt");
    }

    @Test
    void aVulnerabilityIsToldWithWhatToDoAndHowItIsReached() {
        var vulnerability = new Vulnerability(
                "GO-1",
                List.of(),
                "bad",
                "gopkg.in/yaml.v2",
                "v2.2.1",
                "v2.2.8",
                true,
                List.of(
                        new Vulnerability.Call("main.main", Vulnerability.Base.MODULE, "main.go", 7, 2),
                        new Vulnerability.Call("yaml.Unmarshal", Vulnerability.Base.MODULE_CACHE, "yaml.go", 0, 0),
                        new Vulnerability.Call("yaml.parse", Vulnerability.Base.MODULE_CACHE, "", 0, 0)));
        tell(outcome(new Finding(
                Linter.GOVULNCHECK, "GO-1", Severity.ERROR, "go.mod", 1, 1, "bad", "https://x", vulnerability)));

        assertThat(log.text())
                .contains(
                        "govulncheck GO-1",
                        "gopkg.in/yaml.v2@v2.2.1, fixed in v2.2.8; https://x",
                        "main.main (/home/me/orders/main.go:7)",
                        "→ yaml.Unmarshal (yaml.go)",
                        "→ yaml.parse")
                .doesNotContain("→ main.main", "yaml.parse (");
    }

    @Test
    void whatTheBaselineKnowsIsCountedAndNotTold() {
        Finding known = finding(Linter.VET, "printf", "main.go");
        new FindingLog(new LintLog(log), MODULE)
                .tell(new LintResult.Run(outcome(known), List.of(new LintResult.Judged(known, true))));

        assertThat(log.text()).doesNotContain("main.go").contains("1");
    }

    @Test
    void aLinterThatFailedHasNoFigures() {
        tell(new Lint.Outcome(
                Linter.VET, "go1", List.of(), Duration.ZERO, "", new GoDockerException("Cannot run it.", "Mend it.")));

        assertThat(log.text()).isEmpty();
    }

    private void tell(Lint.Outcome outcome) {
        new FindingLog(new LintLog(log), MODULE).tell(LintResult.Run.judge(outcome, Baseline.empty()));
    }

    private static Lint.Outcome outcome(Finding finding) {
        return OutputTest.outcome(finding.linter(), List.of(finding));
    }

    private static Finding finding(Linter linter, String rule, String file) {
        return new Finding(linter, rule, Severity.WARNING, file, 3, 1, "wrong", "", null);
    }
}
