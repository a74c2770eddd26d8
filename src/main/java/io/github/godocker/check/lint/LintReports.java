package io.github.godocker.check.lint;

import io.github.godocker.builder.GoCommand;
import io.github.godocker.go.GoModule;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.handover.UpToDate;
import io.github.godocker.log.LintLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Holds what the linters find against the baseline, tells it, and writes it down: {@code lint.sarif},
 * {@code checkstyle.xml} and, where it is wanted, the baseline itself.
 *
 * @param tree that the reports lie in
 * @param directory of the reports
 * @param baseline the file of findings that do not count, which need not exist
 * @param writesBaseline whether all present findings become the baseline; then none is known
 * @param shown a path as a user would write it
 */
public record LintReports(
        OwnTree tree,
        Path directory,
        Path baseline,
        boolean writesBaseline,
        Function<Path, String> shown,
        LintLog log) {

    public Path sarif() {
        return directory.resolve("lint.sarif");
    }

    private Path checkstyle() {
        return directory.resolve("checkstyle.xml");
    }

    /** Whether all reports are there. */
    public void check(UpToDate check) {
        for (Path report : List.of(sarif(), checkstyle())) {
            check.unless(() -> !tree.isFile(report), shown.apply(report) + " is not there");
        }
    }

    /**
     * Runs the linters.
     *
     * @param go with the linters' environment
     * @param outputs where builds write, which is never source
     */
    public LintResult lint(GoCommand go, LintSpec spec, Set<Path> outputs) {
        GoModule module = go.module();
        boolean hasBaseline = !writesBaseline && Files.isRegularFile(baseline);
        Baseline known = hasBaseline ? Baseline.read(baseline) : Baseline.empty();
        log.linting(
                module.modulePath(), spec.linters().stream().map(Linter::title).toList());
        FindingLog told = new FindingLog(log, module.directory());
        List<LintResult.Run> runs = new ArrayList<>();
        new Lint(go, spec, outputs, log).run(outcome -> {
            LintResult.Run run = LintResult.Run.judge(outcome, known);
            runs.add(run);
            told.tell(run);
        });
        LintResult result = new LintResult(runs);
        write(result, module);
        List<String> stale = known.stale(result.complete());
        if (!stale.isEmpty()) {
            log.staleBaseline(shown.apply(baseline), stale);
        }
        return result;
    }

    private void write(LintResult result, GoModule module) {
        Path sources = module.directory();
        new SarifReport(repository(sources), sources, module.modulePath(), shown.apply(baseline))
                .write(result, tree, sarif());
        CheckstyleReport.write(result, sources, tree, checkstyle());
        if (writesBaseline) {
            Baseline.write(baseline, result.findings(), result.complete());
            log.wroteBaseline(result.findings().size(), shown.apply(baseline));
        }
    }

    /** What paths of a report are relative to: code hosts look from the top of the repository. */
    private static Path repository(Path directory) {
        for (Path above = directory; above != null; above = above.getParent()) {
            if (Files.exists(above.resolve(".git"))) {
                return above;
            }
        }
        return directory;
    }
}
