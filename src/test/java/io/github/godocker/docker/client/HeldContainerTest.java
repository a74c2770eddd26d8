package io.github.godocker.docker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.Container;
import io.github.godocker.docker.ContainerSpec;
import io.github.godocker.docker.TarStream;
import io.github.godocker.docker.client.FaultyDaemon.Exchange;
import io.github.godocker.docker.client.FaultyDaemon.Script;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A container whose daemon answers over a real socket, well and otherwise. */
class HeldContainerTest {
    private static final String ID = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private static final String PATH = "/containers/" + ID;
    private static final ContainerSpec SPEC = new ContainerSpec(
            "golang:1.26",
            List.of("sh", "-c", "script"),
            List.of(
                    new ContainerSpec.Bind(Path.of("/home/me/app"), "/src", false),
                    new ContainerSpec.Volume("cache", "/cache", Map.of("a", "b"), true)),
            Map.of("label", "value"),
            List.of("999"),
            "host");
    private static final Container.Exec GO =
            new Container.Exec(List.of("go", "build"), Map.of("GOOS", "linux"), "1000:1000", "/src");

    /** Copies and the like have to go on; a container may take its time to start. */
    private static final Limits IMPATIENT = new Limits(Duration.ofMillis(100), Duration.ofSeconds(20));

    @TempDir
    Path directory;

