package io.github.godocker.check.lint;

import io.github.godocker.builder.GoCommand;
import io.github.godocker.builder.Killable;
import io.github.godocker.docker.Container;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs govulncheck, and ends it when its database does not answer. It has no limit of its own: of a server that takes
 * the connection and says nothing it waits for ever (measured: v1.9.0; only where nobody takes the connection its
 * dialer gives up, after 30 s a request). It asks the database before its first message and after the one that says so;
 * in between it loads the module, which may take minutes.
 */
final class Govulncheck {
    /** Fetching takes a second or two; slow networks are given more. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    private static final String ASKS = "Fetching vulnerabilities from the database";

    private final Killable command;
    private final Duration limit;
    private final ScheduledExecutorService timer;
    private @Nullable ScheduledFuture<?> end;
    private boolean asking;
    private boolean ended;

    private Govulncheck(Killable command, Duration limit, ScheduledExecutorService timer) {
        this.command = command;
        this.limit = limit;
        this.timer = timer;
    }

    /**
     * Runs the command to its end.
     *
     * @param limit how long the database may take for an answer
     * @return the exit code
     * @throws NotRun if the database has not answered
     */
    static int run(GoCommand go, List<String> command, Duration limit, BiConsumer<Container.Stream, String> output)
            throws NotRun {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "go-docker-govulncheck");
            thread.setDaemon(true);
            return thread;
        });
        try {
            return new Govulncheck(new Killable(go), limit, timer).run(command, output);
        } finally {
            // Not now: an interrupt in the midst of a command ends the builder.
            timer.shutdown();
        }
    }

    private int run(List<String> words, BiConsumer<Container.Stream, String> output) throws NotRun {
        asks();
        int exit = command.run(words, (stream, line) -> {
            if (stream == Container.Stream.STDOUT) {
                watch(line);
            }
            output.accept(stream, line);
        });
        if (answered()) {
            throw new NotRun("fetching vulnerabilities: no answer for " + limit.toSeconds() + " s");
        }
        return exit;
    }

    /** Each message is an object whose first and last lines are a brace. */
    private void watch(String line) {
        if (line.equals("{")) {
            var unused = answered();
        } else if (line.contains(ASKS)) {
            asks();
        }
    }

    private synchronized void asks() {
        asking = true;
        end = timer.schedule(this::end, limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether the answer, or the end, came too late. */
    private synchronized boolean answered() {
        asking = false;
        if (end != null) {
            end.cancel(false);
        }
        return ended;
    }

    private synchronized void end() {
        if (asking) {
            ended = true;
            command.kill();
        }
    }
}
