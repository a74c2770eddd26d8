package io.github.godocker.docker.client;

import io.github.godocker.GoDockerException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Ends a call to the daemon that makes no progress. docker-java's own response timeout has no effect on unix sockets
 * (its socket wraps a channel, which knows no timeout), but an interrupt closes a channel at once; so the limit
 * interrupts the calling thread and turns what comes of it into one clear message.
 */
final class IdleLimit {
    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private final Duration limit;
    private final Deed deed;
    private final Thread caller = Thread.currentThread();
    private volatile long lastProgress = System.nanoTime();
    private volatile boolean expired;
    private boolean ended;

    private IdleLimit(Duration limit, Deed deed) {
        this.limit = limit;
        this.deed = deed;
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
    }

    /** A call that reports its progress. */
    interface Call<T> {
        T run(IdleLimit limit) throws Exception;
    }

    /** A plain request: its whole time is limited. */
    static <T> T request(Duration limit, Deed deed, String advice, Callable<T> call) {
        return stream(limit, deed, advice, ignored -> call.call());
    }

    /**
     * @param advice the next step if the call fails by itself
     * @throws GoDockerException if it does, if nothing came for as long as the limit, or if this thread was interrupted
     */
    static <T> T stream(Duration limit, Deed deed, String advice, Call<T> call) {
        IdleLimit idle = new IdleLimit(limit, deed);
        long period = Math.max(10, limit.toMillis() / 20);
        ScheduledFuture<?> check =
                TIMER.scheduleWithFixedDelay(idle::check, limit.toMillis(), period, TimeUnit.MILLISECONDS);
        try {
            return call.run(idle);
        } catch (Exception e) {
            throw idle.translate(e, advice);
        } finally {
            check.cancel(false);
            idle.end();
        }
    }

    void progress() {
        lastProgress = System.nanoTime();
    }

    private synchronized void check() {
        if (!ended && System.nanoTime() - lastProgress >= limit.toNanos()) {
            expired = true;
            ended = true;
            caller.interrupt();
        }
    }

    /** After this the timer no longer interrupts; an interrupt of its own is taken back. */
    private synchronized void end() {
        ended = true;
        if (expired) {
            var unused = Thread.interrupted();
        }
    }

    private GoDockerException translate(Exception e, String advice) {
        if (expired) {
            return new GoDockerException(
                    "Docker sent nothing for " + limit.toSeconds() + " s while " + deed.doing() + "; gave up.",
                    "Look at the daemon, or raise -Dgo-docker.idleTimeout (seconds) if it only is slow.",
                    e);
        }
        if (DockerErrors.isInterrupt(e)) {
            Thread.currentThread().interrupt();
            return new GoDockerException("Interrupted while " + deed.doing() + ".", "Run the build again.", e);
        }
        return e instanceof GoDockerException known ? known : deed.failed(advice, e);
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "go-docker-idle-limit");
            thread.setDaemon(true);
            return thread;
        });
        timer.setKeepAliveTime(10, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }
}
