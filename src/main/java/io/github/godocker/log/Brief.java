package io.github.godocker.log;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Times, sizes and ids, as short as people like to read them. */
public final class Brief {
    private static final int SHORT_ID = "sha256:".length() + 12;

    private static final double KILO = 1000;
    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB");

    private Brief() {}

    public static String seconds(Duration time) {
        return String.format(Locale.ROOT, time.toMillis() < 10_000 ? "%.2f s" : "%.1f s", time.toMillis() / 1000.0);
    }

    public static String size(long bytes) {
        if (bytes < 1_000_000) {
            return Math.max(1, bytes / 1000) + " kB";
        }
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    /** The same, from bytes to terabytes. */
    public static String bytes(long bytes) {
        double number = bytes;
        int unit = 0;
        while (Math.abs(number) >= KILO && unit < UNITS.size() - 1) {
            number /= KILO;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", number, UNITS.get(unit));
    }

    public static String id(String id) {
        return id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id;
    }
}
