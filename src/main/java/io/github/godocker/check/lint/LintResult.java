package io.github.godocker.check.lint;

import java.util.ArrayList;
import java.util.List;

/** What all linters found, and which of it the team accepts. */
public record LintResult(List<Run> runs) {
    public LintResult {
        runs = List.copyOf(runs);
    }

    /** One linter's outcome with what its baseline says of each finding, in the order of the outcome's findings. */
    public record Run(Lint.Outcome outcome, List<Judged> findings) {
        public Run {
            findings = List.copyOf(findings);
        }

        /** Applies the baseline, which is used up by it. */
        public static Run judge(Lint.Outcome outcome, Baseline baseline) {
            List<Judged> judged = new ArrayList<>();
            for (Finding finding : outcome.findings()) {
                judged.add(new Judged(finding, baseline.accepts(finding)));
            }
            return new Run(outcome, judged);
        }

        /** Findings of a severity that the baseline does not accept. */
        public int count(Severity severity) {
            return (int) findings.stream()
                    .filter(each -> !each.known() && each.finding().severity() == severity)
                    .count();
        }

        /** How many the baseline accepts. */
        public int known() {
            return (int) findings.stream().filter(Judged::known).count();
        }
    }

    /** @param known whether the baseline accepts it */
    public record Judged(Finding finding, boolean known) {}

    /** Findings of a severity that the baseline does not accept. */
    public int count(Severity severity) {
        return runs.stream().mapToInt(run -> run.count(severity)).sum();
    }

    /** How many the baseline accepts. */
    public int known() {
        return runs.stream().mapToInt(Run::known).sum();
    }

    /** How many count against the limit. */
    public int violations(Severity.Threshold threshold) {
        int violations = 0;
        for (Severity severity : Severity.values()) {
            violations += threshold.counts(severity) ? count(severity) : 0;
        }
        return violations;
    }

    /** The linters that have looked at all. */
    public List<Linter> complete() {
        return runs.stream()
                .map(Run::outcome)
                .filter(Lint.Outcome::complete)
                .map(Lint.Outcome::linter)
                .toList();
    }

    /** All findings, accepted or not. */
    public List<Finding> findings() {
        return runs.stream().flatMap(run -> run.outcome().findings().stream()).toList();
    }
}
