package io.github.godocker.container;

import io.github.godocker.container.settings.Log;
import io.github.godocker.container.settings.Wait;
import io.github.godocker.docker.Container.Stream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * What a container has printed: its last lines are kept for messages, its lines are counted for those who wait for some,
 * from the first on, and all go on to where they are written.
 */
final class ServiceOutput implements BiConsumer<Stream, String> {
    private static final int KEPT = 50;

    private final Deque<String> last = new ArrayDeque<>();
    private final Map<Log, Found> awaited = new IdentityHashMap<>();
    private final BiConsumer<Stream, String> next;
    private boolean raced;

    private static final class Found {
        private final Pattern pattern;
        private final int times;
        private int lines;

        Found(Pattern pattern, int times) {
            this.pattern = pattern;
            this.times = times;
        }
    }

    /** @param next receives each line */
    ServiceOutput(List<Wait> waits, BiConsumer<Stream, String> next) {
        this.next = next;
        for (Wait wait : waits) {
            if (wait instanceof Log log) {
                awaited.put(log, new Found(Pattern.compile(String.valueOf(log.pattern)), log.times));
            }
        }
    }

    @Override
    public void accept(Stream stream, String line) {
        synchronized (this) {
            if (last.size() == KEPT) {
                last.removeFirst();
            }
            last.addLast(line);
            raced |= RaceReports.begins(line);
            for (Found each : awaited.values()) {
                if (each.lines < each.times && each.pattern.matcher(line).find()) {
                    each.lines++;
                }
            }
        }
        next.accept(stream, line);
    }

    /** Whether as many lines as are waited for were printed. */
    synchronized boolean has(Log wait) {
        Found found = awaited.get(wait);
        return found != null && found.lines >= found.times;
    }

    /** Whether Go's race detector has reported a data race. */
    synchronized boolean raced() {
        return raced;
    }

    /** The last 50 lines at most. */
    synchronized List<String> last() {
        return List.copyOf(last);
    }

    /** The last one; empty if there is none yet. */
    synchronized String lastLine() {
        return last.isEmpty() ? "" : last.getLast();
    }
}
