package io.github.godocker.docker.client;

import io.github.godocker.Companion;
import io.github.godocker.GoDockerException;
import io.github.godocker.docker.client.transport.Unreachable;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a call to the daemon that makes no progress. A channel knows no timeout, but an interrupt closes it at once; so
 * the limit interrupts the calling thread and turns what comes of it into one clear message.
 */
final class IdleLimit {
    private static final String STUCK =
            "Is the Docker daemon stuck or overloaded? Try `docker info`, then run the build again.";

    private final Duration limit;
    private final Deed deed;
    private final String whenSilent;
    private final @Nullable Question question;
    private final Thread caller = Thread.currentThread();
    private volatile long lastProgress = System.nanoTime();
    private volatile boolean waiting = true;
    private int asked;
    private @Nullable Companion asking;
    private @Nullable GoDockerException answer;
    private CompletableFuture<Void> alarm = new CompletableFuture<>();
    private boolean expired;
    private boolean taken;
    private boolean ended;

    private IdleLimit(Duration limit, Deed deed, String whenSilent, @Nullable Question question) {
        this.limit = limit;
        this.deed = deed;
        this.whenSilent = whenSilent;
        this.question = question;
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
        private static final String FULL =
                "Make room where Docker keeps its images and volumes: `docker system df` shows what takes it.";

        String doing() {
            return participle + " " + object;
        }

        /** The failure of this call in the words of whoever refused it. */
        GoDockerException failed(String nextStep, Exception e) {
            String words = DockerErrors.words(e);
            boolean full = DockerErrors.DISK_FULL.isIn(words.toLowerCase(Locale.ROOT));
            Unreachable unreachable = Unreachable.in(e);
            return new GoDockerException(
                    "Cannot " + verb + " " + object + ": " + words + ".",
                    unreachable != null ? unreachable.nextStep() : full ? FULL : nextStep,
                    e);
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
        return call(new IdleLimit(limit, deed, STUCK, null), advice, ignored -> call.call());
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
                limit,
                deed,
                "Look at the daemon, or raise -Dgo-docker.idleTimeout (seconds) if it only is slow.",
                null);
    }

    /** Asked in a thread of its own whether what is silent still goes on. */
    interface Question {
        /**
         * @param time 1 for the first time in a silence, 2 for the second
         * @return for how long it may be silent now
         * @throws GoDockerException to end the call with it
         */
        Duration ask(int time);
    }

    /** Begins a call that may be silent for any time, as long as the question has an answer after each limit. */
    static IdleLimit attended(Duration limit, Deed deed, Question question) {
        return new IdleLimit(limit, deed, STUCK, question);
    }

    void progress() {
        lastProgress = System.nanoTime();
    }

    /** Whether the call waits for the daemon now, or is busy with what it got, which may take any time. */
    void waiting(boolean now) {
        progress();
        waiting = now;
    }

    private synchronized void check() {
        long left = limit.toNanos() - (System.nanoTime() - lastProgress);
        if (ended) {
            return;
        }
        if (left > 0 || !waiting) {
            asked = 0;
            setAlarm(left > 0 ? left : limit.toNanos());
        } else if (question != null) {
            // Not here: this is the JDK's one thread for all of its timers.
            Question asks = question;
            int time = ++asked;
            asking = Companion.start("go-docker-question", () -> ask(asks, time));
        } else {
            expire();
        }
    }

    private void ask(Question asks, int time) {
        try {
            answer(asks.ask(time), null);
        } catch (GoDockerException e) {
            answer(limit, e);
        }
    }

    private synchronized void answer(Duration next, @Nullable GoDockerException failure) {
        if (ended) {
            return;
        }
        long silent = System.nanoTime() - lastProgress;
        if (failure != null && silent > limit.toNanos()) {
            answer = failure;
            expire();
        } else {
            setAlarm(next.toNanos());
        }
    }

    private synchronized void expire() {
        expired = true;
        ended = true;
        caller.interrupt();
    }

    /** After this the timer no longer interrupts; an interrupt of its own is taken back. */
    void end() {
        Companion question;
        synchronized (this) {
            alarm.complete(null);
            if (expired && !taken) {
                taken = true;
                var unused = Thread.interrupted();
            }
            ended = true;
            question = asking;
        }
        if (question != null) {
            question.close();
        }
    }

    /** The end of a call that failed: what to throw. */
    GoDockerException failed(Exception e, String advice) {
        // First, so that the timer cannot meddle with an interrupt that is somebody else's.
        end();
        if (answer != null) {
            return answer;
        }
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
