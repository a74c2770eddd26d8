package io.github.godocker.docker.client.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(30)
class TcpConnectorTest {
    private static final Duration SHORT = Duration.ofMillis(200);

    private static ServerSocket server() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    }

    /** Connects until a server that accepts nobody no longer answers, as behind a firewall that drops all. */
    private static List<SocketChannel> deafen(ServerSocket server) throws Exception {
        List<SocketChannel> waiting = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.connect(new InetSocketAddress("127.0.0.1", server.getLocalPort()));
            waiting.add(channel);
        }
        Thread.sleep(100);
        return waiting;
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aHostThatSaysNothingIsGivenUp() throws Exception {
        try (ServerSocket server = server()) {
            List<SocketChannel> waiting = deafen(server);
            assertThatThrownBy(() -> new TcpConnector("127.0.0.1", server.getLocalPort(), SHORT).connect())
                    .isInstanceOf(Unreachable.class)
                    .hasMessage("no answer from 127.0.0.1 within 0 s")
                    .satisfies(e -> assertThat(((Unreachable) e).nextStep())
                            .isEqualTo("Is the host on, and does a firewall let port " + server.getLocalPort()
                                    + " through?"));
            for (SocketChannel channel : waiting) {
                channel.close();
            }
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void anInterruptEndsConnecting() throws Exception {
        try (ServerSocket server = server()) {
            List<SocketChannel> waiting = deafen(server);
            AtomicReference<Exception> ended = new AtomicReference<>();
            Thread caller = new Thread(() -> {
                try {
                    Connector.tcp("127.0.0.1", server.getLocalPort()).connect();
                } catch (IOException e) {
                    ended.set(e);
                }
            });
            caller.start();
            Thread.sleep(200);
            caller.interrupt();
            caller.join(5000);
            assertThat(ended.get()).isInstanceOf(java.nio.channels.ClosedByInterruptException.class);
            for (SocketChannel channel : waiting) {
                channel.close();
            }
        }
    }

    /** What is attached to a container may be silent for as long as it likes. */
    @Test
    void theTimeForConnectingIsNoneForReading() throws Exception {
        try (ServerSocket server = server();
                Wire wire = new TcpConnector("127.0.0.1", server.getLocalPort(), SHORT).connect();
                Socket accepted = server.accept()) {
            Thread speaker = new Thread(() -> {
                try {
                    Thread.sleep(SHORT.multipliedBy(4).toMillis());
                    accepted.getOutputStream().write('x');
                } catch (IOException | InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            speaker.start();
            byte[] one = new byte[1];
            assertThat(wire.read(one, 0, 1)).isEqualTo(1);
            assertThat(one[0]).isEqualTo((byte) 'x');
        }
    }

    @Test
    void takesTheAddressThatAnswers() throws Exception {
        int port;
        try (ServerSocket server = server()) {
            port = server.getLocalPort();
            // Of its two addresses only the older one is listened at.
            Connector.tcp("localhost", port).connect().close();
        }
        assertThatThrownBy(() -> Connector.tcp("127.0.0.1", port).connect()).hasMessageContaining("refused");
        assertThatThrownBy(() -> Connector.tcp("no-such-host.invalid", port).connect())
                .isInstanceOf(java.net.UnknownHostException.class);
    }

    /** A proxy before the daemon tells sites apart by it; nobody asks for a name at a socket. */
    @Test
    void namesTheHostThatItReaches() {
        assertThat(Connector.tcp("[::1]", 2375).authority()).isEqualTo("[::1]:2375");
        assertThat(Connector.unix(Path.of("/var/run/docker.sock")).authority()).isEqualTo("docker");
    }
}
