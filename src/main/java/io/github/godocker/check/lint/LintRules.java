package io.github.godocker.check.lint;

import io.github.godocker.GoDockerException;
import io.github.godocker.Problems;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When findings fail the build.
 *
 * @param threshold from which severity on a finding counts
 * @param allowed how many findings that count do no harm
 */
public record LintRules(Severity.Threshold threshold, int allowed) {
    /** @throws GoDockerException if the number is negative */
    public LintRules {
        if (allowed < 0) {
            throw new GoDockerException(
                    "Cannot use <maxAllowedViolations>" + allowed + ": it is negative.",
                    "Set it to 0 or more; <failOn>none</failOn> allows everything.");
        }
    }

    /**
     * The rules that these parameters make.
     *
     * @param problems receives what is wrong with either
     * @return null if something is
     */
    public static @Nullable LintRules of(Problems problems, String failOn, int maxAllowedViolations) {
        Severity.Threshold threshold = problems.check(() -> new Severity.Threshold(failOn));
        LintRules rules = problems.check(() ->
                new LintRules(threshold == null ? new Severity.Threshold("none") : threshold, maxAllowedViolations));
        return threshold == null ? null : rules;
    }

    /**
     * What is wrong with this result: a linter that could not run, or too many findings.
     *
     * @param accepted whether all findings were just written to the baseline
     * @param module the module's path
     * @param report the report as the user writes its path
     */
    public Optional<GoDockerException> brokenBy(LintResult result, boolean accepted, String module, String report) {
        String counts = counts(result);
        List<GoDockerException> failures = result.runs().stream()
                .flatMap(run -> Stream.ofNullable(run.outcome().failure()))
                .toList();
        if (!failures.isEmpty()) {
            return Optional.of(couldNotRun(failures, counts, report));
        }
        int violations = result.violations(threshold);
        if (accepted || violations <= allowed) {
            return Optional.empty();
        }
        return Optional.of(GoDockerException.code(
                "Lint of " + module + " found " + counts + "; " + violations + " of them count (<failOn>"
                        + threshold.name() + "), and " + allowed + " are allowed.",
                "Correct what the lines above tell (also in " + report
                        + "), or accept it all for now by -Dgo-docker.lint.writeBaseline=true."));
    }

    private static GoDockerException couldNotRun(List<GoDockerException> failures, String counts, String report) {
        GoDockerException first = failures.get(0);
        if (failures.size() == 1) {
            return new GoDockerException(
                    first.problem() + " The other linters found " + counts + ".", first.nextStep(), first);
        }
        return new GoDockerException(
                failures.size() + " linters could not run; the others found " + counts + ":" + Problems.list(failures),
                "The report is " + report + ".",
                first);
    }

    private static String counts(LintResult result) {
        return counted(result, Severity.ERROR) + ", " + counted(result, Severity.WARNING) + " and "
                + counted(result, Severity.NOTE);
    }

    private static String counted(LintResult result, Severity severity) {
        int count = result.count(severity);
        return count + " " + severity.level() + (count == 1 ? "" : "s");
    }
}
