package io.github.godocker.log;

import java.time.Duration;
import java.util.Locale;

/** What the measuring of covered code tells. */
public final class CoverageLog extends RoomLog {
    public CoverageLog(Console console) {
        super(console);
    }

    public void ranWithCoverage(int runs) {
        info("Coverage of " + runs + (runs == 1 ? " run" : " runs") + " of instrumented programs");
    }

    /** One line of the table that {@link #covered} ends. */
    public void coveredPackage(String path, long covered, long statements) {
        info(String.format(
                Locale.ROOT, "  %6s %9s  %s", percent(covered, statements), covered + "/" + statements, path));
    }

    public void covered(long covered, long statements, String directory, Duration time) {
        if (statements == 0) {
            warn("Coverage: no statements, or all are excluded");
        } else {
            info("Coverage: " + percent(covered, statements) + " of statements (" + covered + " of " + statements
                    + "), reports in " + directory + " after " + Brief.seconds(time));
        }
    }

    /** As Go writes it. */
    private static String percent(long part, long whole) {
        return whole == 0 ? "-" : String.format(Locale.ROOT, "%.1f%%", 100.0 * part / whole);
    }
}
