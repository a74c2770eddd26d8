package io.github.godocker.prune;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Verdicts as people read them. */
public final class PruneTable {
    private static final double KILO = 1000;
    private static final int LONGEST_NAME = 60;

    private PruneTable() {}

    /** A line for what the columns are, and one for each verdict. */
    public static List<String> lines(List<Verdict> verdicts) {
        int width = Math.min(
                LONGEST_NAME,
                Math.max(
                        4,
                        verdicts.stream()
                                .mapToInt(each -> each.name().length())
                                .max()
                                .orElse(0)));
        String row = "%-9s  %-" + width + "s  %8s  %s";
        List<String> lines = new ArrayList<>();
        lines.add(String.format(row, "kind", "name", "size", "why"));
        for (Verdict each : verdicts) {
            lines.add(String.format(
                    row, each.kind().one(), each.name(), each.size() < 0 ? "-" : size(each.size()), each.why()));
        }
        return lines;
    }

    /** What all of them take together, as far as it is known. */
    public static String total(List<Verdict> verdicts) {
        return size(
                verdicts.stream().mapToLong(each -> Math.max(0, each.size())).sum());
    }

    static String size(long bytes) {
        double number = bytes;
        String[] units = {"B", "kB", "MB", "GB", "TB"};
        int unit = 0;
        while (number >= KILO && unit < units.length - 1) {
            number /= KILO;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", number, units[unit]);
    }

    static String age(Duration age) {
        if (age.toDays() > 1) {
            return age.toDays() + " days";
        }
        if (age.toHours() > 1) {
            return age.toHours() + " hours";
        }
        return Math.max(0, age.toMinutes()) + " min";
    }
}
