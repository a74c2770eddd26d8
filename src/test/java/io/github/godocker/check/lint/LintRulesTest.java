package io.github.godocker.check.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import io.github.godocker.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LintRulesTest {
    private static final LintRules WARNINGS = new LintRules(new Severity.Threshold("warning"), 0);
    private static final Finding ERROR = finding(Severity.ERROR);
    private static final Finding WARNING = finding(Severity.WARNING);
    private static final Finding NOTE = finding(Severity.NOTE);

    @Test
    void whatIsBelowTheThresholdDoesNoHarm() {
        assertThat(broken(WARNINGS, found(NOTE))).isEmpty();
    }

    @Test
    void countsWhatReachesTheThreshold() {
        GoDockerException broken =
                broken(WARNINGS, found(ERROR, WARNING, NOTE, NOTE)).orElseThrow();

        assertThat(broken.kind()).isEqualTo(GoDockerException.Kind.CODE);
        assertThat(broken.problem())
                .isEqualTo("Lint of example.com/orders found 1 error, 1 warning and 2 notes;"
                        + " 2 of them count (<failOn>warning), and 0 are allowed.");
        assertThat(broken.nextStep()).contains("target/lint.sarif");
    }

    @Test
    void asManyAsAreAllowedDoNoHarm() {
        LintRules two = new LintRules(new Severity.Threshold("note"), 2);

        assertThat(broken(two, found(ERROR, NOTE))).isEmpty();
        assertThat(broken(two, found(ERROR, NOTE, NOTE))).isPresent();
    }

    @Test
    void whatWasJustAcceptedDoesNoHarm() {
        assertThat(WARNINGS.brokenBy(new LintResult(List.of(found(ERROR))), true, "m", "r"))
                .isEmpty();
    }

    @Test
    void aLinterThatCouldNotRunIsToldWithItsOwnNextStep() {
        GoDockerException broken =
                broken(WARNINGS, failed("no network"), found(ERROR)).orElseThrow();

        assertThat(broken.kind()).isNotEqualTo(GoDockerException.Kind.CODE);
        assertThat(broken.problem())
                .isEqualTo("Cannot run it: no network. The other linters found 1 error, 0 warnings and 0 notes.");
        assertThat(broken.nextStep()).isEqualTo("Mend no network.");
    }

    @Test
    void allLintersThatCouldNotRunAreToldAtOnceEvenIfFindingsWereAccepted() {
        GoDockerException broken = WARNINGS.brokenBy(
                        new LintResult(List.of(failed("one"), failed("two"))), true, "m", "target/lint.sarif")
                .orElseThrow();

        assertThat(broken.problem()).startsWith("2 linters could not run").contains("- Cannot run it: one", "two");
        assertThat(broken.nextStep()).contains("target/lint.sarif");
    }

    @Test
    void refusesANegativeNumber() {
        assertThatThrownBy(() -> new LintRules(new Severity.Threshold("none"), -1))
                .hasMessageContaining("<maxAllowedViolations>-1");
    }

    @Test
    void tellsBothParametersThatAreWrong() {
        Problems problems = new Problems();

        assertThat(LintRules.of(problems, "fatal", -1)).isNull();
        assertThat(problems.all())
                .extracting(GoDockerException::problem)
                .satisfiesExactly(
                        first -> assertThat(first).contains("<failOn>fatal"),
                        second -> assertThat(second).contains("<maxAllowedViolations>-1"));
        assertThat(LintRules.of(new Problems(), "error", 3))
                .isEqualTo(new LintRules(new Severity.Threshold("error"), 3));
    }

    private static Optional<GoDockerException> broken(LintRules rules, LintResult.Run... runs) {
        return rules.brokenBy(new LintResult(List.of(runs)), false, "example.com/orders", "target/lint.sarif");
    }

    private static LintResult.Run found(Finding... findings) {
        return LintResult.Run.judge(OutputTest.outcome(Linter.VET, List.of(findings)), Baseline.empty());
    }

    private static LintResult.Run failed(String why) {
        GoDockerException failure = new GoDockerException("Cannot run it: " + why + ".", "Mend " + why + ".");
        return LintResult.Run.judge(
                new Lint.Outcome(Linter.STATICCHECK, "v1", List.of(), Duration.ZERO, "", failure), Baseline.empty());
    }

    private static Finding finding(Severity severity) {
        return new Finding(Linter.VET, "printf", severity, "main.go", 3, 1, "wrong", "", null);
    }
}
