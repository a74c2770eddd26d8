package io.github.godocker.registry;

import io.github.godocker.GoDockerException;
import io.github.godocker.log.RoomLog;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * When a registry is asked again after a fault that may pass: after pauses that double, each of them shortened by up to
 * a half by chance, so that the clients of a registry that comes back do not all come at once.
 *
 * @param retries at most, after the first try
 * @param pause before the first retry
 * @param limit no retry but the first begins later than this after the start, and none waits longer; a first try may
 *     have taken its time, as an upload that is cut in the end
 */
public record RetryPolicy(int retries, Duration pause, Duration limit) {
    /** For somebody who waits for the answer. */
    public static final RetryPolicy NEVER = new RetryPolicy(0, Duration.ZERO, Duration.ZERO);

    /** For about a minute. */
    public static final RetryPolicy USUAL = new RetryPolicy(4, Duration.ofSeconds(2), Duration.ofMinutes(3));

    /** @param doing for messages: {@code push example.com/app:1} */
    public Tries begin(String doing, RoomLog log) {
        return new Tries(doing, log);
    }

    /** The tries of one request. */
    public final class Tries {
        private final String doing;
        private final RoomLog log;
        private final long start = System.nanoTime();
        private int done;

        private Tries(String doing, RoomLog log) {
            this.doing = doing;
            this.log = log;
        }

        /**
         * Waits until it is time to try again, and says why.
         *
         * @param cause in the words of whoever failed
         * @param atLeast what the registry wants us to wait; null if it does not say
         * @return false, at once, if it is time to give up
         * @throws GoDockerException if this thread is interrupted
         */
        public boolean again(String cause, @Nullable Duration atLeast) {
            long longest = pause.toMillis() << done;
            Duration wait = Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
            if (atLeast != null && atLeast.compareTo(wait) > 0) {
                wait = atLeast;
            }
            Duration since = done == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - start);
            if (done == retries || since.plus(wait).compareTo(limit) > 0) {
                return false;
            }
            done++;
            log.retrying(doing, cause, wait, done, retries);
            try {
                Thread.sleep(wait.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new GoDockerException("Cannot " + doing + ": interrupted.", "Run the goal again.", e);
            }
            return true;
        }
    }
}
