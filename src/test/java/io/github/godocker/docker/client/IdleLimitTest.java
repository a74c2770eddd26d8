package io.github.godocker.docker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.client.IdleLimit.Deed;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class IdleLimitTest {
    private static final Duration SHORT = Duration.ofMillis(40);
    private static final Deed DEED = new Deed("push", "pushing", "app:1");

    @Test
    void aCallWithoutProgressIsInterruptedAndTheThreadIsAsBefore() {
        assertThatThrownBy(() -> IdleLimit.stream(SHORT, DEED, "advice", limit -> {
                    new CountDownLatch(1).await();
                    return "";
                }))
                .hasMessage("Docker sent nothing for 0 s while pushing app:1; gave up.\n"
                        + "Look at the daemon, or raise -Dgo-docker.idleTimeout (seconds) if it only is slow.");

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void progressProlongsTheTime() {
        String result = IdleLimit.stream(Duration.ofMillis(300), DEED, "advice", limit -> {
            for (int i = 0; i < 6; i++) {
                Thread.sleep(70);
                limit.progress();
            }
            return "done";
        });
        assertThat(result).isEqualTo("done");
    }

    @Test
    void aFailureIsToldOnceWithTheAdvice() {
        assertThatThrownBy(() -> IdleLimit.request(SHORT, DEED, "Do this.", () -> {
                    throw new IOException("no way.");
                }))
                .hasMessage("Cannot push app:1: no way.\nDo this.");
        // What the daemon writes is on its own disk, whatever it was asked for.
        assertThatThrownBy(
                        () -> IdleLimit.request(SHORT, new Deed("load", "loading", "image app:1"), "Do this.", () -> {
                            throw new IOException("write /var/lib/docker/tmp/x: no space left on device");
                        }))
                .hasMessage(
                        "Cannot load image app:1: write /var/lib/docker/tmp/x: no space left on device.\n"
                                + "Make room where Docker keeps its images and volumes: `docker system df` shows what takes it.");
        GoDockerException known = new GoDockerException("Known.", "Step.");
        assertThatThrownBy(() -> IdleLimit.request(SHORT, DEED, "Do this.", () -> {
                    throw known;
                }))
                .isSameAs(known);
    }

    @Test
    void somebodyElsesInterruptStays() {
        assertThatThrownBy(() -> IdleLimit.request(Duration.ofSeconds(20), DEED, "advice", () -> {
                    Thread.currentThread().interrupt();
                    Thread.sleep(1000);
                    return "";
                }))
                .hasMessage("Interrupted while pushing app:1.\nRun the build again.");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void theEndIsNeverOvertakenByTheTimer() {
        // The call ends at about the moment at which its time does: whatever wins, the thread is not left interrupted.
        List<String> outcomes = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            long end = System.nanoTime() + Duration.ofMillis(10).toNanos() - (i % 10) * 50_000L;
            try {
                outcomes.add(IdleLimit.request(Duration.ofMillis(10), DEED, "advice", () -> {
                    while (System.nanoTime() < end) {
                        Thread.onSpinWait();
                    }
                    return "done";
                }));
            } catch (GoDockerException e) {
                outcomes.add(e.problem());
            }
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
        assertThat(outcomes).hasSize(60);
    }

    @Test
    void aLimitWithinAnExpiredOneHasItsOwnTime() {
        assertThatThrownBy(() -> IdleLimit.stream(SHORT, DEED, "advice", limit -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        assertThatThrownBy(() -> IdleLimit.request(SHORT, new Deed("tidy", "tidying", "up"), "", () -> {
                                    new CountDownLatch(1).await();
                                    return "";
                                }))
                                .hasMessageStartingWith(
                                        "Docker sent nothing for 0 s while tidying up; gave up.\nIs the");
                        throw e;
                    }
                    return "";
                }))
                .hasMessageStartingWith("Docker sent nothing for 0 s while pushing app:1; gave up.");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void linesAreCutWhereverTheBytesAre() {
        List<String> found = new ArrayList<>();
        Lines lines = new Lines(found::add);
        for (byte b : "a\r\n\nb\u20ac\n".getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
            lines.write(new byte[] {b});
        }
        lines.write(new byte[0]);
        lines.write("no end".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(found).containsExactly("a", "", "b\u20ac");
        lines.end();
        lines.end();
        assertThat(found).containsExactly("a", "", "b\u20ac", "no end");
    }
}
