package io.github.godocker.docker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.Container;
import io.github.godocker.docker.ContainerSpec;
import io.github.godocker.docker.client.FaultyDaemon.Exchange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command that says nothing for longer than {@code idleTimeout}: the daemon has to answer for it. */
class SilenceTest {
    private static final Container.Exec GO = new Container.Exec(List.of("go", "build"), Map.of(), "0:0", "/src");
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final String RUNS = "{\"ID\":\"e1\",\"Running\":true,\"ExitCode\":null}";
    private static final String ENDED = "{\"ID\":\"e1\",\"Running\":false,\"ExitCode\":3}";

    @TempDir
    Path directory;

    private FaultyDaemon daemon;

    @BeforeEach
    void start() throws IOException {
        daemon = new FaultyDaemon(directory);
        daemon.on(
                "POST /containers/create",
                201,
                "{\"Id\":\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\",\"Warnings\":[]}");
        CountDownLatch started = new CountDownLatch(1);
        daemon.on(
                "POST /containers/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef/attach",
                exchange -> {
                    exchange.write("HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n");
                    started.await();
                    exchange.frame(1, "hello\n").hang();
                });
        daemon.on(
                "POST /containers/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef/start", exchange -> {
                    exchange.answer(204, "");
                    started.countDown();
                });
        daemon.on("DELETE /containers/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", 204, "");
        daemon.on(
                "POST /containers/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef/exec",
                201,
                "{\"Id\":\"e1\"}");
        daemon.on(
                "POST /exec/e1/start",
                exchange -> exchange.write(FaultyDaemon.OK + "\r\n").hang());
    }

    @AfterEach
    void stop() throws IOException {
        daemon.close();
    }

    private Container open(Duration request) {
        return daemon.connect(new Limits(SHORT, request)).containers().open(SPEC, new byte[0], line -> {});
    }

    private static final ContainerSpec SPEC =
            new ContainerSpec("golang:1.26", List.of("sh"), List.of(), Map.of(), List.of(), null);

    private GoDockerException fails(Container container) {
        GoDockerException failure =
                catchThrowableOfType(GoDockerException.class, () -> container.exec(GO, (stream, line) -> {}));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        return failure;
    }

    @Test
    void goesOnAsLongAsTheDaemonSaysThatItRuns() {
        CountDownLatch asked = new CountDownLatch(3);
        daemon.on("POST /exec/e1/start", exchange -> {
            exchange.readBody();
            exchange.write(FaultyDaemon.OK + "\r\n");
            asked.await();
            daemon.on("GET /exec/e1/json", 200, ENDED);
            exchange.endMarks();
        });
        daemon.on("GET /exec/e1/json", exchange -> {
            exchange.answer(200, RUNS);
            asked.countDown();
        });
        try (Container container = open(LONG)) {
            assertThat(container.exec(GO, (stream, line) -> {})).isEqualTo(3);
        }
    }

    @Test
    void endsWithADaemonThatDoesNotAnswerEither() {
        try (Container container = open(Duration.ofSeconds(1))) {
            daemon.on("GET /exec/e1/json", Exchange::hang);
            assertThat(fails(container))
                    .hasMessage("Docker sent nothing for 1 s while running go in container 0123456789ab; gave up.\n"
                            + "Is the Docker daemon stuck or overloaded? Try `docker info`, then run the build again.");
        }
    }

    @Test
    void endsWithACommandThatIsOver() {
        daemon.on("GET /exec/e1/json", 200, ENDED);
        try (Container container = open(LONG)) {
            assertThat(fails(container))
                    .hasMessageStartingWith("Cannot run go in container 0123456789ab: it has ended, but its output has"
                            + " not.\nDid somebody remove the container");
        }
    }

    @Test
    void theEndOfWhatItPrintedIsNotAwaitedForAsLongOnceMore() {
        assertThat(Limits.of(Duration.ofSeconds(300)).lastWords()).isEqualTo(Duration.ofSeconds(10));
        assertThat(Limits.of(Duration.ofSeconds(3)).lastWords()).isEqualTo(Duration.ofSeconds(3));
    }

    /** What counts as one silence may take another limit once the daemon has been asked. */
    @Test
    void theAnswerSaysHowLongItMayBeSilentNow() throws Exception {
        List<Integer> asked = new CopyOnWriteArrayList<>();
        CountDownLatch second = new CountDownLatch(1);
        IdleLimit limit =
                IdleLimit.attended(Duration.ofSeconds(1), new IdleLimit.Deed("run", "running", "go"), time -> {
                    asked.add(time);
                    if (time > 1) {
                        second.countDown();
                    }
                    return time > 1 ? LONG : Duration.ofMillis(1);
                });
        long start = System.nanoTime();
        assertThat(second.await(10, TimeUnit.SECONDS)).isTrue();
        limit.end();
        assertThat(asked).containsExactly(1, 2);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1900));
    }

    @Test
    void endsWithAContainerThatIsGone() {
        daemon.on("GET /exec/e1/json", 404, "{\"message\":\"No such exec instance: e1\"}");
        try (Container container = open(LONG)) {
            assertThat(fails(container))
                    .hasMessageStartingWith("Cannot run go in container 0123456789ab: No such exec instance: e1.\nDid");
        }
    }

    /** Terminals can be stopped, and so is then who writes to one. */
    @Test
    void isNotWhatAListenerTakesForALine() {
        daemon.on("GET /exec/e1/json", 200, ENDED);
        daemon.on("POST /exec/e1/start", exchange -> {
            exchange.readBody();
            exchange.write(FaultyDaemon.OK + "\r\n").frame(1, "line\n").endMarks();
        });
        try (Container container = open(LONG)) {
            assertThat(container.exec(GO, (stream, line) -> {
                        try {
                            Thread.sleep(5 * SHORT.toMillis());
                        } catch (InterruptedException e) {
                            throw new AssertionError(e);
                        }
                    }))
                    .isEqualTo(3);
        }
    }
}
