package io.github.godocker.docker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.docker.TarStream;
import io.github.godocker.docker.client.transport.HttpTransport;
import io.github.godocker.docker.client.transport.TlsConnector;
import io.github.godocker.docker.client.transport.Transport;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What calls make of TLS and of its failures. */
class TlsDaemonTest extends OverTls {
    private static final ImageReference APP = ImageReference.parse("acme/app:1");

    private HttpDocker connect(Path files, Duration limit) {
        Transport transport = new HttpTransport(new TlsConnector("127.0.0.1", relay.port(), files, true));
        return HttpDocker.connect(transport, URI.create(relay.address()), relay.address(), new Limits(limit, limit));
    }

    @Test
    void muchGoesBothWays() throws Exception {
        String answer = "{\"stream\":\"" + "y".repeat(1 << 20) + "\"}\n";
        daemon.on("POST /images/load", exchange -> {
            exchange.write(FaultyDaemon.CHUNKED).chunk(answer).chunk(answer);
            exchange.readBody();
            exchange.chunk("{\"stream\":\"Loaded image: app:1\\n\"}").end();
        });
        TarStream big = new TarStream().content("big", 0644, 1L << 24, DaemonFaultsTest.Zeros::new);

        connect(relay.client(), Duration.ofSeconds(20)).images().load(APP, big);
    }

    @Test
    void whatIsSilentIsGivenUpAndAnInterruptIsHeard() throws Exception {
        Path files = relay.client();
        daemon.on("GET /images/app/json", exchange -> exchange.hang());
        assertThat(catchThrowableOfType(
                        GoDockerException.class,
                        () -> connect(files, Duration.ofSeconds(2)).images().find("app")))
                .hasMessageStartingWith("Docker sent nothing for 2 s while inspecting image app; gave up.");
        assertThat(Thread.interrupted()).isFalse();

        CountDownLatch asked = new CountDownLatch(1);
        daemon.on("GET /images/app/json", exchange -> {
            asked.countDown();
            exchange.hang();
        });
        HttpDocker docker = connect(files, Duration.ofSeconds(20));
        AtomicReference<GoDockerException> thrown = new AtomicReference<>();
        Thread caller = new Thread(() -> thrown.set(catchThrowableOfType(
                GoDockerException.class, () -> docker.images().find("app"))));
        caller.start();
        asked.await();
        caller.interrupt();
        caller.join(5000);
        assertThat(thrown.get()).hasMessageStartingWith("Interrupted while inspecting image app.");
        FaultyDaemon.await("the client to hang up", () -> daemon.openConnections() == 0);
    }

    @Test
    void aStrangersCertificateIsToldAsSuch() throws Exception {
        Path stranger = relay.stranger();

        assertThat(catchThrowableOfType(GoDockerException.class, () -> connect(stranger, Duration.ofSeconds(20))))
                .hasMessageMatching(
                        "Cannot reach the Docker daemon at tcp://127.0.0.1:\\d+: it (does not accept|hung up"
                                + " on) our certificate \\(.*\\)\\.\nCheck ca.pem, cert.pem and key.pem in "
                                + stranger + ": cert.pem has to be signed by an authority that the daemon trusts\\.");
    }

    @Test
    void aDaemonWhomNobodyKnowsIsToldAsSuch() throws Exception {
        Path stranger = relay.stranger();
        Files.copy(directory.resolve("keys/other.pem"), stranger.resolve("other.pem"));
        Files.move(
                stranger.resolve("other.pem"),
                stranger.resolve("ca.pem"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThat(catchThrowableOfType(GoDockerException.class, () -> connect(stranger, Duration.ofSeconds(20))))
                .hasMessageContaining(": its certificate is not to be trusted (")
                .hasMessageContaining("ca.pem has to be of the authority that signed the daemon's certificate");
    }
}
