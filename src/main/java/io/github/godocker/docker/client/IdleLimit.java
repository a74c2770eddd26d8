package io.github.godocker.docker.client;

import io.github.godocker.GoDockerException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Ends a call to the daemon that makes no progress. docker-java's own response timeout has no effect on unix sockets
 * (its socket wraps a channel, which knows no timeout), but an interrupt closes a channel at once; so the limit
 * interrupts the calling thread and turns what comes of it into one clear message.
 */
final class IdleLimit {
    private static final String STUCK =
            "Is the Docker daemon stuck or overloaded? Try `docker info`, then run the build again.";

    private final Duration limit;
    private final Deed deed;
    private final String whenSilent;
    private final Thread caller = Thread.currentThread();
    private volatile long lastProgress = System.nanoTime();
    private CompletableFuture<Void> alarm = new CompletableFuture<>();
    private boolean expired;
    private boolean taken;
    private boolean ended;

    private IdleLimit(Duration limit, Deed deed, String whenSilent) {
        this.limit = limit;
        this.deed = deed;
        this.whenSilent = whenSilent;
        setAlarm(limit.toNanos());
    }

    /** By the JDK's own timer: no thread of ours that could outlive the call. */
    private synchronized void setAlarm(long nanos) {
        alarm = new CompletableFuture<>();
        var unused = alarm.orTimeout(nanos, TimeUnit.NANOSECONDS).whenComplete((done, timeout) -> {
            if (timeout != null) {
                check();
            }
        });
    }

    /** What a call does, for its messages: {@code push}, {@code pushing}, {@code example/app:1}. */
    record Deed(String verb, String participle, String object) {
        String doing() {
            return participle + " " + object;
        }

        /** The failure of this call in the words of whoever refused it. */
        GoDockerException failed(String nextStep, Exception e) {
            return new GoDockerException(
                    "Cannot " + verb + " " + object + ": " + DockerErrors.words(e) + ".", nextStep, e);
        }

        GoDockerException refused(String words, String nextStep) {
            return new GoDockerException("Cannot " + verb + " " + object + ": " + words + ".", nextStep);
        }

        GoDockerException interrupted(Exception e) {
            return new GoDockerException("Interrupted while " + doing() + ".", "Run the build again.", e);
        }
    }

    /** A call that reports its progress. */
    interface Call<T> {
        T run(IdleLimit limit) throws Exception;
    }

    /** A plain request: its whole time is limited. */
    static <T> T request(Duration limit, Deed deed, String advice, Callable<T> call) {
        return call(new IdleLimit(limit, deed, STUCK), advice, ignored -> call.call());
    }

    /**
     * @param advice the next step if the call fails by itself
     * @throws GoDockerException if it does, if nothing came for as long as the limit, or if this thread was interrupted
     */
    static <T> T stream(Duration limit, Deed deed, String advice, Call<T> call) {
        return call(start(limit, deed), advice, call);
    }

    private static <T> T call(IdleLimit idle, String advice, Call<T> call) {
        try {
            return call.run(idle);
        } catch (Exception e) {
            throw idle.failed(e, advice);
        } finally {
            idle.end();
        }
    }

    /** Begins a call of this thread whose end is not in the same method; {@link #end} has to follow. */
    static IdleLimit start(Duration limit, Deed deed) {
        return new IdleLimit(
                limit, deed, "Look at the daemon, or raise -Dgo-docker.idleTimeout (seconds) if it only is slow.");
    }

    void progress() {
        lastProgress = System.nanoTime();
    }

    private synchronized void check() {
        long left = limit.toNanos() - (System.nanoTime() - lastProgress);
        if (ended) {
            return;
        }
        if (left > 0) {
            setAlarm(left);
        } else {
            expired = true;
            ended = true;
            caller.interrupt();
        }
    }

    /** After this the timer no longer interrupts; an interrupt of its own is taken back. */
    synchronized void end() {
        alarm.complete(null);
        if (expired && !taken) {
            taken = true;
            var unused = Thread.interrupted();
        }
        ended = true;
    }

    /** The end of a call that failed: what to throw. */
    GoDockerException failed(Exception e, String advice) {
        // First, so that the timer cannot meddle with an interrupt that is somebody else's.
        end();
        if (expired) {
            return new GoDockerException(
                    "Docker sent nothing for " + limit.toSeconds() + " s while " + deed.doing() + "; gave up.",
                    whenSilent,
                    e);
        }
        if (DockerErrors.isInterrupt(e)) {
            Thread.currentThread().interrupt();
            return e instanceof GoDockerException known ? known : deed.interrupted(e);
        }
        return e instanceof GoDockerException known ? known : deed.failed(advice, e);
    }
}
