package io.github.godocker.log;

import io.github.godocker.Companion;
import java.time.Duration;
import java.util.function.Supplier;

/** Says once a minute that something long still goes on, for logs that kill what is silent. */
public final class Heartbeat implements AutoCloseable {
    private static final Duration BEAT = Duration.ofMinutes(1);

    private final Companion companion;

    private Heartbeat(Companion companion) {
        this.companion = companion;
    }

    public static Heartbeat start(RoomLog log, String doing) {
        return start(log, () -> doing);
    }

    /** @param doing asked at each beat: what goes on just then */
    public static Heartbeat start(RoomLog log, Supplier<String> doing) {
        long start = System.nanoTime();
        return new Heartbeat(Companion.start("go-docker-heartbeat", () -> {
            try {
                while (true) {
                    Thread.sleep(BEAT.toMillis());
                    log.stillWorking(doing.get(), Duration.ofNanos(System.nanoTime() - start));
                }
            } catch (InterruptedException e) {
                // The work is done.
            }
        }));
    }

    @Override
    public void close() {
        companion.close();
    }
}
