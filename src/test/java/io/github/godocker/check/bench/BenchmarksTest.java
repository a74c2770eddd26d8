package io.github.godocker.check.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import io.github.godocker.builder.FakeContainer;
import io.github.godocker.docker.Container.Stream;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.log.BenchLog;
import io.github.godocker.log.LinesLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of what go and benchstat print. */
class BenchmarksTest {
    private static final Path RECORDED = Path.of("src/test/resources/bench");
    private static final String PLACE = "/cache/tools/bin/go1.26.3/benchstat@v1/benchstat";
    private static final String RESULT = "BenchmarkJoin-2   \t 100\t 12 ns/op";

    @TempDir
    Path module;

    private final LinesLog log = new LinesLog();
    private final List<String> go = new ArrayList<>(List.of("goos: linux", "pkg: example.com/app", RESULT, "PASS"));
    private final List<String> errors = new ArrayList<>();
    private final List<String> benchstat = new ArrayList<>();
    private int exit;
    private int benchstatExit;
    private String missing = "";
    private String recorded = "benchstat.csv";
    private boolean save;
    private double limit = -1;

    private final FakeContainer container = new FakeContainer((exec, output) -> {
        List<String> command = exec.command();
        if (command.contains("benchstat")) {
            if (missing.isEmpty()) {
                output.accept(Stream.STDOUT, "local " + PLACE);
                output.accept(Stream.STDOUT, "there");
                return 0;
            }
            output.accept(Stream.STDERR, missing);
            return 1;
        }
        if (command.get(0).equals(PLACE)) {
            benchstat.add(String.join(" ", command.subList(1, command.size())));
            if (benchstatExit != 0) {
                output.accept(Stream.STDERR, "it has a bad day");
                return benchstatExit;
            }
            output.accept(Stream.STDERR, "B1: need >= 6 samples");
            lines(command.get(2)).forEach(line -> output.accept(Stream.STDOUT, line));
            return 0;
        }
        if (command.contains("list")) {
            return 0;
        }
        assertThat(command).startsWith("go", "test");
        assertThat(exec.environment()).containsEntry("CGO_ENABLED", "0");
        go.forEach(line -> output.accept(Stream.STDOUT, line));
        errors.forEach(line -> output.accept(Stream.STDERR, line));
        return exit;
    });

