package io.github.godocker.container.instruments;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * How numbers of a profile are written: as {@code go tool pprof} writes them, all of a table in one unit.
 *
 * @param size of the unit
 */
record Measure(String unit, double size) {
    private static final int KIBI = 1024;
    private static final double MICROS = 1e3;
    private static final double MILLIS = 1e6;
    private static final double SECONDS = 1e9;
    private static final double HOURS = 3600e9;
    private static final double ALL = 100;
    private static final double ALMOST_ALL = 99.95;

    private static final List<Measure> TIMES = List.of(
            new Measure("ns", 1),
            new Measure("us", MICROS),
            new Measure("ms", MILLIS),
            new Measure("s", SECONDS),
            new Measure("hrs", HOURS));
    private static final List<Measure> SIZES = List.of(
            new Measure("B", 1),
            new Measure("kB", KIBI),
            new Measure("MB", Math.pow(KIBI, 2)),
            new Measure("GB", Math.pow(KIBI, 3)),
            new Measure("TB", Math.pow(KIBI, 4)));

    /**
     * For values of a unit from the least to the greatest; the least may be hundredths.
     *
     * @param unit {@code nanoseconds}, {@code bytes}, {@code count}
     */
    static Measure of(String unit, long least, long greatest) {
        Measure small = of(unit, least);
        return !small.equals(of(unit, greatest)) && least * ALL < greatest ? of(unit, (long) (least * ALL)) : small;
    }

    private static Measure of(String unit, long value) {
        List<Measure> all = unit.equals("nanoseconds")
                ? TIMES
                : unit.equals("bytes") ? SIZES : List.of(new Measure(unit.equals("count") ? "" : unit, 1));
        Measure fitting = all.get(0);
        for (Measure each : all) {
            fitting = Math.abs(value) >= each.size() ? each : fitting;
        }
        return fitting;
    }

    String text(long value) {
        String number = BigDecimal.valueOf(value / size)
                .setScale(2, RoundingMode.HALF_EVEN)
                .toPlainString();
        return value == 0 ? "0" : number.replaceFirst("\\.00$", "") + unit;
    }

    static String percent(long value, long total) {
        double percent = total == 0 ? 0 : ALL * value / total;
        if (percent >= ALMOST_ALL) {
            return "100%";
        }
        BigDecimal number = BigDecimal.valueOf(percent);
        return (percent >= 1
                        ? number.setScale(2, RoundingMode.HALF_EVEN).toPlainString()
                        : percent == 0
                                ? "0"
                                : number.round(new MathContext(2))
                                        .stripTrailingZeros()
                                        .toPlainString())
                + "%";
    }
}
