package io.github.godocker.check.page;

import java.util.Locale;

/** How figures are written. */
final class Figures {
    private Figures() {}

    static double share(long part, long whole) {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }

    static String plain(double number) {
        String text = String.format(Locale.ROOT, "%.3f", number);
        return text.replaceFirst("\\.?0+$", "");
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String time(double seconds) {
        if (seconds >= 60) {
            long whole = Math.round(seconds);
            return whole / 60 + " min " + whole % 60 + " s";
        }
        return String.format(Locale.ROOT, seconds < 1 ? "%.3f s" : seconds < 10 ? "%.2f s" : "%.1f s", seconds);
    }
}
