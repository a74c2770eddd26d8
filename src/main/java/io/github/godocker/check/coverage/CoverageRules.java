package io.github.godocker.check.coverage;

import io.github.godocker.GoDockerException;
import java.io.File;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.codehaus.plexus.util.MatchPatterns;
import org.jspecify.annotations.Nullable;

/**
 * What counts, and how much of it has to be covered.
 *
 * @param excludes patterns of files that do not count, as Maven's file sets have them
 * @param minimum percent of the statements, or nothing
 */
public record CoverageRules(List<String> excludes, @Nullable BigDecimal minimum) {
    private static final BigDecimal ALL = BigDecimal.valueOf(100);
    private static final int NAMED_PACKAGES = 3;
    private static final int MAX_DECIMALS = 6;

    public CoverageRules {
        excludes = List.copyOf(excludes);
        for (String exclude : excludes) {
            try {
                // A regular expression is compiled when it is needed.
                var unused = MatchPatterns.from(pattern(exclude)).matches("x", true);
            } catch (IllegalArgumentException e) {
                throw new GoDockerException(
                        "Cannot use <coverageExclude>" + exclude + ": " + oneLine(e) + ".",
                        "Write a pattern like **/*.pb.go, or like %regex[.*_gen\\.go].",
                        e);
            }
        }
    }

    /** The minimum of a text: a number from 0 to 100, with or without a percent sign; null for a blank one. */
    public static @Nullable BigDecimal minimum(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String number = text.strip();
        number = number.endsWith("%") ? number.substring(0, number.length() - 1).strip() : number;
        BigDecimal minimum;
        try {
            minimum = new BigDecimal(number);
        } catch (NumberFormatException e) {
            throw new GoDockerException(
                    "Cannot use <coverageMinimum>" + text + ": it is no number.",
                    "Write percent of the statements, like <coverageMinimum>80</coverageMinimum>.");
        }
        if (minimum.signum() < 0 || minimum.compareTo(ALL) > 0) {
            throw new GoDockerException(
                    "Cannot use <coverageMinimum>" + text + ": it is not between 0 and 100.",
                    "Write percent of the statements, like <coverageMinimum>80</coverageMinimum>.");
        }
        if (minimum.signum() > 0 && minimum.compareTo(BigDecimal.ONE) < 0) {
            throw new GoDockerException(
                    "Cannot use <coverageMinimum>" + text + ": it would be less than one percent.",
                    "Write percent, not a fraction: <coverageMinimum>"
                            + minimum.multiply(ALL).stripTrailingZeros().toPlainString() + "</coverageMinimum>.");
        }
        return minimum;
    }

    /** Whether a file does not count; it takes all names by which a pattern may mean that file. */
    Predicate<List<String>> excluded() {
        if (excludes.isEmpty()) {
            return names -> false;
        }
        MatchPatterns patterns =
                MatchPatterns.from(excludes.stream().map(CoverageRules::pattern).toList());
        return names -> names.stream().anyMatch(name -> patterns.matches(name.replace('/', File.separatorChar), true));
    }

    private static String oneLine(IllegalArgumentException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static String pattern(String exclude) {
        if (exclude.startsWith("%")) {
            return exclude;
        }
        String pattern = exclude.startsWith("./") ? exclude.substring(2) : exclude;
        return (pattern.endsWith("/") ? pattern + "**" : pattern).replace('/', File.separatorChar);
    }

    /**
     * Holds what is covered against the minimum.
     *
     * @param module for the message
     * @throws GoDockerException of the user's code when it is less
     */
    void check(CoverageSummary summary, String module, String page) {
        Ratio total = summary.total();
        if (minimum == null || isEnough(total)) {
            return;
        }
        throw GoDockerException.code(
                "Cannot accept the coverage of " + module + ": " + missed(total) + " of statements (" + total.covered()
                        + " of " + total.statements() + ") are covered, but <coverageMinimum> is "
                        + minimum.toPlainString() + "%.",
                "Test more of " + leastCovered(summary.packages()) + "; " + page + " shows every line.");
    }

    private boolean isEnough(Ratio total) {
        return minimum == null
                || total.statements() == 0
                || BigDecimal.valueOf(total.covered())
                                .multiply(ALL)
                                .compareTo(minimum.multiply(BigDecimal.valueOf(total.statements())))
                        >= 0;
    }

    /** With as many decimals as it takes to be seen as less: 79.96 is not 80.0. */
    private String missed(Ratio total) {
        for (int decimals = 1; decimals < MAX_DECIMALS; decimals++) {
            String text = total.text(decimals);
            if (minimum == null || new BigDecimal(text.replace("%", "")).compareTo(minimum) < 0) {
                return text;
            }
        }
        return total.text(MAX_DECIMALS);
    }

    private static String leastCovered(Map<String, Ratio> packages) {
        List<Map.Entry<String, Ratio>> sorted = new ArrayList<>();
        for (Map.Entry<String, Ratio> entry : packages.entrySet()) {
            if (entry.getValue().covered() < entry.getValue().statements()) {
                sorted.add(entry);
            }
        }
        // Among equals, the one with the most to gain.
        Collections.sort(
                sorted,
                Comparator.<Map.Entry<String, Ratio>>comparingDouble(
                                entry -> entry.getValue().percent())
                        .thenComparingLong(entry ->
                                entry.getValue().covered() - entry.getValue().statements()));
        List<String> named = new ArrayList<>();
        for (Map.Entry<String, Ratio> entry : sorted.subList(0, Math.min(NAMED_PACKAGES, sorted.size()))) {
            Ratio ratio = entry.getValue();
            named.add(
                    entry.getKey() + " (" + ratio.text() + ", " + ratio.covered() + " of " + ratio.statements() + ")");
        }
        return String.join(", ", named);
    }
}