    private FaultyDaemon daemon;
    private final CountDownLatch started = new CountDownLatch(1);
    private final CompletableFuture<String> stdin = new CompletableFuture<>();
    private final CountDownLatch stdinEnded = new CountDownLatch(1);
    private final List<String> created = new CopyOnWriteArrayList<>();
    private final List<String> execs = new CopyOnWriteArrayList<>();
    private final List<Throwable> uncaught = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws IOException {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> uncaught.add(failure));
        daemon = new FaultyDaemon(directory);
        daemon.on("POST /containers/create", exchange -> {
            created.add(new String(exchange.readBody(), StandardCharsets.UTF_8));
            exchange.answer(201, "{\"Id\":\"" + ID + "\",\"Warnings\":[]}");
        });
        container(exchange -> exchange.frame(1, "hel").frame(2, "noise\n").frame(1, "lo\nmore\n"));
        daemon.on("POST " + PATH + "/start", exchange -> {
            exchange.answer(204, "");
            started.countDown();
        });
        daemon.on("DELETE " + PATH, 204, "");
        daemon.on("DELETE /containers/NAME", 204, "");
        daemon.on("POST " + PATH + "/exec", exchange -> {
            execs.add(new String(exchange.readBody(), StandardCharsets.UTF_8));
            exchange.answer(201, "{\"Id\":\"e1\"}");
        });
        exec(exchange -> {});
        daemon.on("GET /exec/e1/json", 200, "{\"ID\":\"e1\",\"Running\":false,\"ExitCode\":3}");
    }

    @AfterEach
    void stop() throws IOException {
        daemon.close();
        Thread.setDefaultUncaughtExceptionHandler(null);
        assertThat(uncaught).isEmpty();
    }

    /** What the container prints once it is started; then it waits for the end of its standard input. */
    private void container(Script output) {
        daemon.on("POST " + PATH + "/attach", exchange -> {
            exchange.write("HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\n"
                    + "Connection: Upgrade\r\nUpgrade: tcp\r\n\r\n");
            stdin.complete(new String(exchange.read(5), StandardCharsets.UTF_8));
            started.await();
            output.run(exchange);
            exchange.hang();
            stdinEnded.countDown();
        });
    }

    /** What a command prints to its end. */
    private void exec(Script output) {
        started(exchange -> {
            output.run(exchange);
            exchange.endMarks();
        });
    }

    /** What comes here of a command. */
    private void started(Script output) {
        daemon.on("POST /exec/e1/start", exchange -> {
            exchange.readBody();
            exchange.write("HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\n");
            output.run(exchange);
        });
    }

    private Container open(HttpDocker docker, List<String> lines) {
        return docker.containers().open(SPEC, "input".getBytes(StandardCharsets.UTF_8), lines::add);
    }

    private Container open() {
        return open(daemon.connect(), new ArrayList<>());
    }

    /** A command that holds the container: what it prints once it has read its first bytes. */
    private void hold(Script output) {
        daemon.on("POST /exec/e1/start", exchange -> {
            exchange.readBody();
            exchange.write("HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\n"
                    + "Connection: Upgrade\r\nUpgrade: tcp\r\n\r\n");
            stdin.complete(new String(exchange.read(5), StandardCharsets.UTF_8));
            output.run(exchange);
            exchange.hang();
            stdinEnded.countDown();
        });
    }

    @Test
    void aContainerThatIsThereIsHeldByACommand() throws Exception {
        hold(exchange -> exchange.frame(1, "taken up\n"));
        List<String> lines = new ArrayList<>();
        Container held =
                daemon.connect().containers().hold(ID, GO, "input".getBytes(StandardCharsets.UTF_8), lines::add);
        assertThat(lines).containsExactly("taken up");
        assertThat(stdin.get(10, TimeUnit.SECONDS)).isEqualTo("input");
        assertThat(execs.get(0)).contains("\"AttachStdin\":true");
        assertThat(created).isEmpty();
        assertThat(stdinEnded.getCount()).isEqualTo(1);
        held.letGo();
        assertThat(stdinEnded.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(removed()).isFalse();
    }

    @Test
    void aCommandThatEndsWithoutAWordHoldsNothing() {
        daemon.on("POST /exec/e1/start", exchange -> {
            exchange.readBody();
            exchange.write("HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n");
            exchange.frame(2, "sh: not found\n");
        });
        assertThatThrownBy(() -> daemon.connect().containers().hold(ID, GO, new byte[0], line -> {}))
                .isInstanceOf(GoDockerException.class)
                .hasMessageContaining("Cannot take up container 0123456789ab: sh: not found.");
        assertThat(removed()).isFalse();
    }

    @Test
    void runningContainersAreFoundByTheirLabel() {
        daemon.on("GET /containers/json", 200, "[{\"Id\":\"a\"},{\"Id\":\"b\"}]");
        assertThat(daemon.connect().containers().running("x.kept", "k1")).containsExactly("a", "b");
        assertThat(daemon.requests).anyMatch(request -> request.contains("x.kept%3Dk1") && request.contains("running"));
    }

    private GoDockerException openFails(HttpDocker docker) {
        return catchThrowableOfType(GoDockerException.class, () -> open(docker, new ArrayList<>()));
    }

    private boolean removed() {
        return daemon.requests.stream()
                .anyMatch(request -> request.matches(
                        "DELETE /v1.41/containers/(" + ID + "|go-docker-[0-9a-f]{16})\\?v=true&force=true"));
    }

    @Test
    void opensWithItsFirstLineAndLivesUntilItIsClosed() throws Exception {
        List<String> lines = new ArrayList<>();

        Container container = open(daemon.connect(), lines);

        assertThat(lines).containsExactly("hello");
        assertThat(container.id()).isEqualTo(ID);
        assertThat(stdin.get()).isEqualTo("input");
        assertThat(stdinEnded.getCount()).isEqualTo(1);
        assertThat(removed()).isFalse();
        assertThat(daemon.requests.get(2)).contains("/attach?").contains("stdin=true", "stream=true");

        container.close();
        container.close();

        assertThat(daemon.requests)
                .filteredOn(request -> request.startsWith("DELETE"))
                .hasSize(1);
        FaultyDaemon.await("the end of standard input", () -> stdinEnded.getCount() == 0);
        FaultyDaemon.await("the connections to end", () -> daemon.openConnections() == 0);
    }

    @Test
    void isCreatedSoThatItDiesWithItsConnection() {
        open().close();

        assertThat(created.get(0))
                .contains("\"AutoRemove\":true", "\"OpenStdin\":true", "\"StdinOnce\":true", "\"AttachStdin\":true")
                .contains("\"Image\":\"golang:1.26\"", "\"Entrypoint\":[\"sh\",\"-c\",\"script\"]", "\"Cmd\":[]")
                .contains("\"NetworkMode\":\"host\"", "\"Labels\":{\"label\":\"value\"}", "\"User\":\"0:0\"")
                .contains(
                        "\"ReadOnly\":false", "\"Source\":\"/home/me/app\"", "\"Target\":\"/src\"", "\"Type\":\"bind\"")
                .contains("\"Source\":\"cache\"", "\"Type\":\"volume\"", "\"Labels\":{\"a\":\"b\"}")
                .doesNotContain("\"Binds\":[\"", "input");
    }

    @Test
    void aContainerThatEndsBeforeItsFirstLineFailsInItsOwnWords() {
        container(exchange -> {
            exchange.frame(2, "sh: 1: go: not fo").frame(2, "und\nand no line end");
            exchange.channel.close();
        });

        assertThat(openFails(daemon.connect()))
                .hasMessage("Cannot start a container of golang:1.26: sh: 1: go: not found and no line end.\n"
                        + "Try `docker run --rm golang:1.26 true`; an image for building needs a shell and Go.");
        assertThat(removed()).isTrue();
    }

    @Test
    void aContainerThatEndsWithoutAWordFails() {
        container(exchange -> exchange.channel.close());

        assertThat(openFails(daemon.connect()))
                .hasMessageStartingWith("Cannot start a container of golang:1.26: it ended without a word.\n");
        assertThat(removed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    POST /containers/create | 404 | No such image: golang:1.26   | false
                    POST PATH/attach        | 404 | No such container            | true
                    POST PATH/attach        | 409 | the container is paused      | true
                    POST PATH/start         | 400 | OCI runtime create failed: exec: "sh": executable file not found in $PATH: unknown | true
                    POST PATH/start         | 500 | bind source path does not exist: /home/me/app | true
                    """)
    void whatTheDaemonRefusesIsToldAndTakenBack(String request, int status, String words, boolean removed) {
        daemon.on(request.replace("PATH", PATH), status, "{\"message\":\"" + words.replace("\"", "\\\"") + "\"}");

        assertThat(openFails(daemon.connect()))
                .hasMessageStartingWith("Cannot start a container of golang:1.26: " + words + ".\nTry ");
        assertThat(removed()).isEqualTo(removed);
        started.countDown();
        FaultyDaemon.await("the connections to end", () -> daemon.openConnections() == 0);
    }

    @Test
    void aNetworkThatIsNotThereIsToldAsThat() {
        daemon.on("POST " + PATH + "/start", 404, "{\"message\":\"network host not found\"}");

        assertThat(openFails(daemon.connect()))
                .hasMessage("Cannot start a container of golang:1.26: network host not found.\n"
                        + "Correct <builderNetwork>, or make it: `docker network create host`.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "attach", "start"})
    void aStartThatHangsIsGivenUpThoughItsRemovalHangsToo(String request) {
        String path = request.equals("create") ? "POST /containers/create" : "POST " + PATH + "/" + request;
        daemon.on(path, Exchange::hang);
        daemon.on("DELETE /containers/NAME", Exchange::hang);
        long start = System.nanoTime();

        assertThat(openFails(daemon.connect(Duration.ofMillis(150))))
                .hasMessageStartingWith("Docker sent nothing for 0 s while starting a container of golang:1.26;");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aContainerThatStaysSilentIsGivenUpAndRemoved() {
        container(exchange -> {});

        assertThat(openFails(daemon.connect(Duration.ofMillis(150))))
                .hasMessageStartingWith("Docker sent nothing for 0 s while starting a container of golang:1.26;");
        assertThat(removed()).isTrue();
    }

    @Test
    void anInterruptOfTheStartRemovesTheContainer() throws Exception {
        container(exchange -> {});
        HttpDocker docker = daemon.connect();
        AtomicReference<GoDockerException> thrown = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            thrown.set(openFails(docker));
            flag.set(Thread.currentThread().isInterrupted());
        });
        caller.start();
        started.await();

        caller.interrupt();
        caller.join(2000);

        assertThat(thrown.get())
                .hasMessage("Interrupted while starting a container of golang:1.26.\nRun the build again.");
        assertThat(flag.get()).isTrue();
        assertThat(removed()).isTrue();
    }

    @Test
    void outputIsCutIntoLinesPerStream() {
        exec(exchange -> {
            exchange.frame(1, "one\ntw")
                    .frame(2, "err")
                    .frame(1, "o\n\nthr\u00e9")
                    .frame(2, "or\r\n");
            // Cut within a character, too.
            exchange.frame(1, "e");
            exchange.write(new byte[] {1, 0, 0, 0, 0, 0, 0, 1, (byte) 0xc3});
            exchange.write(new byte[] {1, 0, 0, 0, 0, 0, 0, 1, (byte) 0xa9});
            exchange.write(new byte[] {1, 0, 0, 0, 0, 0, 0, 1, (byte) 0xff});
        });
        List<String> lines = new ArrayList<>();
        try (Container container = open()) {
            int code = container.exec(GO, (stream, line) -> lines.add(stream + " " + line));

            assertThat(code).isEqualTo(3);
        }
        assertThat(lines)
                .containsExactly(
                        "STDOUT one", "STDOUT two", "STDOUT ", "STDERR error", "STDOUT thr\u00e9e\u00e9\ufffd");
        assertThat(execs.get(0))
                .contains(
                        EndMark.TEXT.replace("\u0004", "\\u0004") + "\",\"go\",\"build\"]",
                        "\"Env\":[\"GOOS=linux\"]",
                        "\"User\":\"1000:1000\"")
                .contains("\"WorkingDir\":\"/src\"");
    }

    @Test
    void aLastLineWithoutAnEndIsWhole() {
        exec(exchange -> exchange.frame(2, "one\nprogress\r"));
        List<String> lines = new ArrayList<>();
        try (Container container = open()) {
            assertThat(container.exec(GO, (stream, line) -> lines.add(line))).isEqualTo(3);
        }
        assertThat(lines).containsExactly("one", "progress");
    }

    /** A proxy between can end the stream where it likes, also between two frames. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void anEndOfTheStreamBeforeThatOfTheCommandIsNoSuccess(int stream) {
        started(exchange -> {
            exchange.frame(1, "{\"Action\":\"start\"}\n");
            if (stream > 0) {
                exchange.frame(stream, EndMark.TEXT + "\n").frame(stream, EndMark.TEXT + "\n");
            }
        });
        daemon.on("GET /exec/e1/json", 200, "{\"Running\":false,\"ExitCode\":0}");
        try (Container container = open()) {
            assertThat(catchThrowableOfType(GoDockerException.class, () -> container.exec(GO, (from, line) -> {})))
                    .hasMessage(
                            "Cannot run go in container 0123456789ab: it has ended, but not all that it printed came"
                                    + " here.\nThe connection to the Docker daemon was cut, perhaps by a proxy between. Run the"
                                    + " build again.");
        }
    }

    @Test
    void aCommandThatCouldNotStartSaysSoInItsExitCode() {
        started(exchange -> exchange.frame(1, "OCI runtime exec failed"));
        daemon.on("GET /exec/e1/json", 200, "{\"Running\":false,\"ExitCode\":126}");
        List<String> lines = new ArrayList<>();
        try (Container container = open()) {
            assertThat(container.exec(GO, (stream, line) -> lines.add(line))).isEqualTo(126);
        }
        assertThat(lines).containsExactly("OCI runtime exec failed");
    }

    /** dash passes none on whose name is no identifier. */
    @Test
    void noShellStandsBetweenACommandAndVariablesOfItsOwn() {
        started(exchange -> {});
        try (Container container = open()) {
            assertThat(container.exec(
                            new Container.Exec(List.of("go", "test"), Map.of("app.name", "x"), "0:0", "/src"),
                            (stream, line) -> {}))
                    .isEqualTo(3);
        }
        assertThat(execs.get(0)).contains("\"Cmd\":[\"go\",\"test\"]");
    }

    @Test
    void muchOutputArrives() {
        String line = "x".repeat(5000) + "\n";
        exec(exchange -> {
            for (int i = 0; i < 500; i++) {
                exchange.frame(1, line);
            }
        });
        List<Integer> lengths = new ArrayList<>();
        try (Container container = open()) {
            var unused = container.exec(GO, (stream, text) -> lengths.add(text.length()));
        }
        assertThat(lengths).hasSize(500).containsOnly(5000);
    }

    @Test
    void aLineWithoutEndIsCut() {
        String part = "x".repeat(1 << 16);
        exec(exchange -> {
            for (int i = 0; i < 40; i++) {
                exchange.frame(1, part);
            }
        });
        List<Integer> lengths = new ArrayList<>();
        try (Container container = open()) {
            var unused = container.exec(GO, (stream, text) -> lengths.add(text.length()));
        }
        assertThat(lengths).hasSizeBetween(2, 4);
        assertThat(lengths.stream().mapToInt(Integer::intValue).sum()).isEqualTo(40 << 16);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    POST PATH/exec      | 404 | No such container: 0123 | true
                    POST PATH/exec      | 409 | Container 0123 is not running | true
                    POST /exec/e1/start | 409 | container 0123 has been stopped | false
                    GET /exec/e1/json   | 404 | No such exec instance: e1 | false
                    GET /exec/e1/json   | 500 | engine is shutting down | false
                    """)
    void aContainerThatIsGoneMeanwhileFailsTheCommand(String request, int status, String words, boolean path) {
        daemon.on(request.replace("PATH", PATH), status, "{\"message\":\"" + words + "\"}");
        try (Container container = open()) {
            assertThat(catchThrowableOfType(GoDockerException.class, () -> container.exec(GO, (stream, line) -> {})))
                    .hasMessage("Cannot run go in container 0123456789ab: " + words
                            + ".\nDid somebody remove the container, or was Docker restarted? Run the build again.");
        }
        assertThat(path).isEqualTo(request.contains("PATH"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    200 | {"State":{"Running":true}}              | true
                    200 | {"State":{"Running":false}}             | false
                    404 | {"message":"No such container"}         | false
                    500 | {"message":"engine is shutting down"}   | false
                    """)
    void knowsWhetherItStillRuns(int status, String answer, boolean running) {
        daemon.on("GET " + PATH + "/json", status, answer);
        try (Container container = open()) {
            assertThat(container.isRunning()).isEqualTo(running);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Running\":true,\"ExitCode\":null}",
                "{\"Running\":true,\"ExitCode\":0}",
                "{\"Running\":false}"
            })
    void aCommandWhoseEndNobodySawHasFailed(String state) {
        daemon.on("GET /exec/e1/json", 200, state);
        try (Container container = open()) {
            assertThat(catchThrowableOfType(GoDockerException.class, () -> container.exec(GO, (stream, line) -> {})))
                    .hasMessageStartingWith("Cannot run go in container 0123456789ab: the connection to it was lost");
            // Nobody would end the command otherwise.
            assertThat(removed()).isEqualTo(state.contains("true"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    200 | {"Running":true,"ExitCode":null}        | true
                    200 | {"Running":false,"ExitCode":0}          | false
                    500 | {"message":"engine is shutting down"}   | true
                    """)
    void aCommandWhoseOutputIsCutDoesNotGoOn(int status, String state, boolean ended) {
        // Half of a frame's head.
        started(exchange -> exchange.write("\u0001\u0000\u0000"));
        daemon.on("GET /exec/e1/json", status, state);
        try (Container container = open()) {
            assertThat(catchThrowableOfType(GoDockerException.class, () -> container.exec(GO, (stream, line) -> {})))
                    .hasMessageStartingWith("Cannot run go in container 0123456789ab: ");
            assertThat(removed()).isEqualTo(ended);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    137 | 200 | {"State":{"Running":true,"OOMKilled":true}}   | it was killed, memory ran out (exit code 137) | Give Docker more memory
                    137 | 200 | {"State":{"Running":true,"OOMKilled":false}}  | it was killed (exit code 137) | Most likely memory ran out. Give
                    143 | 200 | {"State":{"Running":true,"OOMKilled":false}}  | signal 15 ended it (exit code 143) | Run the build again.
                    137 | 200 | {"State":{"Running":false,"OOMKilled":false}} | its container ended (exit code 137) | Did somebody remove
                    137 | 404 | {"message":"No such container"}               | its container ended (exit code 137) | Did somebody remove
                    """)
    void aCommandThatASignalEndedSaysWhy(int exit, int status, String state, String words, String nextStep) {
        daemon.on("GET /exec/e1/json", 200, "{\"ID\":\"e1\",\"Running\":false,\"ExitCode\":" + exit + "}");
        daemon.on("GET " + PATH + "/json", status, state);
        try (Container container = open()) {
            assertThat(catchThrowableOfType(GoDockerException.class, () -> container.exec(GO, (stream, line) -> {})))
                    .hasMessageStartingWith("Cannot run go in container 0123456789ab: " + words + ".\n" + nextStep);
        }
    }

    @Test
    void aCommandThatTheDaemonTakesAndNeverStartsIsGivenUp() {
        daemon.on("POST /exec/e1/start", Exchange::hang);
        try (Container container = open(daemon.connect(Duration.ofMillis(300)), new ArrayList<>())) {
            assertThat(catchThrowableOfType(GoDockerException.class, () -> container.exec(GO, (stream, line) -> {})))
                    .hasMessageStartingWith("Docker sent nothing for 0 s while running go in container 0123456789ab;");
        }
    }

    @Test
    void oneTimeLimitsAllThatTheDaemonAnswersAtOnce() {
        assertThat(Limits.of(Duration.ofSeconds(8)))
                .isEqualTo(new Limits(Duration.ofSeconds(8), Duration.ofSeconds(8)));
        assertThat(Limits.of(Duration.ofSeconds(300)).request()).isEqualTo(Duration.ofSeconds(60));
        assertThat(Limits.of(Duration.ofSeconds(300)).giveUp()).isEqualTo(Duration.ofSeconds(10));
        assertThat(Limits.of(Duration.ofSeconds(3)).giveUp()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aDaemonThatDoesNotTakeTheCommandIsGivenUp() {
        try (Container container = open(daemon.connect(Duration.ofMillis(300)), new ArrayList<>())) {
            daemon.on("POST " + PATH + "/exec", Exchange::hang);
            assertThat(catchThrowableOfType(GoDockerException.class, () -> container.exec(GO, (stream, line) -> {})))
                    .hasMessageStartingWith("Docker sent nothing for 0 s while running go in container 0123456789ab;");
        }
    }

    @Test
    void anInterruptOfACommandRemovesItsContainer() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        exec(exchange -> {
            exchange.frame(1, "busy\n");
            running.countDown();
            exchange.hang();
        });
        Container container = open();
        AtomicReference<GoDockerException> thrown = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            thrown.set(catchThrowableOfType(GoDockerException.class, () -> container.exec(GO, (stream, line) -> {})));
            flag.set(Thread.currentThread().isInterrupted());
        });
        caller.start();
        running.await();

        caller.interrupt();
        caller.join(2000);

        assertThat(thrown.get())
                .hasMessage("Interrupted while running go; removed container 0123456789ab.\nRun the build again.");
        assertThat(flag.get()).isTrue();
        assertThat(removed()).isTrue();
        FaultyDaemon.await("the connections to end", () -> daemon.openConnections() == 0);
    }

    @Test
    void aListenerThatFailsFailsTheCommand() {
        exec(exchange -> exchange.frame(1, "line\n"));
        try (Container container = open()) {
            // As it is: a full disk of this machine is none of Docker's.
            assertThat(catchThrowableOfType(
                            UncheckedIOException.class,
                            () -> container.exec(GO, (stream, line) -> {
                                throw new UncheckedIOException(new IOException("No space left on device"));
                            })))
                    .hasRootCauseMessage("No space left on device");
            // Nobody would end the command otherwise.
            assertThat(removed()).isTrue();
            assertThat(catchThrowableOfType(
                            NoClassDefFoundError.class,
                            () -> container.exec(GO, (stream, line) -> {
                                throw new NoClassDefFoundError("Odd");
                            })))
                    .hasMessage("Odd");
        }
    }

    @Test
    void filesAreCopiedIn() throws IOException {
        List<byte[]> body = new ArrayList<>();
        daemon.on("PUT " + PATH + "/archive", exchange -> {
            body.add(exchange.readBody());
            exchange.answer(200, "");
        });
        byte[] expected = new TarStream().file("a.txt", 0644, new byte[100]).readAllBytes();
        try (Container container = open()) {
            container.copyIn("/src", new TarStream().file("a.txt", 0644, new byte[100]));
        }
        assertThat(body.get(0)).isEqualTo(expected);
        assertThat(daemon.requests)
                .anyMatch(request -> request.contains("/archive?") && request.contains("path=%2Fsrc"));
    }

    @Test
    void filesThatCannotBeCopiedInFailTheCall() {
        try (Container container = open()) {
            daemon.on("PUT " + PATH + "/archive", 404, "{\"message\":\"Could not find the file /src\"}");
            assertThat(catchThrowableOfType(GoDockerException.class, () -> container.copyIn("/src", new TarStream())))
                    .hasMessageStartingWith("Cannot copy files into container 0123456789ab: Could not find the file");

            daemon.on("PUT " + PATH + "/archive", 200, "");
            TarStream shrunk =
                    new TarStream().content("a.go", 0644, 1 << 20, () -> new ByteArrayInputStream(new byte[3]));
            assertThat(catchThrowableOfType(GoDockerException.class, () -> container.copyIn("/src", shrunk)))
                    .hasMessageStartingWith("Cannot copy files into container 0123456789ab:"
                            + " a.go became shorter while it was read.\n");
        }
        try (Container container = open(daemon.connect(IMPATIENT), new ArrayList<>())) {
            daemon.on("PUT " + PATH + "/archive", Exchange::hang);
            assertThat(catchThrowableOfType(GoDockerException.class, () -> container.copyIn("/src", new TarStream())))
                    .hasMessageStartingWith("Docker sent nothing for 0 s while copying files into container");
        }
    }

    @Test
    void filesAreCopiedOut() throws IOException {
        daemon.on("GET " + PATH + "/archive", 200, "the tar");
        try (Container container = open();
                InputStream tar = container.copyOut("/src/a b")) {
            assertThat(tar.readAllBytes()).asString().isEqualTo("the tar");
        }
        assertThat(daemon.requests).anyMatch(request -> request.endsWith("/archive?path=%2Fsrc%2Fa+b"));
    }

    @Test
    void filesThatCannotBeCopiedOutFailTheCall() throws IOException {
        try (Container container = open()) {
            daemon.on("GET " + PATH + "/archive", 404, "{\"message\":\"Could not find the file /x\"}");
            assertThat(catchThrowableOfType(GoDockerException.class, () -> container.copyOut("/x")))
                    .hasMessageStartingWith(
                            "Cannot copy /x out of container 0123456789ab: Could not find the file /x.\n");

            daemon.on(
                    "GET " + PATH + "/archive",
                    exchange -> exchange.write("HTTP/1.1 500 Bad\r\nContent-Length: 9\r\n\r\n{"));
            assertThat(catchThrowableOfType(GoDockerException.class, () -> container.copyOut("/x")))
                    .hasMessageStartingWith("Cannot copy /x out of container 0123456789ab: HTTP status 500.\n");

            daemon.on("GET " + PATH + "/archive", exchange -> exchange.write(FaultyDaemon.CHUNKED + "100\r\nabc"));
            try (InputStream tar = container.copyOut("/x")) {
                assertThat(catchThrowableOfType(GoDockerException.class, tar::readAllBytes))
                        .hasMessageStartingWith("Cannot copy /x out of container 0123456789ab: the daemon closed");
            }
        }
        try (Container container = open(daemon.connect(IMPATIENT), new ArrayList<>())) {
            daemon.on(
                    "GET " + PATH + "/archive",
                    exchange ->
                            exchange.write(FaultyDaemon.CHUNKED + "100\r\nabc").hang());
            try (InputStream tar = container.copyOut("/x")) {
                assertThat(catchThrowableOfType(GoDockerException.class, tar::readAllBytes))
                        .hasMessageStartingWith("Docker sent nothing for 0 s while copying /x out of container");
            }
        }
        assertThat(Thread.interrupted()).isFalse();
    }
}
