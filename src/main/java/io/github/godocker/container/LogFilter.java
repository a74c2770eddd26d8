package io.github.godocker.container;

import io.github.godocker.Problems;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Chooses lines, and those around them. */
final class LogFilter {
    private final @Nullable Pattern pattern;
    private final boolean invert;
    private final int context;
    private final String level;
    private final List<Field> fields;
    private final Deque<LogLine> before = new ArrayDeque<>();
    private int after;

    private record Field(String name, String value) {}

    /**
     * @param pattern a regular expression; empty for every line
     * @param invert whether lines with it are left out instead
     * @param context how many lines before and after one that was chosen are shown as well
     * @param level the least grave; empty for all
     * @param fields {@code name=value}, all of which a line has to have
     */
    LogFilter(String pattern, boolean invert, int context, String level, List<String> fields) {
        this.pattern = pattern.isEmpty() ? null : Pattern.compile(pattern);
        this.invert = invert;
        this.context = Math.max(0, context);
        this.level = level;
        this.fields = fields.stream().map(LogFilter::field).toList();
    }

    /** What makes no sense of these; with none of it they make a filter. */
    static void check(String pattern, String level, List<String> fields, Problems problems) {
        try {
            var unused = Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            problems.add(
                    "Cannot use -Dgo-docker.grep=" + pattern + ": " + e.getDescription() + ".",
                    "Put a backslash before characters that mean something in a regular expression.");
        }
        if (!level.isEmpty() && !LogLine.isLevel(level)) {
            problems.add(
                    "Cannot use -Dgo-docker.level=" + level + ": there is no such level.",
                    "Levels are trace, debug, info, warn, error, fatal.");
        }
        for (String field : fields) {
            if (field.indexOf('=') < 1) {
                problems.add(
                        "Cannot use -Dgo-docker.field=" + field + ": it is not name=value.",
                        "Write -Dgo-docker.field=request.method=GET.");
            }
        }
    }

    private static Field field(String text) {
        int equals = text.indexOf('=');
        return new Field(text.substring(0, equals), text.substring(equals + 1));
    }

    /** Passes on the line, and lines before it, or keeps it for a while. */
    void accept(LogLine line, Consumer<LogLine> chosen) {
        if (matches(line)) {
            before.forEach(chosen);
            before.clear();
            chosen.accept(line);
            after = context;
        } else if (after > 0) {
            after--;
            chosen.accept(line);
        } else if (context > 0) {
            if (before.size() == context) {
                before.removeFirst();
            }
            before.addLast(line);
        }
    }

    private boolean matches(LogLine line) {
        return (pattern == null || pattern.matcher(line.text()).find() != invert)
                && (level.isEmpty() || line.isAtLeast(level))
                && fields.stream()
                        .allMatch(field -> field.value().equals(line.fields().get(field.name())));
    }
}
