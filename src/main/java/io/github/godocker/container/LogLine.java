package io.github.godocker.container;

import io.github.godocker.Json;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a program's log, taken apart where it is JSON, as Go's loggers write it: zap, slog, zerolog and logrus name the
 * same things a little differently.
 *
 * @param text as it was printed
 * @param level {@code debug}, {@code info}, {@code warn}, {@code error}, …; empty where the line does not say
 * @param time as it was printed; empty where the line does not say
 * @param message the text itself for a line that is no JSON
 * @param fields all else, in their order
 */
record LogLine(String text, String level, String time, String message, Map<String, String> fields) {
    private static final List<String> LEVELS = List.of("level", "lvl", "severity");
    private static final List<String> TIMES = List.of("time", "ts", "timestamp", "@timestamp");
    private static final List<String> MESSAGES = List.of("msg", "message");
    /** From less to more; what is the same has the same number. */
    private static final Map<String, Integer> WEIGHTS = Map.ofEntries(
            Map.entry("trace", 0),
            Map.entry("debug", 1),
            Map.entry("info", 2),
            Map.entry("warn", 3),
            Map.entry("warning", 3),
            Map.entry("error", 4),
            Map.entry("dpanic", 5),
            Map.entry("panic", 5),
            Map.entry("fatal", 5));

    /** logfmt and the text handlers of slog and logrus: {@code level=INFO}. */
    private static final Pattern TEXT_LEVEL = Pattern.compile("(?:^|\\s)(?:level|lvl)=\"?([A-Za-z]+)");

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final double LAST_SECOND = 1e11;
    private static final int USUAL = 2;

    static LogLine of(String text) {
        // A brace and a quote: a line of another kind is not parsed.
        Optional<Json> json = text.startsWith("{\"") ? Json.readSoleObject(text) : Optional.empty();
        if (json.isEmpty()) {
            Matcher matcher = TEXT_LEVEL.matcher(text);
            return new LogLine(
                    text, matcher.find() ? matcher.group(1).toLowerCase(Locale.ROOT) : "", "", text, Map.of());
        }
        Map<String, Json> rest = json.get().entries();
        String level = take(rest, LEVELS).toLowerCase(Locale.ROOT);
        String time = take(rest, TIMES);
        String message = take(rest, MESSAGES);
        Map<String, String> fields = new LinkedHashMap<>();
        rest.forEach((name, value) -> flatten(name, value, fields));
        return new LogLine(text, level, time, message, fields);
    }

    private static String take(Map<String, Json> values, List<String> names) {
        for (String name : names) {
            Json value = values.get(name);
            if (value != null && !value.isObject() && !value.isList()) {
                values.remove(name);
                return value.text();
            }
        }
        return "";
    }

    /** {@code request.method} for a group of slog. */
    private static void flatten(String name, Json value, Map<String, String> fields) {
        if (value.isObject()) {
            value.entries().forEach((inner, each) -> flatten(name + "." + inner, each, fields));
        } else if (value.isList()) {
            fields.put(name, String.join(",", value.texts()));
        } else {
            fields.put(name, value.text());
        }
    }

    /** Whether it is at least as grave; a line that does not say is taken for one of {@code info}. */
    boolean isAtLeast(String other) {
        return weight(level) >= weight(other);
    }

    /** What is unknown weighs as {@code info}. */
    private static int weight(String level) {
        Integer weight = WEIGHTS.get(level.toLowerCase(Locale.ROOT));
        return weight == null ? USUAL : weight;
    }

    static boolean isLevel(String text) {
        return WEIGHTS.containsKey(text.toLowerCase(Locale.ROOT));
    }

    boolean isStructured() {
        return message != text;
    }

    /** When it was written; empty where that cannot be read. */
    Optional<Instant> instant() {
        try {
            if (time.matches("\\d+(\\.\\d+)?([eE]\\+?\\d+)?")) {
                double number = Double.parseDouble(time);
                // Seconds of zap and zerolog; some are set to milliseconds.
                return Optional.of(Instant.ofEpochMilli((long) (number < LAST_SECOND ? number * 1000 : number)));
            }
            return time.isEmpty()
                    ? Optional.empty()
                    : Optional.of(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(time, Instant::from));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** For people: {@code 12:30:01.250 WARN  slow answer path=/orders millis=1200}. */
    String pretty(ZoneId zone) {
        if (!isStructured()) {
            return text;
        }
        StringBuilder line = new StringBuilder();
        String clock = instant().map(at -> CLOCK.format(at.atZone(zone))).orElse(time);
        if (!clock.isEmpty()) {
            line.append(clock).append(' ');
        }
        line.append(String.format(Locale.ROOT, "%-5s ", level.toUpperCase(Locale.ROOT)))
                .append(message);
        fields.forEach(
                (name, value) -> line.append(' ').append(name).append('=').append(quoted(value)));
        return line.toString().stripTrailing();
    }

    private static String quoted(String value) {
        return value.isEmpty() || value.matches(".*[\\s\"=].*") ? Json.write(value) : value;
    }
}
