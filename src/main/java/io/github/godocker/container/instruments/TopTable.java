package io.github.godocker.container.instruments;

import io.github.godocker.container.instruments.Profile.Frame;
import io.github.godocker.container.instruments.Profile.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The functions of a profile that have the most of one of its types, as {@code go tool pprof -top} shows them. */
final class TopTable {
    /** Functions with less than this part of all are left out. */
    private static final double LEAST = 0.005;

    private final Profile profile;
    private final int type;
    private final Map<String, Row> rows = new LinkedHashMap<>();

    /** A function by itself, and with all that it calls. */
    private static final class Row {
        private final String function;
        private long flat;
        private long cum;
        private final Set<String> inlinedIn = new HashSet<>();
        private final Set<String> calledBy = new HashSet<>();

        Row(String function) {
            this.function = function;
        }

        String name() {
            return inlinedIn.isEmpty() ? function : function + (calledBy.isEmpty() ? " (inline)" : " (partial-inline)");
        }
    }

    TopTable(Profile profile, int type) {
        this.profile = profile;
        this.type = type;
        profile.samples().forEach(this::add);
    }

    private void add(Sample sample) {
        long value = sample.values()[type];
        if (value == 0) {
            return;
        }
        List<Frame> stack = sample.stack();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < stack.size(); i++) {
            Frame frame = stack.get(i);
            Row row = rows.computeIfAbsent(frame.function(), Row::new);
            if (i == 0) {
                row.flat += value;
            }
            // A function that calls itself has what it calls once.
            if (seen.add(frame.function())) {
                row.cum += value;
            }
            if (i + 1 < stack.size() && !stack.get(i + 1).function().equals(frame.function())) {
                (frame.inlined() ? row.inlinedIn : row.calledBy)
                        .add(stack.get(i + 1).function());
            }
        }
    }

    /** @param most how many functions */
    List<String> lines(int most) {
        long total = profile.total(type);
        List<Row> kept = rows.values().stream()
                .filter(row -> row.cum >= total * LEAST)
                .sorted(Comparator.<Row>comparingLong(row -> -row.flat).thenComparing(row -> row.function))
                .toList();
        long least = kept.stream()
                .mapToLong(row -> row.flat == 0 ? row.cum : row.flat)
                .filter(value -> value > 0)
                .min()
                .orElse(total);
        Profile.Type measured = profile.types().get(type);
        Measure measure = Measure.of(measured.unit(), least, total);
        List<String> lines = new ArrayList<>();
        long nanos = profile.nanos();
        lines.add(measured.name() + ": " + measure.text(total)
                + (nanos > 0 && measured.unit().equals("nanoseconds")
                        ? " in " + Measure.of("nanoseconds", nanos, nanos).text(nanos) + " (" + percent(total, nanos)
                                + ")"
                        : ""));
        lines.add("      flat  flat%   sum%        cum   cum%");
        long sum = 0;
        for (Row row : kept.subList(0, Math.min(most, kept.size()))) {
            sum += row.flat;
            lines.add(String.format(
                    Locale.ROOT,
                    "%10s %6s %6s %10s %6s  %s",
                    measure.text(row.flat),
                    percent(row.flat, total),
                    percent(sum, total),
                    measure.text(row.cum),
                    percent(row.cum, total),
                    row.name()));
        }
        int more = rows.size() - Math.min(most, kept.size());
        if (more > 0) {
            lines.add("and " + more + " more");
        }
        return lines;
    }

    private static String percent(long value, long total) {
        return Measure.percent(value, total);
    }
}
