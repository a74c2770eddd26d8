package io.github.godocker.docker.client;

import static io.github.godocker.docker.client.FaultyDaemon.CHUNKED;
import static io.github.godocker.docker.client.FaultyDaemon.OK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.BuildRequest;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.docker.TarStream;
import io.github.godocker.docker.client.FaultyDaemon.Script;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of call against every kind of failing daemon, over real sockets. */
class DaemonFaultsTest {
    private static final ImageReference APP = ImageReference.parse("example.com/acme/app:1.0");
    private static final String ITEM = "{\"status\":\"Preparing\",\"id\":\"1\"}\n";

    private static final Duration SHORT = Duration.ofMillis(60);

    @TempDir
    Path directory;

    private FaultyDaemon daemon;

    @BeforeEach
    void start() throws IOException {
        daemon = new FaultyDaemon(directory);
    }

    @AfterEach
    void stop() throws IOException {
        daemon.close();
    }

    /** The calls, each with the request that carries it and the words in which its failure has to name it. */
    enum Call {
        FIND("GET /images/app/json", "image app", docker -> docker.images().find("app")),
        TAG(
                "POST /images/x/tag",
                "example.com/acme/app:1.0",
                docker -> docker.images().tag("x", APP)),
        LIST("GET /containers/json", "containers", docker -> docker.containers().running("label", "value")),
        REMOVE(
                "DELETE /containers/c1",
                "container c1",
                docker -> docker.containers().remove("c1")),
        PULL(
                "POST /images/create",
                "example.com/acme/app:1.0",
                docker -> docker.images().pull(APP, null, null, transfer -> {})),
        PUSH(
                "POST /images/example.com%2Facme%2Fapp/push",
                "example.com/acme/app:1.0", docker -> docker.images().push(APP, null, transfer -> {})),
        BUILD(
                "POST /build",
                "image example.com/acme/app:1.0",
                docker -> docker.images()
                        .build(
                                new BuildRequest("Dockerfile", List.of(APP), null, Map.of(), null),
                                new TarStream().file("Dockerfile", 0644, new byte[10]),
                                step -> {})),
        LOAD(
                "POST /images/load",
                "image example.com/acme/app:1.0",
                docker -> docker.images().load(APP, new ByteArrayInputStream(new byte[10])));

        final String request;
        final String object;
        final java.util.function.Consumer<HttpDocker> action;

        Call(String request, String object, java.util.function.Consumer<HttpDocker> action) {
            this.request = request;
            this.object = object;
            this.action = action;
        }
    }

    private enum Fault {
        HANG_BEFORE_HEADERS("Docker sent nothing for", exchange -> exchange.hang()),
        HANG_IN_HEADERS(
                "Docker sent nothing for",
                exchange -> exchange.write("HTTP/1.1 200 OK\r\nConte").hang()),
        HANG_IN_BODY("Docker sent nothing for", exchange -> {
            exchange.readBody();
            exchange.write(CHUNKED).write("100\r\n[{\"status\":").hang();
        }),
        NO_ANSWER("the daemon closed the connection", exchange -> exchange.readBody()),
        CUT_IN_HEADERS("the daemon closed the connection", exchange -> {
            exchange.readBody();
            exchange.write("HTTP/1.1 200 OK\r\nConte");
        }),
        CUT_IN_CHUNK("the daemon closed the connection before its answer was complete", exchange -> {
            exchange.readBody();
            exchange.write(CHUNKED).write("1000\r\n[{\"status\":");
        }),
        CUT_BETWEEN_CHUNKS("the daemon closed the connection", exchange -> {
            exchange.readBody();
            exchange.write(CHUNKED).chunk("[{\"status\":\"x\"},");
        }),
        CUT_IN_LENGTH("the daemon closed the connection before its answer was complete", exchange -> {
            exchange.readBody();
            exchange.write(OK + "Content-Length: 1000\r\n\r\n[{\"status\":");
        }),
        GARBAGE("this is no HTTP server: it answered 'SSH-2.0-OpenSSH_9.2'", exchange -> {
            exchange.readBody();
            exchange.write("SSH-2.0-OpenSSH_9.2\r\n");
        }),
        GARBAGE_BYTES("this is no HTTP server: it answered '???", exchange -> {
            exchange.readBody();
            exchange.write("\1\2\3\33[31m" + "x".repeat(1000) + "\n");
        }),
        GARBAGE_WITHOUT_END("this is no HTTP server: it answered a line that does not end", exchange -> {
            exchange.readBody();
            exchange.write("x".repeat(1 << 19));
        }),
        HEADERS_WITHOUT_END("this is no HTTP server: its headers do not end", exchange -> {
            exchange.readBody();
            exchange.write("HTTP/1.1 200 OK\r\n" + "X-Header: yes\r\n".repeat(1 << 16));
        }),
        GARBLED_CHUNK("the daemon's answer is garbled: 'zz' is no length", exchange -> {
            exchange.readBody();
            exchange.write(CHUNKED + "zz\r\n");
        }),
        NEGATIVE_CHUNK("the daemon's answer is garbled: '-5' is no length", exchange -> {
            exchange.readBody();
            exchange.write(CHUNKED + "-5\r\n");
        }),
        GARBLED_LENGTH("the daemon's answer is garbled: 'many' is no length", exchange -> {
            exchange.readBody();
            exchange.write(OK + "Content-Length: many\r\n\r\n");
        });

