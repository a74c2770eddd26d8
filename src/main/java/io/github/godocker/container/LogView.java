package io.github.godocker.container;

import io.github.godocker.Companion;
import io.github.godocker.GoDockerException;
import io.github.godocker.Problems;
import io.github.godocker.docker.ContainerLogs;
import io.github.godocker.docker.ContainerState;
import io.github.godocker.docker.Containers;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows what containers have printed, and print. */
public final class LogView {
    private static final Pattern AGO = Pattern.compile("(\\d{1,9})([smhd])");
    /** Of names, one after the other: cyan, yellow, green, magenta, blue. */
    private static final int[] COLORS = {36, 33, 32, 35, 34};

    private static final int SECONDS_A_MINUTE = 60;
    private static final int SECONDS_AN_HOUR = 3_600;
    private static final int SECONDS_A_DAY = 86_400;

    /**
     * How lines are shown.
     *
     * @param raw whether JSON stays as it was printed
     * @param colors whether names have colors
     * @param summary whether there is only a summary
     */
    public record Style(boolean raw, boolean colors, boolean summary) {}

    private final Containers containers;
    private final Style style;
    private final Consumer<String> out;
    private final Supplier<LogFilter> filters;
    private volatile boolean unread;

    /**
     * @param out receives what is shown, line by line
     * @param grep a regular expression; empty for every line
     * @param level the least grave; empty for all
     * @param fields {@code name=value}
     */
    public LogView(
            Containers containers,
            Style style,
            String grep,
            boolean invert,
            int context,
            String level,
            List<String> fields,
            Consumer<String> out) {
        this.containers = containers;
        this.style = style;
        this.out = line -> {
            try {
                out.accept(line);
            } catch (GoDockerException e) {
                unread = true;
                throw e;
            }
        };
        // Each container has lines before and after of its own.
        this.filters = () -> new LogFilter(grep, invert, context, level, fields);
    }

    /** Tells what makes no sense of that which chooses lines. */
    public static void check(String grep, String level, List<String> fields, Problems problems) {
        LogFilter.check(grep, level, fields, problems);
    }

    /**
     * A point in time for the daemon, in seconds since 1970.
     *
     * @param text {@code 10m} ago, or {@code 2026-11-28T10:00:00Z}; empty for none
     */
    public static String time(String parameter, String text) {
        Matcher ago = AGO.matcher(text);
        if (text.isEmpty()) {
            return "";
        }
        try {
            Instant instant = ago.matches()
                    ? Instant.now().minusSeconds(Long.parseLong(ago.group(1)) * seconds(ago.group(2)))
                    : OffsetDateTime.parse(text).toInstant();
            return instant.getEpochSecond() + "." + String.format(Locale.ROOT, "%09d", instant.getNano());
        } catch (DateTimeParseException e) {
            throw new GoDockerException(
                    "Cannot use -Dgo-docker." + parameter + "=" + text + ": that is no time.",
                    "Write how long ago, 30s, 10m, 2h or 1d, or a time as 2026-11-28T10:00:00Z.",
                    e);
        }
    }

    private static long seconds(String unit) {
        return switch (unit) {
            case "m" -> SECONDS_A_MINUTE;
            case "h" -> SECONDS_AN_HOUR;
            case "d" -> SECONDS_A_DAY;
            default -> 1;
        };
    }

    /** Shows the lines of these, each with its name if there are several; with {@code follow} until all have ended. */
    public void show(List<ContainerState> shown, ContainerLogs which) {
        int width = shown.stream().mapToInt(each -> name(each).length()).max().orElse(0);
        List<Companion> readers = new ArrayList<>();
        CountDownLatch open = new CountDownLatch(shown.size());
        AtomicReference<GoDockerException> failure = new AtomicReference<>();
        try {
            for (int i = 0; i < shown.size() && !unread; i++) {
                ContainerState container = shown.get(i);
                String label = shown.size() == 1 ? "" : label(name(container), width, COLORS[i % COLORS.length]);
                Runnable read = () -> {
                    try {
                        show(container, label, which);
                    } catch (GoDockerException e) {
                        failure.compareAndSet(null, e);
                    } finally {
                        open.countDown();
                    }
                    // Those that print nothing for now would be listened to for nobody.
                    while (unread && open.getCount() > 0) {
                        open.countDown();
                    }
                };
                if (which.follow()) {
                    readers.add(Companion.start("go-docker-logs", read));
                } else {
                    read.run();
                }
            }
            open.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            readers.forEach(each -> each.close(Duration.ofSeconds(5)));
        }
        GoDockerException first = failure.get();
        if (first != null) {
            throw first;
        }
    }

    private void show(ContainerState container, String label, ContainerLogs which) {
        LogFilter filter = filters.get();
        LogSummary summary = new LogSummary();
        ZoneId zone = ZoneId.systemDefault();
        containers.logs(container.id(), which, (stream, printed) -> {
            // Docker puts its time before the line, and a blank between.
            int cut = which.timestamps() ? printed.indexOf(' ') + 1 : 0;
            String time = printed.substring(0, cut);
            filter.accept(LogLine.of(printed.substring(cut)), line -> {
                if (style.summary()) {
                    summary.add(line);
                } else {
                    out.accept(label + time + (style.raw() ? line.text() : line.pretty(zone)));
                }
            });
        });
        if (style.summary()) {
            out.accept(name(container) + ":");
            summary.text().forEach(line -> out.accept("  " + line));
        }
    }

    private String label(String name, int width, int color) {
        String padded = name + " ".repeat(width - name.length());
        return style.colors() ? "\u001b[" + color + "m" + padded + "\u001b[m | " : padded + " | ";
    }

    private static String name(ContainerState container) {
        return container.labels().getOrDefault(Ownership.NAME, container.name());
    }
}
