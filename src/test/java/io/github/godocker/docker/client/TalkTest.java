package io.github.godocker.docker.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.Container;
import io.github.godocker.docker.Interaction;
import io.github.godocker.docker.client.FaultyDaemon.Exchange;
import io.github.godocker.docker.client.FaultyDaemon.Script;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody talks to a program, over a real socket. */
class TalkTest {
    private static final String HANDED_OVER = "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n";
    private static final String JSON = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n";

    @TempDir
    Path directory;

    private FaultyDaemon daemon;
    private final List<String> created = new CopyOnWriteArrayList<>();

    /** Types what it is told to, and keeps what it gets. */
    private static final class Somebody implements Interaction {
        private final byte[] typed;
        private final boolean terminal;
        private final ByteArrayOutputStream output = new ByteArrayOutputStream();
        private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
        private final AtomicInteger looks = new AtomicInteger();
        private volatile boolean closed;

        Somebody(String typed, boolean terminal) {
            this.typed = typed.getBytes(UTF_8);
            this.terminal = terminal;
        }

        @Override
        public boolean input() {
            return true;
        }

        @Override
        public boolean terminal() {
            return terminal;
        }

        @Override
        public InputStream begin() {
            return new ByteArrayInputStream(typed);
        }

        @Override
        public OutputStream output() {
            return output;
        }

        @Override
        public OutputStream errors() {
            return errors;
        }

        /** Resized at the third look. */
        @Override
        public @Nullable Window window() {
            return new Window(looks.incrementAndGet() < 3 ? 24 : 50, 80);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @BeforeEach
    void start() throws IOException {
        daemon = new FaultyDaemon(directory);
        daemon.on("POST /containers/abc/exec", exchange -> {
            created.add(new String(exchange.readBody(), UTF_8));
            exchange.answer(201, "{\"Id\":\"e1\"}");
        });
        daemon.on("GET /exec/e1/json", 200, "{\"Running\":false,\"ExitCode\":3}");
    }

    @AfterEach
    void stop() throws IOException {
        daemon.close();
    }

    private void program(String path, Script script) {
        daemon.on("POST " + path, exchange -> {
            if (path.endsWith("start")) {
                exchange.readBody();
            }
            exchange.write(HANDED_OVER);
            script.run(exchange);
        });
    }

    /** What was typed, to its end. */
    private static String typed(Exchange exchange) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            while (true) {
                all.write(exchange.read());
            }
        } catch (java.io.EOFException e) {
            return all.toString(UTF_8);
        }
    }

    @Test
    void whatIsTypedArrivesToItsEndAndTheOutputComesBackByteByByte() {
        program("/exec/e1/start", exchange -> {
            String typed = typed(exchange);
            exchange.frame(1, "no line end \u001b\u0000").frame(2, "complaint").frame(1, typed);
        });
        Somebody somebody = new Somebody("line\nrest", false);
        assertThat(daemon.connect().containers().exec("abc", new Container.Exec(List.of("cat")), somebody))
                .isEqualTo(OptionalInt.of(3));
        assertThat(somebody.output.toString(UTF_8)).isEqualTo("no line end \u001b\u0000line\nrest");
        assertThat(somebody.errors.toString(UTF_8)).isEqualTo("complaint");
        assertThat(somebody.closed).isTrue();
        assertThat(created.get(0)).contains("\"AttachStdin\":true", "\"Tty\":false");
        assertThat(daemon.requests).noneMatch(request -> request.contains("/resize"));
    }

    @Test
    void aTerminalHasOneOutputAndTheSizeOfTheWindow() {
        CountDownLatch resized = new CountDownLatch(2);
        daemon.on("POST /exec/e1/resize", exchange -> {
            exchange.answer(201, "");
            resized.countDown();
        });
        program("/exec/e1/start", exchange -> {
            exchange.write("\u0001prompt$ ");
            resized.await();
        });
        Somebody somebody = new Somebody("", true);
        assertThat(daemon.connect().containers().exec("abc", new Container.Exec(List.of("sh")), somebody))
                .isEqualTo(OptionalInt.of(3));
        assertThat(somebody.output.toString(UTF_8)).isEqualTo("\u0001prompt$ ");
        assertThat(daemon.requests)
                .containsSubsequence("POST /v1.41/exec/e1/resize?h=24&w=80", "POST /v1.41/exec/e1/resize?h=50&w=80");
        assertThat(created.get(0)).contains("\"Tty\":true");
    }

