package io.github.godocker.check.test;

/**
 * How many tests there were and how they ended, counted as Surefire counts: errors are failures that no assertion
 * told, and a test that passed in a rerun is a flake and no failure.
 */
public record TestCounts(int tests, int failures, int errors, int skipped, int flakes) {
    public static final TestCounts NONE = new TestCounts(0, 0, 0, 0, 0);

    public TestCounts plus(TestCounts other) {
        return new TestCounts(
                tests + other.tests,
                failures + other.failures,
                errors + other.errors,
                skipped + other.skipped,
                flakes + other.flakes);
    }

    public boolean allPassed() {
        return failures == 0 && errors == 0;
    }

    /** Surefire's words, which tools look for. */
    @Override
    public String toString() {
        return "Tests run: " + tests + ", Failures: " + failures + ", Errors: " + errors + ", Skipped: " + skipped
                + (flakes == 0 ? "" : ", Flakes: " + flakes);
    }
}