    private List<String> lines(String format) {
        try {
            return format.equals("csv") ? Files.readAllLines(RECORDED.resolve(recorded)) : List.of("a table");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Path reports() {
        return module.resolve("target/go-reports/bench");
    }

    private Path baseline() {
        return module.resolve("bench-baseline.txt");
    }

    private void run() {
        Benchmarks benchmarks = new Benchmarks(
                container.go(module, log),
                new OwnTree(module.resolve("target")),
                reports(),
                file -> module.relativize(file).toString(),
                new BenchLog(log));
        benchmarks.run(
                new BenchSpec(List.of("./..."), "Join", 6, "", "", List.of(), false, Map.of()),
                new Benchstat(""),
                new Benchmarks.Baseline(baseline(), save, limit));
    }

    @Test
    void withoutABaselineResultsAreWrittenAndShown() throws IOException {
        run();
        assertThat(reports().resolve("new.txt")).hasContent("goos: linux\npkg: example.com/app\n" + RESULT + "\n");
        assertThat(reports().resolve("benchstat.txt")).hasContent("a table\n");
        assertThat(benchstat).containsExactly("-format text new=/src/target/go-reports/bench/new.txt");
        assertThat(baseline()).doesNotExist();
        assertThat(log.text())
                .contains("a table", "bench-baseline.txt", "[INFO]   BenchmarkJoin-2     100  12 ns/op")
                .contains("B1: need >= 6");
        assertThat(log.text()).contains("[INFO] Benchmarking ./... in golang:1.26, each 6 times", "[DEBUG] PASS");
    }

    @Test
    void withOneTheyAreHeldAgainstIt() throws IOException {
        Files.writeString(baseline(), "goos: linux\n" + RESULT + "\n");
        limit = 500;
        run();
        assertThat(benchstat)
                .containsExactly(
                        "-format text baseline=/src/target/go-reports/bench/baseline.txt"
                                + " new=/src/target/go-reports/bench/new.txt",
                        "-format csv baseline=/src/target/go-reports/bench/baseline.txt"
                                + " new=/src/target/go-reports/bench/new.txt");
        assertThat(reports().resolve("benchstat.csv")).hasSameTextualContentAs(RECORDED.resolve("benchstat.csv"));

        assertThat(reports().resolve("baseline.txt")).hasSameTextualContentAs(baseline());

        limit = 100;
        assertThatThrownBy(this::run)
                .hasMessageStartingWith("Cannot accept the speed of example.com/app, <benchMaxRegression> is 100%: ");
    }

    /** It is not judged: what was saved is what is right from now on. */
    @Test
    void aNewBaselineTakesThePlaceOfAnyOld() throws IOException {
        Files.writeString(baseline(), "no results\n");
        save = true;
        limit = 0;
        run();
        assertThat(baseline()).hasSameTextualContentAs(reports().resolve("new.txt"));
        assertThat(benchstat).hasSize(1);
        assertThat(log.text()).contains("[INFO] Stored these results as the baseline bench-baseline.txt");
    }

    @Test
    void withoutALimitOneThatCannotBeComparedIsAWarning() throws IOException {
        Files.writeString(baseline(), "goos: plan9\n" + RESULT + "\n");
        recorded = "output.txt";
        run();
        assertThat(log.text())
                .contains("[WARNING] Cannot compare with the baseline bench-baseline.txt: no benchmark is the same,"
                        + " its goos was 'plan9' and is 'linux'.");
    }

    @Test
    void aBaselineThatCannotBeUsedIsToldBeforeMinutesOfMeasuring() throws IOException {
        Files.writeString(baseline(), "no results\n");
        assertThatThrownBy(this::run).hasMessageStartingWith("Cannot compare with the baseline ");
        assertThat(container.calls()).isEmpty();
    }

    @Test
    void whatBenchmarksPrintThemselvesIsShownAndNoResult() throws IOException {
        go.add(1, "connecting to the database");
        errors.add("./x.go:3: a word of go");
        run();
        assertThat(reports().resolve("new.txt")).content().doesNotContain("database", "a word");
        assertThat(log.text()).contains("connecting to the database", "x.go:3: a word of go");
    }

    @Test
    void thoseThatFailedAreNamed() {
        go.addAll(List.of(
                "--- FAIL: BenchmarkBad-2 (0.00s)",
                "    bad_test.go:3: no",
                "FAIL\texample.com/app/broken [build failed]",
                "FAIL\texample.com/app\t0.1s",
                "FAIL"));
        exit = 1;
        assertThatThrownBy(this::run)
                .hasMessage("Cannot benchmark example.com/app: BenchmarkBad-2, example.com/app/broken [build failed]"
                        + " failed.\nThe lines of go above say why.")
                .satisfies(e -> assertThat(((GoDockerException) e).kind()).isEqualTo(GoDockerException.Kind.CODE));
        assertThat(benchstat).isEmpty();
    }

    @Test
    void whatIsKnownOfGoIsTold() {
        errors.add("x: no space left on device");
        exit = 1;
        assertThatThrownBy(this::run)
                .hasMessageStartingWith("Cannot benchmark example.com/app: x: no space left on device.\nFree space");
        errors.clear();
        exit = 2;
        assertThatThrownBy(this::run)
                .hasMessageStartingWith("Cannot benchmark example.com/app: go test ended with exit code 2.");
    }

    @Test
    void noBenchmarkIsAnError() {
        go.clear();
        go.addAll(List.of("PASS", "ok  \texample.com/app\t0.1s", "?   \texample.com/app/x\t[no test files]", ""));
        assertThatThrownBy(this::run)
                .hasMessageStartingWith(
                        "Cannot find a benchmark in ./... of example.com/app that matches 'Join'.\nWrite one");
    }

    @Test
    void whyBenchstatIsNotThereIsTold() {
        for (Map.Entry<String, String> each : Map.of(
                        "go: golang.org/x/perf@v1 requires go >= 1.99 (running go 1.26.3)",
                                "Leave <benchstatVersion> out",
                        "dial tcp: lookup proxy.golang.org: no such host", "Check that containers reach the network",
                        "something else", "Check <benchstatVersion>")
                .entrySet()) {
            missing = each.getKey();
            assertThatThrownBy(this::run)
                    .hasMessageStartingWith("Cannot run golang.org/x/perf/cmd/benchstat@v0.0.0-")
                    .hasMessageContaining(": " + each.getKey() + ".\n" + each.getValue());
        }
        missing = "";
        benchstatExit = 3;
        assertThatThrownBy(this::run).hasMessageContaining(": it has a bad day.\nCheck <benchstatVersion>");
    }
}
