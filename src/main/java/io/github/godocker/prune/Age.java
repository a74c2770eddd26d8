package io.github.godocker.prune;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How old things have to be.
 *
 * @param least what is younger stays; null for no such rule
 */
record Age(@Nullable Duration least, Instant now) {
    /** A build makes a container and starts it, or a network and its containers: in between nothing shows that it lives. */
    private static final Duration ABOUT_TO_START = Duration.ofMinutes(10);

    boolean isTooYoung(Instant since) {
        return least != null && of(since).compareTo(least) < 0;
    }

    boolean isFresh(Instant since) {
        return of(since).compareTo(ABOUT_TO_START) < 0;
    }

    Duration of(Instant since) {
        return Duration.between(since, now);
    }

    String words(Instant since) {
        return PruneTable.age(of(since)) + " old";
    }
}
