package io.github.godocker.container;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a log says on the whole: lines by level, the most frequent messages, errors by minute. */
final class LogSummary {
    private static final int SHOWN = 10;
    /** More different messages are no kinds of messages: numbers in them are one kind, and that is as far as it goes. */
    private static final int MOST = 10_000;

    private final Map<String, Integer> levels = new TreeMap<>();
    private final Map<String, Integer> messages = new LinkedHashMap<>();
    private final Map<Instant, Integer> errors = new TreeMap<>();
    private int lines;

    void add(LogLine line) {
        lines++;
        levels.merge(line.level().isEmpty() ? "none" : line.level(), 1, Integer::sum);
        String kind = line.message().replaceAll("\\d+", "N");
        if (messages.size() < MOST || messages.containsKey(kind)) {
            messages.merge(kind, 1, Integer::sum);
        }
        if (!line.level().isEmpty() && line.isAtLeast("error")) {
            line.instant().ifPresent(at -> errors.merge(at.truncatedTo(ChronoUnit.MINUTES), 1, Integer::sum));
        }
    }

    /** For people. */
    List<String> text() {
        List<String> text = new ArrayList<>();
        text.add(lines + (lines == 1 ? " line" : " lines"));
        levels.forEach((level, count) -> text.add(String.format(Locale.ROOT, "%8d %s", count, level)));
        if (!messages.isEmpty()) {
            text.add("most frequent:");
            messages.entrySet().stream()
                    .sorted(Comparator.comparingInt((Map.Entry<String, Integer> each) -> -each.getValue()))
                    .limit(SHOWN)
                    .forEach(each -> text.add(String.format(Locale.ROOT, "%8d %s", each.getValue(), each.getKey())));
        }
        if (!errors.isEmpty()) {
            text.add("errors by minute:");
            errors.forEach((minute, count) -> text.add(String.format(Locale.ROOT, "%8d %s", count, minute)));
        }
        return text;
    }
}
