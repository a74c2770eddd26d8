package io.github.godocker.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.log.ImageLog;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RetryPolicyTest {
    private final Lines log = new Lines();

    @Test
    void pausesDoubleAndAreTold() {
        RetryPolicy.Tries tries = new RetryPolicy(3, Duration.ofMillis(20), Duration.ofSeconds(20))
                .begin("push a/b:1", new ImageLog(log));

        assertThat(tries.again("EOF", null)).isTrue();
        assertThat(tries.again("EOF", null)).isTrue();
        assertThat(tries.again("HTTP 503", null)).isTrue();
        assertThat(tries.again("EOF", null)).isFalse();

        assertThat(log.lines).hasSize(3);
        assertThat(log.lines.get(0))
                .matches("WARN Cannot push a/b:1 yet: EOF; trying again in 0\\.0[12] s \\(1 of 3\\)");
        assertThat(log.lines.get(2))
                .matches("WARN Cannot push a/b:1 yet: HTTP 503; trying again in 0\\.0[4-8] s \\(3 of 3\\)");
    }

    @Test
    void theRegistrysWishIsHeardUpToTheLimit() {
        RetryPolicy policy = new RetryPolicy(3, Duration.ofMillis(1), Duration.ofSeconds(20));
        long start = System.nanoTime();

        assertThat(policy.begin("push", new ImageLog(log)).again("busy", Duration.ofMillis(300)))
                .isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        assertThat(policy.begin("push", new ImageLog(log)).again("busy", Duration.ofSeconds(21)))
                .isFalse();
        assertThat(log.lines).containsExactly("WARN Cannot push yet: busy; trying again in 0.30 s (1 of 3)");
    }

    /** A long upload that was cut deserves a second try; a registry that is slow to fail does not get all of them. */
    @Test
    void timeRunsOutAfterTheFirstRetry() throws InterruptedException {
        RetryPolicy.Tries tries =
                new RetryPolicy(9, Duration.ofMillis(1), Duration.ofMillis(20)).begin("push", new ImageLog(log));
        Thread.sleep(50);

        assertThat(tries.again("EOF", null)).isTrue();
        assertThat(tries.again("EOF", null)).isFalse();
    }

    @Test
    void anInterruptEndsTheWait() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() ->
                        RetryPolicy.USUAL.begin("push a/b:1", new ImageLog(log)).again("EOF", Duration.ofMinutes(1)))
                .hasMessage("Cannot push a/b:1: interrupted.\nRun the goal again.");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void theUsualPolicyIsBounded() {
        assertThat(RetryPolicy.USUAL.retries()).isBetween(2, 5);
        assertThat(RetryPolicy.USUAL.limit()).isLessThanOrEqualTo(Duration.ofMinutes(5));
    }
}
