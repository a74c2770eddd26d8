package io.github.godocker.container;

import io.github.godocker.GoDockerException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts as {@code docker run} takes them. */
public final class Quantity {
    private static final Pattern BYTES = Pattern.compile("(\\d{1,12})(?:\\.(\\d{1,6}))? ?(?:([bkmgt])(?:i?b)?)?");
    private static final Pattern CPUS = Pattern.compile("\\d{1,5}(?:\\.\\d{1,9})?");
    private static final String UNITS = "bkmgt";
    private static final int KIBI = 10;
    private static final int NANO = 9;

    private Quantity() {}

    /** {@code 512m}, {@code 1.5g}, {@code 1048576}; units are powers of 1024. */
    public static long bytes(String text) {
        Matcher matcher = BYTES.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new GoDockerException(
                    "Cannot use '" + text + "' as an amount of memory.", "Write a number with k, m or g: 512m, 1.5g.");
        }
        String unit = matcher.group(3);
        BigDecimal number =
                new BigDecimal(matcher.group(1) + "." + (matcher.group(2) == null ? "0" : matcher.group(2)));
        BigDecimal factor = BigDecimal.valueOf(1L << KIBI * (unit == null ? 0 : UNITS.indexOf(unit)));
        BigDecimal bytes = number.multiply(factor);
        if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new GoDockerException("Cannot use '" + text + "': no machine has that much.", "Write less.");
        }
        return bytes.longValue();
    }

    /** Billionths of a CPU: {@code 1.5}. */
    static long nanoCpus(String text) {
        if (!CPUS.matcher(text.strip()).matches()) {
            throw new GoDockerException(
                    "Cannot use '" + text + "' as a number of CPUs.",
                    "Write a number, with a fraction if you like: 1.5.");
        }
        return new BigDecimal(text.strip()).scaleByPowerOfTen(NANO).longValue();
    }
}
