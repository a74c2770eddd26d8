package io.github.godocker;

import java.nio.file.Path;

/**
 * Where the goals that examine the module leave what they found, for each other and for the user:
 * {@code target/go-reports/}. Test results are not among it: they are where Surefire's are.
 *
 * @param directory absolute
 */
public record ReportLayout(Path directory) {
    /** What {@code test} found, and out of what. */
    public Path testState() {
        return directory.resolve("test.state");
    }

    /** Profiles and reports of covered code. */
    public Path coverage() {
        return directory.resolve("coverage");
    }

    /** The profile that {@code go test} writes. */
    public Path unitProfile() {
        return coverage().resolve("unit.out");
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

    /** Results of benchmarks. */
    public Path bench() {
        return directory.resolve("bench");
    }

    /** How long each goal took. */
    public Path times() {
        return directory.resolve("times");
    }

    /** The page that puts all together. */
    public Path page() {
        return directory.resolve("index.html");
    }
}
