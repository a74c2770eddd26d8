package io.github.godocker.check.coverage;

import java.util.Locale;

/** How many of some statements are covered. */
public record Ratio(long covered, long statements) {
    static final Ratio NOTHING = new Ratio(0, 0);

    Ratio plus(Ratio other) {
        return new Ratio(covered + other.covered, statements + other.statements);
    }

    /** 0 to 100; where there is nothing to cover, nothing is missing. */
    public double percent() {
        return statements == 0 ? 100 : 100.0 * covered / statements;
    }

    /** As Go writes it: {@code 66.7%}. */
    public String text() {
        return text(1);
    }

    String text(int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f%%", percent());
    }
}
