package io.github.godocker.check.lint;

import io.github.godocker.log.LintLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tells what linters found, with whole paths, which terminals and IDEs make clickable. */
public final class FindingLog {
    private final LintLog log;
    private final Path directory;

    /** @param directory what the paths of findings are relative to: the module's */
    public FindingLog(LintLog log, Path directory) {
        this.log = log;
        this.directory = directory;
    }

    /** Tells each finding that the baseline does not know, and then the linter's figures. */
    public void tell(LintResult.Run run) {
        Lint.Outcome outcome = run.outcome();
        for (LintResult.Judged each : run.findings()) {
            if (!each.known()) {
                tell(each.finding());
            }
        }
        if (!outcome.leftOut().isEmpty()) {
            log.linterLeftOut(outcome.linter().title(), outcome.leftOut());
        } else if (outcome.failure() == null) {
            log.linted(
                    outcome.linter().title() + " " + outcome.version(),
                    run.count(Severity.ERROR),
                    run.count(Severity.WARNING),
                    run.count(Severity.NOTE),
                    run.known(),
                    outcome.time());
        }
    }

    private void tell(Finding finding) {
        Vulnerability vulnerability = finding.vulnerability();
        List<String> details = new ArrayList<>();
        if (vulnerability != null) {
            details.add(vulnerability.where() + ", " + vulnerability.remedy() + "; " + finding.help());
            for (Vulnerability.Call call : vulnerability.calls()) {
                boolean first = details.size() == 1;
                details.add((first ? "" : "→ ") + call.function() + place(call));
            }
        }
        String title = finding.linter().title();
        String path = finding.file().isEmpty()
                ? ""
                : directory.resolve(finding.file()).normalize().toString();
        log.finding(
                finding.severity().level(),
                finding.position(path),
                finding.message(),
                vulnerability == null && finding.rule().equals(title) ? title : title + " " + finding.rule(),
                details);
    }

    private String place(Vulnerability.Call call) {
        if (call.file().isEmpty()) {
            return "";
        }
        String file = call.base() == Vulnerability.Base.MODULE
                ? directory.resolve(call.file()).normalize().toString()
                : call.file();
        return " (" + file + (call.line() > 0 ? ":" + call.line() : "") + ")";
    }
}
