package io.github.godocker.mojo.check;

import io.github.godocker.GoDockerException;
import io.github.godocker.Problems;
import io.github.godocker.builder.GoCommand;
import io.github.godocker.builder.Workspace;
import io.github.godocker.check.bench.BenchSpec;
import io.github.godocker.check.bench.Benchmarks;
import io.github.godocker.check.bench.Benchstat;
import io.github.godocker.log.BenchLog;
import io.github.godocker.mojo.AbstractGoMojo;
import java.io.File;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Runs the module's benchmarks, {@code go test -bench}, in the builder container and compares them with a stored
 * baseline by benchstat. Leaves {@code new.txt} and the table {@code benchstat.txt} in {@code target/go-reports/bench}.
 * Measure on a machine that does nothing else.
 */
@Mojo(name = "bench", threadSafe = true)
public class BenchMojo extends AbstractGoMojo {
    /** With fewer runs on each side no difference ever has p &lt; 0.05. */
    private static final int FEWEST_RUNS = 4;

    /** Skips this goal. */
    @Parameter(property = "go-docker.bench.skip", defaultValue = "false")
    boolean benchSkip;

    /** Which benchmarks to run: a regular expression, as {@code go test -bench} takes it. */
    @Parameter(property = "go-docker.benchmarks", defaultValue = ".")
    String benchmarks;

    /** The packages to benchmark, as {@code go test} takes them. The default, {@code ./...}, is all of the module. */
    @Parameter(property = "go-docker.benchPackages")
    @Nullable
    List<String> benchPackages;

    /** How often each benchmark runs. A comparison needs 6 to tell a difference from noise. */
    @Parameter(property = "go-docker.benchCount", defaultValue = "6")
    int benchCount;

    /** How long a benchmark runs each time, such as {@code 2s}, or how often, such as {@code 100x}. Go's default is 1s. */
    @Parameter(property = "go-docker.benchTime")
    @Nullable
    String benchTime;

    /** Numbers of CPUs to run each benchmark with, such as {@code 1,2,4}. The default is all CPUs. */
    @Parameter(property = "go-docker.benchCpu")
    @Nullable
    String benchCpu;

    /** The results to compare with, a file for version control. It is written only with {@code benchSaveBaseline}. */
    @Parameter(property = "go-docker.benchBaseline", defaultValue = "${project.basedir}/bench-baseline.txt")
    File benchBaseline;

    /** Stores the new results as the baseline, whatever they are. */
    @Parameter(property = "go-docker.bench.saveBaseline", defaultValue = "false")
    boolean benchSaveBaseline;

    /**
     * How many percent slower than the baseline a benchmark may be; more fails the build, if benchstat takes the
     * difference for real (p &lt; 0.05). Without it nothing fails.
     */
    @Parameter(property = "go-docker.benchMaxRegression")
    @Nullable
    String benchMaxRegression;

    /**
     * The version of golang.org/x/perf, whose benchstat is run by go in the builder. The default is the newest that is
     * known to work with the builder's Go.
     */
    @Parameter(property = "go-docker.benchstatVersion")
    @Nullable
    String benchstatVersion;

    @Override
    protected boolean goalSkipped() {
        return benchSkip;
    }

    @Override
    protected void run() {
        Problems problems = new Problems();
        Module module = module(problems);
        BenchSpec spec = problems.check(this::spec);
        Benchstat benchstat = problems.check(() -> new Benchstat(benchstatVersion == null ? "" : benchstatVersion));
        Benchmarks.Baseline baseline = problems.check(this::baseline);
        problems.failIfAny();
        if (module == null || spec == null || benchstat == null || baseline == null) {
            throw Problems.untold();
        }
        GoCommand go = go(docker(), module);
        go.syncIn(Workspace.sources(module.go()));
        new Benchmarks(go, target(), reports().bench(), this::shown, new BenchLog(console()))
                .run(spec, benchstat, baseline);
    }

    private BenchSpec spec() {
        List<String> packages = clean(benchPackages);
        return new BenchSpec(
                packages.isEmpty() ? List.of("./...") : packages,
                benchmarks,
                benchCount,
                benchTime == null ? "" : benchTime,
                benchCpu == null ? "" : benchCpu,
                tags(),
                cgo,
                clean(goEnv));
    }

    private Benchmarks.Baseline baseline() {
        double limit = maxRegression();
        if (limit >= 0 && benchCount < FEWEST_RUNS && !benchSaveBaseline) {
            throw new GoDockerException(
                    "Cannot find a regression with <benchCount>" + benchCount
                            + ": so few runs never make a difference that is more than noise.",
                    "Set <benchCount> to 6 or more, or leave <benchMaxRegression> out.");
        }
        return new Benchmarks.Baseline(benchBaseline.toPath().toAbsolutePath().normalize(), benchSaveBaseline, limit);
    }

    private double maxRegression() {
        if (benchMaxRegression == null || benchMaxRegression.isBlank()) {
            return -1;
        }
        String number = benchMaxRegression.strip().replaceFirst("\\s*%$", "");
        if (!number.matches("[0-9]{1,6}(\\.[0-9]{1,6})?")) {
            throw new GoDockerException(
                    "Cannot use <benchMaxRegression>" + benchMaxRegression + ": it is no percentage.",
                    "Write how many percent slower a benchmark may be, like <benchMaxRegression>10</benchMaxRegression>.");
        }
        return Double.parseDouble(number);
    }
}
