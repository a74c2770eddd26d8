package io.github.godocker.prune;

import io.github.godocker.log.Brief;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Verdicts as people read them. */
public final class PruneTable {
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
                    row, each.kind().one(), each.name(), each.size() < 0 ? "-" : Brief.bytes(each.size()), each.why()));
        }
        return lines;
    }

    /** What all of them take together, as far as it is known. */
    public static String total(List<Verdict> verdicts) {
        return Brief.bytes(
                verdicts.stream().mapToLong(each -> Math.max(0, each.size())).sum());
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
