package io.github.godocker.mojo.check;

import io.github.godocker.GoDockerException;
import io.github.godocker.Problems;
import io.github.godocker.builder.GoCommand;
import io.github.godocker.builder.Workspace;
import io.github.godocker.check.coverage.CoverageRules;
import io.github.godocker.check.coverage.RunData;
import io.github.godocker.log.CoverageLog;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Merges the coverage of the unit tests with that of running programs: of executables that were built with
 * {@code <goFlags>-cover</goFlags>} and wrote what they executed into the directory of their variable
 * {@code GOCOVERDIR}. Writes the same reports as {@code test} does, now of both, into {@code target/go-reports/coverage},
 * and checks {@code coverageMinimum}. Of a library, which has no program, it is the coverage of the tests alone.
 */
@Mojo(name = "coverage", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public class CoverageMojo extends AbstractCoverageMojo {
    /**
     * The directory that was the programs' {@code GOCOVERDIR}; its files may belong to another user if they are
     * readable. The default is {@code target/go-reports/coverage/integration}.
     */
    @Parameter(property = "go-docker.coverageData")
    @Nullable
    File coverageData;

    /** Skips this goal. */
    @Parameter(property = "go-docker.coverage.skip", defaultValue = "false")
    boolean coverageSkip;

    /** Skips the tests, and so there is nothing to merge. */
    @Parameter(property = "skipTests", defaultValue = "false")
    boolean skipTests;

    /** Skips the integration tests, and so there is nothing to merge. */
    @Parameter(property = "skipITs", defaultValue = "false")
    boolean skipITs;

    /** Skips the tests and their compilation, and so there is nothing to merge. */
    @Parameter(property = "maven.test.skip", defaultValue = "false")
    boolean mavenTestSkip;

    @Override
    protected boolean goalSkipped() {
        return coverageSkip;
    }

    @Override
    protected void run() {
        if (skipTests || skipITs || mavenTestSkip) {
            log().skipped((skipTests ? "skipTests" : skipITs ? "skipITs" : "maven.test.skip") + " is set");
            return;
        }
        Problems problems = new Problems();
        Module module = module(problems);
        CoverageRules rules = coverageRules(problems);
        Optional<RunData> data = problems.check(() -> runData(module));
        problems.failIfAny();
        if (module == null || rules == null || data == null) {
            throw new IllegalStateException("a problem was lost");
        }
        List<Path> profiles = new ArrayList<>(reports().unitProfiles());
        if (data.isEmpty() && profiles.isEmpty()) {
            log().skipped(module.go().modulePath()
                    + " is a library, and the coverage of its tests was not measured (-Dgo-docker.coverage)");
            return;
        }
        GoCommand go = go(docker(), module);
        go.syncIn(Workspace.sources(module.go()));
        CoverageLog log = new CoverageLog(console());
        data.ifPresentOrElse(
                found -> profiles.add(found.profile(go.with(clean(goEnv)), reports(), log)),
                () -> log.ranWithCoverage(0));
        report(go, rules, profiles);
    }

    /** Nothing where none is to be expected: a library has no program that could have run. */
    private Optional<RunData> runData(@Nullable Module module) {
        Path directory = directory(module);
        if (coverageData == null && isLibrary() && !target().isDirectory(directory)) {
            return Optional.empty();
        }
        return Optional.of(RunData.in(target().containing(directory), directory, this::shown));
    }

    private Path directory(@Nullable Module module) {
        if (coverageData == null) {
            return reports().coverage().resolve("integration");
        }
        Path directory = coverageData.toPath().toAbsolutePath().normalize();
        Path root = module == null ? directory : workspace().root(module.go());
        if (!directory.startsWith(root)) {
            throw new GoDockerException(
                    "Cannot use <coverageData>" + directory + ": the builder sees only what is below " + root + ".",
                    "Leave it out, or name a directory there.");
        }
        return directory;
    }
}