        final String words;
        final Script script;

        Fault(String words, Script script) {
            this.words = words;
            this.script = script;
        }
    }

    static Stream<Arguments> callsAndFaults() {
        return Stream.of(Call.values())
                .flatMap(call -> Stream.of(Fault.values())
                        // Without a body there is nothing in it to fail.
                        .filter(fault -> call != Call.TAG && call != Call.REMOVE || fault.ordinal() < 2)
                        .map(fault -> Arguments.of(call, fault)));
    }

    @ParameterizedTest
    @MethodSource("callsAndFaults")
    void failsInTimeAndSaysWhy(Call call, Fault fault) {
        HttpDocker docker = fault.words.contains("sent nothing") ? daemon.connect(SHORT) : daemon.connect();
        daemon.on(call.request, fault.script);
        long start = System.nanoTime();

        Throwable thrown = catchThrowable(() -> call.action.accept(docker));

        assertThat(thrown).isInstanceOf(GoDockerException.class);
        GoDockerException failure = (GoDockerException) thrown;
        assertThat(failure.problem())
                .contains(call.object)
                .contains(fault.words)
                .endsWith(".");
        assertThat(failure.problem()).hasSizeLessThan(300).doesNotContainPattern("\\p{Cntrl}");
        assertThat(nextStep(failure)).isNotBlank();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        assertThat(Thread.interrupted()).as("interrupted").isFalse();
        FaultyDaemon.await("the client to hang up", () -> daemon.openConnections() == 0);
    }

