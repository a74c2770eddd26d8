package io.github.godocker.check.coverage;

import io.github.godocker.GoDockerException;
import io.github.godocker.builder.GoCommand;
import io.github.godocker.handover.ReportLayout;
import io.github.godocker.log.CoverageLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * From profiles to reports: merged profile, HTML, Cobertura, LCOV, figures, the table in the log, the minimum.
 */
public record CoverageReports(GoCommand go, ReportLayout layout, CoverageRules rules, CoverageLog log) {

    /** Both read all sources; one command spares the builder a round. */
    private static final String COVER = "go tool cover -func=\"$1\" && go tool cover -html=\"$1\" -o \"$2\"";

    /**
     * Writes all reports of these profiles together into {@link ReportLayout#coverage()}, tells the figures, and
     * checks them at the very end.
     *
     * @param shown a file as messages name it
     * @throws GoDockerException when a profile is none, or when too little is covered
     */
    public void write(Collection<Path> profiles, Function<Path, String> shown) {
        long start = System.nanoTime();
        var excluded = rules.excluded();
        Coverage coverage = Coverage.of(layout.tree(), profiles).without(name -> excluded.test(names(name)));
        coverage.write(layout.tree(), layout.coverageProfile());
        ReportedFile.Functions functions = goToolCover();
        List<ReportedFile> files = new ArrayList<>();
        for (CoveredFile file : coverage.files()) {
            Optional<Path> source = go.module().file(file.name());
            files.add(new ReportedFile(
                    file,
                    source.map(this::relativeToRoot).orElse(file.name()),
                    file.lines(),
                    functions.of(file, source.map(CoverageReports::linesOf).orElse(List.of()))));
        }
        Cobertura.write(
                layout.tree(),
                layout.coverage().resolve("cobertura.xml"),
                go.builder().root(),
                files,
                Instant.now());
        Lcov.write(layout.tree(), layout.coverage().resolve("lcov.info"), files);

        CoverageSummary summary = new CoverageSummary(
                coverage.total(),
                coverage.packages(),
                rules.minimum() == null ? "" : rules.minimum().toPlainString());
        summary.write(layout.tree(), layout.coverageSummary(), Instant.now().toString());
        summary.packages().forEach((name, ratio) -> log.coveredPackage(name, ratio.covered(), ratio.statements()));
        log.covered(
                summary.total().covered(),
                summary.total().statements(),
                shown.apply(layout.coverage()),
                Duration.ofNanos(System.nanoTime() - start));
        rules.check(summary, go.module().modulePath(), shown.apply(layout.coveragePage()));
    }

    /** By which a pattern may mean a file: relative to the module, to the source root, or as Go names it. */
    private List<String> names(String name) {
        List<String> names = new ArrayList<>(List.of(name));
        go.module().file(name).ifPresent(source -> {
            names.add(relativeToRoot(source));
            if (source.startsWith(go.module().directory())) {
                names.add(slashes(go.module().directory().relativize(source)));
            }
        });
        return names;
    }

    private String relativeToRoot(Path source) {
        return source.startsWith(go.builder().root())
                ? slashes(go.builder().root().relativize(source))
                : slashes(source);
    }

    private static String slashes(Path path) {
        return path.toString().replace('\\', '/');
    }

    private static List<String> linesOf(Path source) {
        try {
            return new String(Files.readAllBytes(source), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Go's own page, and the functions that go finds in the sources. That it cannot is no failure: the figures are there. */
    private ReportedFile.Functions goToolCover() {
        Path profile = layout.coverageProfile();
        Path page = layout.coveragePage();
        deleteOld(page);
        go.syncIn(List.of(profile));
        ReportedFile.Functions functions = new ReportedFile.Functions();
        GoCommand.Answer answer = go.ask(List.of(
                "sh",
                "-c",
                COVER,
                "go-docker",
                go.builder().path(profile),
                go.builder().path(page)));
        answer.lines().forEach(functions::add);
        if (answer.exit() == 0) {
            go.builder().syncOut(layout.tree(), page);
        } else {
            log.warning("No " + page.getFileName() + ": " + String.join(" ", answer.complaints()));
        }
        return functions;
    }

    private void deleteOld(Path page) {
        try {
            layout.tree().delete(page);
        } catch (IOException e) {
            throw GoDockerException.unwritable(page, e);
        }
    }
}
