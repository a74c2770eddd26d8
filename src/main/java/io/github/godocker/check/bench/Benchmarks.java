package io.github.godocker.check.bench;

import io.github.godocker.GoDockerException;
import io.github.godocker.builder.GoCommand;
import io.github.godocker.builder.InputsRead;
import io.github.godocker.docker.Container;
import io.github.godocker.go.Inputs;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.log.BenchLog;
import io.github.godocker.log.Heartbeat;
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
 * @param tree that the reports lie in
 * @param reports the directory for results
 * @param shown a file as messages name it
 */
public record Benchmarks(GoCommand go, OwnTree tree, Path reports, Function<Path, String> shown, BenchLog log) {

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
        log.benchmarking(
                String.join(" ", spec.packages()), spec.count(), go.builder().image());
        try (Heartbeat ignored = Heartbeat.start(log, "benchmarking")) {
            compare(spec, benchstat, baseline);
        }
    }

    private void compare(BenchSpec spec, Benchstat benchstat, Baseline baseline) {
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
        go.syncIn(columns.values());
        List<String> table = benchstat.run(go.with(spec.environment()), "text", columns, log);
        write("benchstat.txt", table);
        log.benchTable(table);
        if (baseline.save()) {
            now.write(new OwnTree(Objects.requireNonNull(baseline.file().getParent())), baseline.file());
            log.savedBaseline(shown.apply(baseline.file()));
        } else if (before.isEmpty()) {
            log.noBaseline(shown.apply(baseline.file()));
        } else {
            List<String> csv = benchstat.run(go.with(spec.environment()), "csv", columns, log);
            write("benchstat.csv", csv);
            Comparison.parse(csv)
                    .judge(
                            go.module().modulePath(),
                            shown.apply(baseline.file()),
                            before.get(),
                            now,
                            baseline.maxRegression())
                    .ifPresent(log::warning);
        }
    }

    private BenchResults measure(BenchSpec spec) {
        GoCommand measured = go.with(spec.environment());
        List<String> output = new ArrayList<>();
        List<String> complaints = new ArrayList<>();
        FailureLines failures = new FailureLines();
        new InputsRead(new Inputs(go.module(), List.of(), true))
                .list(measured, spec.listFlags(), spec.packages(), false)
                .close();
        int exit = measured.run(spec.command(go.version()), (stream, line) -> {
            if (stream == Container.Stream.STDOUT && BenchResults.isResult(line)) {
                output.add(line);
                log.benchmark(line);
            } else if (stream == Container.Stream.STDOUT && isQuiet(line)) {
                output.add(line);
                log.detail(line);
            } else {
                complaints.add(line);
                log.benchmarkSays(go.readable(line), failures.isPart(stream, line));
            }
        });
        if (exit != 0) {
            throw failure(exit, complaints);
        }
        BenchResults results = BenchResults.of(output);
        if (results.isEmpty()) {
            throw new GoDockerException(
                    "Cannot find a benchmark in " + String.join(" ", spec.packages()) + " of "
                            + go.module().modulePath() + " that matches '" + spec.pattern() + "'.",
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

    private GoDockerException failure(int exit, List<String> complaints) {
        return go.knownFailure("Cannot benchmark " + go.module().modulePath(), complaints)
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
                "Cannot benchmark " + go.module().modulePath() + ": "
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
