package io.github.godocker.docker.client;

import static io.github.godocker.docker.client.FaultyDaemon.OK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.Docker;
import io.github.godocker.docker.client.FaultyDaemon.Script;
import io.github.godocker.docker.client.address.DaemonAddress;
import io.github.godocker.docker.client.transport.Request;
import io.github.godocker.docker.client.transport.Response;
import io.github.godocker.docker.client.transport.Transport;
import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first contact: what is there, whether it is a daemon, and which API to speak with it. */
class ConnectTest {
    @TempDir
    Path directory;

    private static Docker connect(Path socket) {
        return HttpDocker.connect(
                new DaemonAddress(URI.create("unix://" + socket), null, false, "DOCKER_HOST"), Duration.ofSeconds(20));
    }

    private GoDockerException failure(Script ping) throws IOException {
        try (FaultyDaemon daemon = new FaultyDaemon(directory)) {
            daemon.on("GET /_ping", ping);
            GoDockerException failure = catchThrowableOfType(GoDockerException.class, () -> connect(daemon.socket()));
            FaultyDaemon.await("the client to hang up", () -> daemon.openConnections() == 0);
            return failure;
        }
    }

    private Docker success(String headers) throws IOException {
        try (FaultyDaemon daemon = new FaultyDaemon(directory)) {
            daemon.on("GET /_ping", exchange -> exchange.write(OK + headers + "Content-Length: 2\r\n\r\nOK"));
            daemon.on("GET /containers/json", 200, "[]");
            Docker docker = connect(daemon.socket());
            assertThat(docker.containers().running("x", "y")).isEmpty();
            version = daemon.requests.get(1).replaceFirst(".*/v([^/]*)/.*", "$1");
            return docker;
        }
    }

    private String version = "";

    @Test
    void noSocketIsNoDaemon() {
        Path socket = directory.resolve("none.sock");

        assertThat(catchThrowableOfType(GoDockerException.class, () -> connect(socket)))
                .hasMessage("Cannot reach the Docker daemon at unix://" + socket
                        + " (DOCKER_HOST): No such file or directory.\n"
                        + "Start Docker, or set DOCKER_HOST or -Dgo-docker.dockerHost to where it runs.");
    }

    @Test
    void aSocketThatNobodyServesIsNoDaemon() throws IOException {
        Path socket = directory.resolve("dead.sock");
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(socket))
                .close();

