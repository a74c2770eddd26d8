package io.github.godocker.docker.client.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.docker.client.OverTls;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Keys of all forms are in TlsFilesTest, and what calls make of failures in TlsDaemonTest. */
class TlsConnectorTest extends OverTls {
    private static String ping(Connector connector) throws IOException {
        try (Transport http = new HttpTransport(connector);
                Response response = http.execute(Request.of("GET", "/_ping"))) {
            return new String(response.body().readAllBytes(), US_ASCII);
        }
    }

    @Test
    void aCertificateOfAnotherHostIsRefused() throws Exception {
        Path files = relay.client();

        assertThatThrownBy(() -> ping(new TlsConnector("localhost", relay.port(), files, true)))
                .isInstanceOf(Unreachable.class)
                .hasMessageMatching("its certificate is not made out for 'localhost' \\(No .*localhost.*\\)")
                .satisfies(e -> assertThat(((Unreachable) e).nextStep())
                        .isEqualTo("Name the daemon by a host that its certificate holds, or have one made that holds"
                                + " this host."));
        assertThat(daemon.requests).isEmpty();

        assertThat(ping(new TlsConnector("127.0.0.1", relay.port(), files, true)))
                .isEqualTo("OK");
        assertThat(ping(new TlsConnector("localhost", relay.port(), files, false)))
                .as("without verification any name will do")
                .isEqualTo("OK");
    }

    @Test
    void anAttachedStreamMayBeSilentForAnyTimeAndEndsInBothDirections() throws Exception {
        Duration connecting = Duration.ofSeconds(1);
        daemon.on("POST /attach", exchange -> {
            exchange.write("HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nfirst");
            byte[] ping = exchange.read(4);
            Thread.sleep(connecting.multipliedBy(2).toMillis());
            exchange.write(ping);
        });
        TcpConnector tcp = new TcpConnector("127.0.0.1", relay.port(), connecting);
        Request attach = Request.of("POST", "/attach").upgrade("tcp");

        try (Transport http = new HttpTransport(new TlsConnector(tcp, relay.client(), true));
                Response response = http.execute(attach)) {
            assertThat(response.body().readNBytes(5)).asString(US_ASCII).isEqualTo("first");
            response.output().write("echo".getBytes(US_ASCII));
            response.output().close();
            assertThat(response.body().readAllBytes()).asString(US_ASCII).isEqualTo("echo");
        }
    }

    @Test
    void whatIsNotTlsIsToldAsSuch() throws Exception {
        Path files = relay.client();
        try (var plain = new java.net.ServerSocket(0)) {
            Thread server = new Thread(() -> {
                try (var socket = plain.accept()) {
                    socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
                    socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                    // The client has hung up.
                }
            });
            server.start();
            assertThatThrownBy(() -> ping(new TlsConnector("127.0.0.1", plain.getLocalPort(), files, true)))
                    .isInstanceOf(Unreachable.class)
                    .hasMessageStartingWith("it does not speak TLS (");
            server.join(5000);
        }
    }
}