    @Test
    void aProgramThatIsLeftGoesOn() throws Exception {
        daemon.on("GET /exec/e1/json", 200, "{\"Running\":true,\"ExitCode\":null}");
        CompletableFuture<String> got = new CompletableFuture<>();
        program("/exec/e1/start", exchange -> {
            exchange.write("prompt$ ");
            got.complete(typed(exchange));
        });
        Somebody somebody = new Somebody("a\u0010b\u0010\u0011c", true);
        assertThat(daemon.connect().containers().exec("abc", new Container.Exec(List.of("sh")), somebody))
                .isEmpty();
        assertThat(got.get()).isEqualTo("a\u0010b");
        assertThat(somebody.closed).isTrue();
    }

    @Test
    void aConnectionThatEndsWhileTheProgramRunsIsLost() {
        daemon.on("GET /exec/e1/json", 200, "{\"Running\":true,\"ExitCode\":null}");
        program("/exec/e1/start", exchange -> {});
        assertThatThrownBy(() -> daemon.connect()
                        .containers()
                        .exec("abc", new Container.Exec(List.of("sh")), new Somebody("", false)))
                .hasMessageContaining("the connection to it was lost while it ran");
    }

    @Test
    void aDaemonThatIsGoneIsTold() {
        program("/exec/e1/start", exchange -> exchange.write("prompt$ "));
        daemon.on("GET /exec/e1/json", exchange -> {});
        Somebody somebody = new Somebody("", true);
        assertThatThrownBy(() -> daemon.connect().containers().exec("abc", new Container.Exec(List.of("sh")), somebody))
                .isInstanceOf(GoDockerException.class)
                .hasMessageContaining("Cannot run sh in container abc: ");
        assertThat(somebody.closed).isTrue();
    }

    @Test
    void aContainerIsAttachedAndWaitedForBeforeItStarts() {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        program("/containers/abc/attach", exchange -> {
            started.await();
            exchange.write("got " + typed(exchange));
            over.countDown();
        });
        daemon.on("POST /containers/abc/wait", exchange -> {
            exchange.write(JSON);
            over.await();
            exchange.write("{\"StatusCode\":7}");
        });
        daemon.on("POST /containers/abc/start", exchange -> {
            exchange.answer(204, "");
            started.countDown();
        });
        Somebody somebody = new Somebody("input", true);
        AtomicInteger told = new AtomicInteger();
        assertThat(daemon.connect().containers().run("abc", somebody, told::incrementAndGet))
                .isEqualTo(OptionalInt.of(7));
        assertThat(told).hasValue(1);
        assertThat(somebody.output.toString(UTF_8)).isEqualTo("got input");
        assertThat(daemon.requests)
                .containsSubsequence(
                        "POST /v1.41/containers/abc/attach?stdin=true&stdout=true&stderr=true&stream=true",
                        "POST /v1.41/containers/abc/wait?condition=next-exit",
                        "POST /v1.41/containers/abc/start");
    }

    @Test
    void aContainerThatDoesNotStartIsTold() {
        program("/containers/abc/attach", Exchange::hang);
        daemon.on("POST /containers/abc/wait", exchange -> {
            exchange.write(JSON);
            exchange.hang();
        });
        daemon.on("POST /containers/abc/start", 500, "{\"message\":\"port is already allocated\"}");
        assertThatThrownBy(() -> daemon.connect().containers().run("abc", new Somebody("", false), () -> {}))
                .hasMessageContaining("Cannot start container abc: port is already allocated.");
    }
}
