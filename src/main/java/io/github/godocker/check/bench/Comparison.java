package io.github.godocker.check.bench;

import io.github.godocker.GoDockerException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What benchstat's CSV says about two sets of results.
 *
 * @param changes of every benchmark that is in both, in every unit
 */
record Comparison(List<Change> changes) {
    private static final String TIME = "sec/op";
    private static final int COLUMNS = 7;

    Comparison {
        changes = List.copyOf(changes);
    }

    /**
     * A benchmark's median before and now.
     *
     * @param significant whether benchstat takes the difference for real (p &lt; 0.05)
     * @param p as benchstat writes it, {@code p=0.002 n=6}
     */
    record Change(
            String importPath,
            String benchmark,
            String unit,
            double before,
            double now,
            boolean significant,
            String p) {
        double percent() {
            return 100 * (now / before - 1);
        }

        /** {@code example.com/app.Open/small-8: 74.2 ns/op before, 209 ns/op now (+181.5%, p=0.041 n=6)}. */
        String text() {
            return (importPath.isEmpty() ? "" : importPath + ".") + benchmark + ": " + time(before) + " before, "
                    + time(now) + String.format(Locale.ROOT, " now (%+.1f%%, ", percent()) + p + ")";
        }

        private static String time(double seconds) {
            double value = seconds;
            for (String unit : List.of("s", "ms", "µs")) {
                if (value >= 1) {
                    return figures(value) + " " + unit + "/op";
                }
                value *= 1000;
            }
            return figures(value) + " ns/op";
        }

        private static String figures(double value) {
            return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
        }
    }

    /** Reads what {@code benchstat -format csv baseline=... new=...} prints; what it does not know it skips. */
    static Comparison parse(List<String> csv) {
        List<Change> changes = new ArrayList<>();
        String importPath = "";
        String unit = "";
        boolean both = false;
        for (String line : csv) {
            if (line.startsWith("pkg: ")) {
                importPath = line.substring("pkg: ".length()).strip();
                continue;
            }
            List<String> cells = cells(line);
            if (cells.size() > 1 && cells.get(0).isEmpty()) {
                // Two lines of heading: whose results, then in which unit.
                boolean units = cells.contains("CI");
                unit = units ? cells.get(1) : "";
                both = units && cells.size() == COLUMNS && cells.get(3).equals(cells.get(1));
            } else if (both && cells.size() == COLUMNS && !cells.get(0).equals("geomean")) {
                try {
                    changes.add(new Change(
                            importPath,
                            cells.get(0),
                            unit,
                            Double.parseDouble(cells.get(1)),
                            Double.parseDouble(cells.get(3)),
                            !cells.get(5).equals("~"),
                            cells.get(6)));
                } catch (NumberFormatException e) {
                    // In one of the two only.
                }
            }
        }
        return new Comparison(changes);
    }

    /** Benchmarks that became slower by more than that many percent. */
    List<Change> slower(double percent) {
        return changes.stream()
                .filter(change -> change.unit().equals(TIME) && change.significant() && change.percent() > percent)
                .toList();
    }

    /**
     * Whether that is good enough.
     *
     * @param module for the message
     * @param baseline the file with what was before, for the message
     * @param maxRegression percent; negative for no limit
     * @return a warning, if there is a reason for one
     * @throws GoDockerException when something became too slow, or when nobody can tell
     */
    Optional<String> judge(
            String module, String baseline, BenchResults before, BenchResults now, double maxRegression) {
        if (changes.isEmpty()) {
            String problem = "Cannot compare with the baseline " + baseline + ": no benchmark is the same, "
                    + difference(before, now) + ".";
            String next = "Store one that was measured here by -Dgo-docker.bench.saveBaseline=true.";
            if (maxRegression >= 0) {
                // A limit that is never checked would be worse than none.
                throw new GoDockerException(problem, next);
            }
            return Optional.of(problem + " " + next);
        }
        List<Change> slower = maxRegression < 0 ? List.of() : slower(maxRegression);
        if (!slower.isEmpty()) {
            throw GoDockerException.code(
                    "Cannot accept the speed of " + module + ", <benchMaxRegression> is "
                            + BigDecimal.valueOf(maxRegression)
                                    .stripTrailingZeros()
                                    .toPlainString()
                            + "%: "
                            + String.join(
                                    "; ", slower.stream().map(Change::text).toList())
                            + ".",
                    "Make it faster again, or accept it as the new baseline by -Dgo-docker.bench.saveBaseline=true.");
        }
        return Optional.empty();
    }

    /** Benchstat compares only what was measured on the same kind of machine. */
    private static String difference(BenchResults before, BenchResults now) {
        for (String key : List.of("cpu", "goos", "goarch")) {
            String old = before.configuration(key);
            String present = now.configuration(key);
            if (!old.equals(present)) {
                return "its " + key + " was '" + old + "' and is '" + present + "'";
            }
        }
        return "neither by name nor by number of CPUs";
    }

    /** A cell with a comma or a quote in it is quoted. */
    private static List<String> cells(String line) {
        if (line.indexOf('"') < 0) {
            return Arrays.asList(line.split(",", -1));
        }
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                boolean escaped = quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
                if (escaped) {
                    cell.append(c);
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
