package io.github.godocker.handover;

import io.github.godocker.GoDockerException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the goals that examine the module leave what they found, for each other and for the user:
 * {@code target/go-reports/}. Test results are not among it: they are where Surefire's are.
 *
 * @param tree that the directory lies in
 * @param directory absolute
 */
public record ReportLayout(OwnTree tree, Path directory) {
    /**
     * What {@code test} found, and out of what.
     *
     * @param execution of the goal; empty for the default one
     */
    public StateFile testState(String execution) {
        return new StateFile(tree, directory.resolve(named("test", execution) + ".state"));
    }

    /** Profiles and reports of covered code. */
    public Path coverage() {
        return directory.resolve("coverage");
    }

    /**
     * The profile that {@code go test} writes.
     *
     * @param execution of the goal; empty for the default one
     */
    public Path unitProfile(String execution) {
        return coverage().resolve(named("unit", execution) + ".out");
    }

    /** Those that are there, of all executions. */
    public List<Path> unitProfiles() {
        try {
            return tree.list(coverage()).stream()
                    .filter(file -> file.getFileName().toString().matches("unit(-.*)?\\.out"))
                    .toList();
        } catch (IOException e) {
            throw new GoDockerException(
                    "Cannot read " + coverage() + ": " + GoDockerException.words(e) + ".",
                    "Make the directory readable; files of another user may be in the way.",
                    e);
        }
    }

    private static String named(String name, String execution) {
        return execution.isEmpty() ? name : name + "-" + execution;
    }

    /** The profile of programs that ran with coverage. */
    public Path integrationProfile() {
        return coverage().resolve("integration.out");
    }

    /** All profiles in one, without what is excluded. */
    public Path coverageProfile() {
        return coverage().resolve("coverage.out");
    }

    /** Go's own page of covered source. */
    public Path coveragePage() {
        return coverage().resolve("coverage.html");
    }

    /** Figures of covered code. */
    public Path coverageSummary() {
        return coverage().resolve("coverage.properties");
    }

    /** Findings of the linters. */
    public Path lint() {
        return directory.resolve("lint");
    }

    /** Out of what the linters found nothing that counts. */
    public StateFile lintState() {
        return new StateFile(tree, lint().resolve("lint.state"));
    }

    /** Results of benchmarks. */
    public Path bench() {
        return directory.resolve("bench");
    }

    /** How long each goal took. */
    public StateFile times() {
        return new StateFile(tree, directory.resolve("times"));
    }

    /** The images of the last build: their directories, and what they are called. */
    public StateFile images() {
        return new StateFile(tree, directory.resolve("images"));
    }

    /** The page that puts all together. */
    public Path page() {
        return directory.resolve("index.html");
    }
}