        assertThat(catchThrowableOfType(GoDockerException.class, () -> connect(socket)))
                .hasMessageStartingWith(
                        "Cannot reach the Docker daemon at unix://" + socket + " (DOCKER_HOST): Connection refused.\n");
    }

    @Test
    void aSocketThatMayNotBeUsedNeedsAGroup() {
        // Nothing is forbidden to root, who runs many a test.
        Transport forbidden = new Transport() {
            @Override
            public Response execute(Request request) throws IOException {
                throw new SocketException("Permission denied");
            }

            @Override
            public void close() {}
        };
        Limits limits = new Limits(Duration.ofSeconds(20), Duration.ofSeconds(20));

        assertThat(catchThrowableOfType(
                        GoDockerException.class,
                        () -> HttpDocker.connect(forbidden, URI.create("unix:///d.sock"), "unix:///d.sock", limits)))
                .hasMessage("Cannot reach the Docker daemon at unix:///d.sock: Permission denied.\n"
                        + "Add your user to the group that owns the socket (`ls -l` shows it, `sudo usermod -aG <group> $USER`"
                        + " and a new login do it; who is in it can become root), or use a rootless daemon.");
    }

    @Test
    void aDaemonThatEndsMeanwhileIsToldAsThat() throws IOException {
        Docker docker = success("Api-Version: 1.41\r\n");
        assertThat(catchThrowableOfType(
                        GoDockerException.class, () -> docker.containers().find("orders")))
                .hasMessage(
                        "Cannot look at container orders: the connection to Docker was lost: No such file or directory.\n"
                                + "Was Docker stopped or restarted? Then what it ran has ended, too. Start it, and run the build"
                                + " again.");
    }

    @Test
    void aDaemonThatDoesNotAnswerIsGivenUp() throws IOException {
        try (FaultyDaemon daemon = new FaultyDaemon(directory)) {
            daemon.on("GET /_ping", exchange -> exchange.hang());
            Limits limits = new Limits(Duration.ofSeconds(20), Duration.ofMillis(100));
            URI host = URI.create("unix:///d.sock");

            assertThat(catchThrowableOfType(
                            GoDockerException.class,
                            () -> HttpDocker.connect(daemon.transport(), host, "unix:///d.sock", limits)))
                    .hasMessageStartingWith("Docker sent nothing for 0 s while connecting to the Docker daemon at"
                            + " unix:///d.sock; gave up.\nIs the Docker daemon stuck");
        }
    }

    @Test
    void anInterruptEndsTheWaitForTheFirstAnswer() throws Exception {
        try (FaultyDaemon daemon = new FaultyDaemon(directory)) {
            daemon.on("GET /_ping", exchange -> exchange.hang());
            AtomicReference<GoDockerException> thrown = new AtomicReference<>();
            AtomicReference<Boolean> flag = new AtomicReference<>();
            Thread caller = new Thread(() -> {
                thrown.set(catchThrowableOfType(GoDockerException.class, () -> connect(daemon.socket())));
                flag.set(Thread.currentThread().isInterrupted());
            });
            caller.start();
            FaultyDaemon.await("the request", () -> daemon.requests.size() == 1);

            caller.interrupt();
            caller.join(2000);

            assertThat(thrown.get()).hasMessageStartingWith("Interrupted while connecting to the Docker daemon at ");
            assertThat(flag.get()).isTrue();
        }
    }

    @Test
    void whatIsNoDaemonIsToldByItsAnswer() throws IOException {
        assertThat(failure(exchange -> exchange.write("220 mail.example.com ESMTP\r\n")))
                .hasMessageContaining("(DOCKER_HOST): this is no HTTP server: it answered"
                        + " '220 mail.example.com ESMTP'.\nStart Docker,");
        assertThat(failure(exchange -> exchange.answer(404, "<html>not found</html>")))
                .hasMessageContaining("Cannot talk to the Docker daemon")
                .hasMessageContaining("(DOCKER_HOST): HTTP status 404.\nIs this address really a Docker daemon's?");
        assertThat(failure(exchange -> exchange.answer(403, "{\"message\":\"authorization denied by plugin x\"}")))
                .hasMessageContaining("(DOCKER_HOST): authorization denied by plugin x.\n");
        assertThat(failure(exchange -> exchange.answer(200, "OK")))
                .hasMessageContaining("its API version is unknown, at least 1.41 is needed.\nUpdate it");
    }

    @ParameterizedTest
    @CsvSource({"1.40, 1.40", "1.12, 1.12", "abc, abc", "'', ''", "1, 1", "-1.50, -1.50"})
    void anApiThatIsTooOldOrOddIsRefused(String offered, String told) throws IOException {
        assertThat(failure(
                        exchange -> exchange.write(OK + "Api-Version: " + offered + "\r\nContent-Length: 2\r\n\r\nOK")))
                .hasMessageStartingWith("Cannot use the Docker daemon at unix://")
                .hasMessageContaining("its API version is " + told + ", at least 1.41 is needed.\n");
    }

    @ParameterizedTest
    @CsvSource({"1.41, 1.41", "1.43, 1.43", "1.44, 1.44", "1.56, 1.44"})
    void theApiIsTheOlderOfTheTwo(String offered, String used) throws IOException {
        var unused = success("Api-Version: " + offered + "\r\n");

        assertThat(version).isEqualTo(used);
    }

    @Test
    void theEngineIsKnownFromThePing() throws IOException {
        assertThat(success("api-version: 1.51\r\nserver: Docker/28.5.2 (linux)\r\n")
                        .engine())
                .satisfies(engine -> {
                    assertThat(engine.version()).isEqualTo("28.5.2");
                    assertThat(engine.buildKit()).isTrue();
                    assertThat(engine.address()).startsWith("unix:///").endsWith("(DOCKER_HOST)");
                });
        assertThat(success("Api-Version: 1.41\r\nServer: Libpod/4.9.3 (linux)\r\nLibpod-API-Version: 4.9.3\r\n")
                        .engine())
                .satisfies(engine -> {
                    assertThat(engine.version()).isEqualTo("4.9.3");
                    assertThat(engine.buildKit()).isFalse();
                });
        assertThat(success("Api-Version: 1.41\r\nOstype: windows\r\n").engine()).satisfies(engine -> {
            assertThat(engine.version()).isEqualTo("unknown");
            assertThat(engine.buildKit()).isFalse();
        });
    }
}
