package io.github.godocker.log;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What tests tell; the words are Surefire's. */
public final class TestLog extends RoomLog {
    private static final int MAX_FAILURE_LINES = 25;

    public TestLog(Console console) {
        super(console);
    }

    public void testing(String packages, String builderImage) {
        info("Testing " + packages + " in " + builderImage);
    }

    /** A package's tests have ended; the words are Surefire's. */
    public void testedPackage(String importPath, String counts, boolean passed, Duration time, boolean cached) {
        String line = counts + ", Time elapsed: " + time(time) + (passed ? "" : " <<< FAILURE!") + " -- in "
                + importPath + (cached ? " (cached)" : "");
        if (passed) {
            info(line);
        } else {
            error(line);
        }
    }

    /** A test that failed, with what tells why; all that it printed is in its report. */
    public void testFailed(String importPath, String test, Duration time, boolean isError, List<String> lines) {
        error(importPath + "." + test + " -- Time elapsed: " + time(time) + " <<< "
                + (isError ? "ERROR!" : "FAILURE!"));
        lines.stream().limit(MAX_FAILURE_LINES).forEach(this::error);
        if (lines.size() > MAX_FAILURE_LINES) {
            error("    … " + (lines.size() - MAX_FAILURE_LINES) + " more lines are in the report");
        }
    }

    public void rerunning(String importPath, List<String> tests, int run, int of) {
        info("Running " + (tests.isEmpty() ? "the tests" : String.join(", ", tests)) + " of " + importPath + " again ("
                + run + " of " + of + ")");
    }

    public void results(
            String counts, boolean passed, List<String> failures, List<String> errors, List<String> flakes) {
        info("");
        info("Results:");
        info("");
        list("Failures:", failures, this::error);
        list("Errors:", errors, this::error);
        list("Flakes:", flakes, this::warn);
        if (!passed) {
            error(counts);
        } else if (!flakes.isEmpty()) {
            warn(counts);
        } else {
            info(counts);
        }
        info("");
    }

    private static void list(String title, List<String> lines, Consumer<String> level) {
        if (!lines.isEmpty()) {
            level.accept(title);
            lines.forEach(line -> level.accept("  " + line));
        }
    }

    /** The order in which tests ran, and how to have it again. */
    public void shuffled(List<String> seeds) {
        info("Tests were shuffled; the same order again: -Dgo-docker.shuffle=" + String.join(" or ", seeds));
    }

    public void noTests() {
        info("No tests to run");
    }

    public void upToDate(String counts) {
        info(counts + " -- nothing changed since");
    }

    public void failuresIgnored(String problem) {
        error(problem + " The build goes on, because maven.test.failure.ignore is set.");
    }

    private static String time(Duration time) {
        return String.format(Locale.ROOT, "%.3f s", time.toMillis() / 1000.0);
    }
}