    @ParameterizedTest
    @EnumSource(Call.class)
    void anInterruptEndsEachWait(Call call) throws Exception {
        HttpDocker docker = daemon.connect();
        daemon.on(call.request, exchange -> exchange.hang());
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            thrown.set(catchThrowable(() -> call.action.accept(docker)));
            flag.set(Thread.currentThread().isInterrupted());
        });
        caller.start();
        FaultyDaemon.await("the request", () -> daemon.requests.size() == 2);

        caller.interrupt();
        caller.join(2000);

        assertThat(thrown.get()).isInstanceOf(GoDockerException.class);
        assertThat(thrown.get())
                .hasMessageStartingWith("Interrupted while ")
                .hasMessageContaining(call.object + ".\nRun the build again.");
        assertThat(flag.get()).as("interrupt flag").isTrue();
        FaultyDaemon.await("the client to hang up", () -> daemon.openConnections() == 0);
        if (call == Call.BUILD) {
            assertThat(daemon.requests.get(2)).startsWith("POST /v1.41/build/cancel?id=");
        }
    }

    @Test
    void aBuildThatIsGivenUpDoesNotWaitForItsCancellation() {
        daemon.on("POST /build", exchange -> exchange.hang());
        daemon.on("POST /build/cancel", exchange -> exchange.hang());
        HttpDocker docker = daemon.connect(SHORT);
        long start = System.nanoTime();

        Throwable thrown = catchThrowable(() -> Call.BUILD.action.accept(docker));

        assertThat(thrown).hasMessageStartingWith("Docker sent nothing for").hasMessageContaining("idleTimeout");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        assertThat(Thread.interrupted()).isFalse();
    }

    /** The registry has said nothing then, and nobody has to log in. */
    @ParameterizedTest
    @EnumSource(
            value = Call.class,
            names = {"PULL", "PUSH"})
    void aDaemonThatIsLostIsNoRefusal(Call call) {
        for (Fault fault : List.of(Fault.NO_ANSWER, Fault.CUT_IN_HEADERS, Fault.CUT_IN_CHUNK, Fault.CUT_IN_LENGTH)) {
            daemon.on(call.request, fault.script);
            GoDockerException failure = (GoDockerException) catchThrowable(() -> call.action.accept(daemon.connect()));
            assertThat(failure.problem())
                    .startsWith("Cannot " + call.name().toLowerCase(Locale.ROOT)
                            + " example.com/acme/app:1.0: the connection to Docker was lost: " + fault.words);
        }
    }

    @ParameterizedTest
    @EnumSource(Call.class)
    void anErrorOfTheDaemonIsItsSentence(Call call) {
        for (int status : new int[] {400, 401, 409, 500, 503}) {
            daemon.on(call.request, status, "{\"message\":\"it is \\\"" + status + "\\\", really.\"}\n");
            Throwable thrown = catchThrowable(() -> call.action.accept(daemon.connect()));
            if (call == Call.REMOVE && status == 409) {
                assertThat(thrown).isNull();
                continue;
            }
            assertThat(thrown).isInstanceOf(GoDockerException.class);
            assertThat(((GoDockerException) thrown).problem())
                    .matches("Cannot [a-z]+ .*" + call.object + ": it is \"" + status + "\", really\\.");
        }
        FaultyDaemon.await("the client to hang up", () -> daemon.openConnections() == 0);
    }

    @ParameterizedTest
    @EnumSource(Call.class)
    void anErrorPageOfAProxyIsItsStatus(Call call) {
        daemon.on(call.request, 503, "<html><body><h1>503 Service Unavailable</h1></body></html>");

        assertThat(catchThrowable(() -> call.action.accept(daemon.connect())))
                .isInstanceOf(GoDockerException.class)
                .hasMessageContaining(call.object + ": HTTP status 503.\n");
    }

    @Test
    void podmansErrorsHaveTheirMessageLast() {
        daemon.on(
                Call.TAG.request,
                500,
                "{\"cause\":\"no such image\",\"message\":\"x: image not known\",\"response\":500}\n");

        assertThat(catchThrowable(() -> Call.TAG.action.accept(daemon.connect())))
                .hasMessageStartingWith("Cannot tag example.com/acme/app:1.0: x: image not known.\n");
    }

    @Test
    void aRefusalIsHeardWhileABigBodyIsBeingSent() {
        // It reads no more and does not even hang up, as a proxy does before a daemon.
        daemon.on("POST /images/load", exchange -> {
            exchange.answer(413, "{\"message\":\"too big\"}");
            Thread.sleep(60_000);
        });
        TarStream big = new TarStream().content("big", 0644, 1L << 30, Zeros::new);
        long start = System.nanoTime();

        assertThat(catchThrowable(() -> daemon.connect().images().load(APP, big)))
                .hasMessageStartingWith("Cannot load image example.com/acme/app:1.0: too big.\n");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aRefusalIsHeardThoughTheDaemonHungUp() {
        daemon.on("POST /images/load", exchange -> exchange.answer(413, "{\"message\":\"too big\"}"));
        TarStream big = new TarStream().content("big", 0644, 1L << 30, Zeros::new);

        assertThat(catchThrowable(() -> daemon.connect().images().load(APP, big)))
                .hasMessageStartingWith("Cannot load image example.com/acme/app:1.0: too big.\n");
    }

    @Test
    void aDaemonMaySpeakWhileItListens() {
        // More than a socket's buffer both ways: one of the two would wait for ever if the client only sent first.
        String line = "{\"stream\":\"" + "y".repeat(1 << 20) + "\"}\n";
        daemon.on("POST /images/load", exchange -> {
            exchange.write(CHUNKED).chunk(line).chunk(line);
            exchange.readBody();
            exchange.chunk("{\"stream\":\"Loaded image: app:1\\n\"}").end();
        });
        TarStream big = new TarStream().content("big", 0644, 1L << 24, Zeros::new);

        daemon.connect().images().load(APP, big);
    }

    @Test
    void aBodyThatCannotBeReadFailsAtOnceAndSaysWhy() {
        daemon.on("POST /images/load", 200, "{\"stream\":\"Loaded image: app:1\"}");
        TarStream tar =
                new TarStream().content("bin/app", 0755, 1 << 20, () -> new ByteArrayInputStream(new byte[1000]));

        assertThat(catchThrowable(() -> daemon.connect().images().load(APP, tar)))
                .hasMessageStartingWith(
                        "Cannot load image example.com/acme/app:1.0: bin/app became shorter while it was read.\n");
        FaultyDaemon.await("the client to hang up", () -> daemon.openConnections() == 0);
    }

    @Test
    void aSlowUploadIsNoSilence() {
        daemon.on("POST /images/load", exchange -> {
            exchange.readBody();
            exchange.answer(200, "{\"stream\":\"Loaded image: app:1\"}");
        });
        InputStream slow = new InputStream() {
            private int left = 8;

            @Override
            public int read() {
                throw new IllegalStateException();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                try {
                    Thread.sleep(80);
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                return left-- > 0 ? 1 : -1;
            }
        };

        daemon.connect(Duration.ofMillis(400)).images().load(APP, slow);
    }

    @Test
    void aSlowDripIsProgress() {
        daemon.on("POST /images/create", exchange -> {
            exchange.readBody();
            exchange.write(CHUNKED);
            for (int i = 0; i < 8; i++) {
                Thread.sleep(80);
                exchange.chunk(ITEM);
            }
            exchange.end();
        });

        daemon.connect(Duration.ofMillis(400)).images().pull(APP, null, null, transfer -> {});
    }

    @Test
    void interimAnswersAreSkipped() {
        daemon.on("GET /images/app/json", exchange -> {
            exchange.write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n");
            exchange.answer(200, "{\"Id\":\"sha256:1\",\"Os\":\"linux\",\"Architecture\":\"arm\",\"Variant\":\"v7\"}");
        });

        var image = daemon.connect().images().find("app").orElseThrow();

        assertThat(image.id()).isEqualTo("sha256:1");
        assertThat(image.platform()).isEqualTo("linux/arm/v7");
    }

    @Test
    void chunksMayBeCutAnywhereAndHaveExtensionsAndTrailers() {
        daemon.on("GET /images/app/json", exchange -> {
            exchange.write(CHUNKED);
            for (char c : "{\"Id\":\"sha256:1\"}".toCharArray()) {
                exchange.write("1;name=value\r\n" + c + "\r\n");
            }
            exchange.write("0\r\nTrailer: x\r\n\r\n");
        });

        assertThat(daemon.connect().images().find("app").orElseThrow().id()).isEqualTo("sha256:1");
    }

    @Test
    void anImageThatIsNotThereIsNoFailure() {
        daemon.on("GET /images/app/json", 404, "{\"message\":\"No such image: acme/app:latest\"}");

        assertThat(daemon.connect().images().find("app")).isEmpty();
    }

    @Test
    void aContainerThatIsGoneNeedsNoRemoval() {
        daemon.on("DELETE /containers/c1", 404, "{\"message\":\"No such container: c1\"}");
        daemon.on("DELETE /containers/c2", 409, "{\"message\":\"removal of container c2 is already in progress\"}");

        HttpDocker docker = daemon.connect();
        docker.containers().remove("c1");
        docker.containers().remove("c2");

        assertThat(daemon.requests)
                .filteredOn(request -> request.startsWith("DELETE"))
                .hasSize(2);
    }

    @Test
    void anImageIdIsLookedUpByOneRequest() {
        var host = java.net.URI.create("unix://" + daemon.socket());
        daemon.on("GET /images/acme/app:1/json", 200, "{\"Id\":\"sha256:abc\",\"RepoTags\":[]}");
        daemon.on("GET /images/none/json", 404, "{\"message\":\"No such image\"}");
        daemon.on("GET /images/odd/json", 200, "{\"Id\":\"sha256:ab");
        daemon.on("GET /images/cut/json", exchange -> exchange.write("HTTP/1.1 200 OK\r\n"));

        assertThat(ImageLookup.canAsk(host)).isTrue();
        assertThat(ImageLookup.canAsk(java.net.URI.create("tcp://localhost:2375")))
                .isFalse();
        assertThat(ImageLookup.id(host, "acme/app:1")).contains("sha256:abc");
        assertThat(ImageLookup.id(host, "none")).isEmpty();
        assertThat(ImageLookup.id(host, "odd")).isEmpty();
        assertThat(ImageLookup.id(host, "cut")).isEmpty();
        assertThat(daemon.requests).hasSize(4).allMatch(request -> request.startsWith("GET /images/"));
    }

    static String nextStep(GoDockerException failure) {
        return String.valueOf(failure.getMessage())
                .substring(failure.problem().length())
                .strip();
    }

    /** As many as are wanted, from nowhere. */
    static final class Zeros extends InputStream {
        @Override
        public int read() {
            return 0;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            java.util.Arrays.fill(buffer, offset, offset + length, (byte) 0);
            return length;
        }
    }
}
