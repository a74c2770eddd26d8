package io.github.godocker.check.bench;

import io.github.godocker.GoDockerException;
import io.github.godocker.builder.Builder;
import io.github.godocker.builder.GoList;
import io.github.godocker.docker.Container;
import io.github.godocker.go.GoModule;
import io.github.godocker.go.GoOutput;
import io.github.godocker.go.GoVersion;
import io.github.godocker.go.Inputs;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.log.BuildLog;
import io.github.godocker.log.Downloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Runs the benchmarks of a module and compares them with a baseline: {@code new.txt}, {@code benchstat.txt} and, where
 * there is a baseline, {@code benchstat.csv} in the report directory.
 *
 * @param environment what every go command on this module needs
 * @param tree that the reports lie in
 * @param reports the directory for results
 * @param shown a file as messages name it
 */
public record Benchmarks(
        Builder builder,
        GoModule module,
        Map<String, String> environment,
        OwnTree tree,
        Path reports,
        Function<Path, String> shown,
        BuildLog log) {

    /**
     * What to hold the results against.
     *
     * @param file the baseline, which need not exist
     * @param save whether the results become the new baseline; then they are not judged
     * @param maxRegression how many percent slower a benchmark may become; negative for no limit
     */
    public record Baseline(Path file, boolean save, double maxRegression) {}

    /** @throws GoDockerException when one fails, when there are none, or when one became too slow */
    public void run(BenchSpec spec, Benchstat benchstat, Baseline baseline) {
        // A file that cannot be used is told before minutes of measuring.
        Optional<BenchResults> before = Files.exists(baseline.file())
                ? Optional.of(baseline.file()).filter(file -> !baseline.save()).map(BenchResults::readBaseline)
                : Optional.empty();
        BenchResults now = measure(spec);
        Path results = reports.resolve("new.txt");
        now.write(tree, results);
        Map<String, Path> columns = new LinkedHashMap<>();
        before.ifPresent(old -> {
            Path copy = reports.resolve("baseline.txt");
            old.write(tree, copy);
            columns.put("baseline", copy);
        });
        columns.put("new", results);
        builder.syncIn(columns.values(), log);
        List<String> table = benchstat.run(builder, goEnvironment(spec), module.directory(), "text", columns, log);
        write("benchstat.txt", table);
        log.benchTable(table);
        if (baseline.save()) {
            now.write(new OwnTree(Objects.requireNonNull(baseline.file().getParent())), baseline.file());
            log.savedBaseline(shown.apply(baseline.file()));
        } else if (before.isEmpty()) {
            log.noBaseline(shown.apply(baseline.file()));
        } else {
            List<String> csv = benchstat.run(builder, goEnvironment(spec), module.directory(), "csv", columns, log);
            write("benchstat.csv", csv);
            Comparison.parse(csv)
                    .judge(
                            module.modulePath(),
                            shown.apply(baseline.file()),
                            before.get(),
                            now,
                            baseline.maxRegression())
                    .ifPresent(log::warning);
        }
    }

    private Map<String, String> goEnvironment(BenchSpec spec) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.putAll(spec.environment());
        return all;
    }

    private BenchResults measure(BenchSpec spec) {
        GoOutput reading = builder.reading(module.directory());
        List<String> output = new ArrayList<>();
        List<String> complaints = new ArrayList<>();
        FailureLines failures = new FailureLines();
        Downloads downloads = builder.downloads(log);
        List<String> listing = new Inputs(module, List.of(), true).command(spec.listFlags(), spec.packages());
        GoList.start(builder, listing, goEnvironment(spec), module.directory(), false, log)
                .close();
        int exit = builder.run(
                spec.command(GoVersion.parse(builder.goVersion())),
                goEnvironment(spec),
                module.directory(),
                (stream, line) -> {
                    synchronized (output) {
                        if (downloads.tell(line)) {
                            return;
                        }
                        if (stream == Container.Stream.STDOUT && BenchResults.isResult(line)) {
                            output.add(line);
                            log.benchmark(line);
                        } else if (stream == Container.Stream.STDOUT && isQuiet(line)) {
                            output.add(line);
                            log.detail(line);
                        } else {
                            complaints.add(line);
                            log.benchmarkSays(reading.rewrite(line), failures.isPart(stream, line));
                        }
                    }
                });
        if (exit != 0) {
            throw failure(exit, complaints, downloads);
        }
        BenchResults results = BenchResults.of(output);
        if (results.isEmpty()) {
            throw new GoDockerException(
                    "Cannot find a benchmark in " + String.join(" ", spec.packages()) + " of " + module.modulePath()
                            + " that matches '" + spec.pattern() + "'.",
                    "Write one, func BenchmarkX(b *testing.B) in a _test.go file, or correct <benchmarks> and "
                            + "<benchPackages>.");
        }
        return results;
    }

    /** What go prints around the results. */
    private static boolean isQuiet(String line) {
        return BenchResults.isConfiguration(line)
                || line.equals("PASS")
                || line.startsWith("ok  \t")
                || line.startsWith("?   \t")
                || line.isBlank();
    }

    private GoDockerException failure(int exit, List<String> complaints, Downloads downloads) {
        return builder.reading(module.directory())
                .knownFailure("Cannot benchmark " + module.modulePath(), complaints, downloads.modules())
                .orElseGet(() -> benchmarksFailed(exit, complaints));
    }

    private GoDockerException benchmarksFailed(int exit, List<String> complaints) {
        List<String> failed = new ArrayList<>();
        for (String line : complaints) {
            if (line.startsWith("--- FAIL: ")) {
                failed.add(line.substring("--- FAIL: ".length()).replaceFirst("\\s.*", ""));
            } else if (line.startsWith("FAIL\t") && line.contains("[")) {
                failed.add(line.substring("FAIL\t".length()));
            }
        }
        return GoDockerException.code(
                "Cannot benchmark " + module.modulePath() + ": "
                        + (failed.isEmpty()
                                ? "go test ended with exit code " + exit
                                : String.join(", ", failed) + " failed")
                        + ".",
                "The lines of go above say why.");
    }

    private void write(String name, List<String> lines) {
        Path file = reports.resolve(name);
        try {
            tree.write(file, String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw GoDockerException.unwritable(file, e);
        }
    }
}
