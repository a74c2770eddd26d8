package io.github.godocker.docker.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.godocker.GoDockerException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
@Timeout(30)
class SshBridgeTest {
    private static final URI DAEMON = URI.create("ssh://me@far.test");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void passesBytesBothWaysAndBothEnds() throws IOException {
        byte[] much = new byte[3_000_000];
        new Random(1).nextBytes(much);
        try (SshBridge bridge = bridge("cat; echo end");
                SocketChannel one = connect(bridge);
                SocketChannel two = connect(bridge)) {
            write(two, "two".getBytes(StandardCharsets.US_ASCII));
            Thread writer = new Thread(() -> {
                try {
                    write(one, much);
                    one.shutdownOutput();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            writer.start();
            byte[] answer = read(one);
            assertThat(answer).hasSize(much.length + 4).startsWith(much);
            assertThat(answer).endsWith("end\n".getBytes(StandardCharsets.US_ASCII));

            two.shutdownOutput();
            assertThat(read(two)).asString(StandardCharsets.US_ASCII).isEqualTo("twoend\n");
        }
    }

    @Test
    void letsNobodyElseIn() throws IOException {
        try (SshBridge bridge = bridge("cat")) {
            Path socket = Path.of(bridge.host().getPath());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.resolveSibling("."))))
                    .isEqualTo("rwx------");
            assertThat(bridge.host()).hasScheme("unix").hasToString("unix://" + socket);
        }
    }

    @Test
    void leavesNothingBehind() throws Exception {
        Path pid = directory.resolve("pid");
        Path socket;
        SocketChannel client;
        try (SshBridge bridge =
                bridge("echo $$ > '" + pid + "'; echo ready; trap '' TERM; while :; do sleep 1; done")) {
            socket = Path.of(bridge.host().getPath());
            client = connect(bridge);
            assertThat(client.read(ByteBuffer.allocate(10))).isEqualTo(6);
        }
        assertThat(client.read(ByteBuffer.allocate(10))).isEqualTo(-1);
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                .ifPresent(process -> process.onExit().join());
        assertThat(socket.resolveSibling(".")).doesNotExist();
        client.close();
    }

    @Test
    void endsTheProcessWhenTheClientLeaves() throws Exception {
        Path pid = directory.resolve("pid");
        try (SshBridge bridge = bridge("echo $$ > '" + pid + "'; echo ready; cat")) {
            try (SocketChannel client = connect(bridge)) {
                assertThat(client.read(ByteBuffer.allocate(10))).isEqualTo(6);
            }
            ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                    .ifPresent(process -> process.onExit().join());
            assertThat(bridge.unreachable(new IOException("x")))
                    .hasMessageContaining("ssh://me@far.test: the connection was lost.\n");
        }
    }

    @Test
    void repeatsSshsWords() throws IOException {
        try (SshBridge bridge =
                bridge("sleep 0.2; echo 'ssh: connect to host far.test port 22:\r\n refused.' >&2; exit 255")) {
            assertThat(complaint(bridge))
                    .hasMessageStartingWith(
                            "Cannot reach the Docker daemon at ssh://me@far.test: ssh: connect to host far.test port 22:"
                                    + " refused.\nTry '");
        }
        try (SshBridge bridge = bridge("exit 3")) {
            assertThat(complaint(bridge)).hasMessageContaining(": sh ended with status 3.\n");
        }
        try (SshBridge bridge = SshBridge.open(DAEMON, List.of("no-such-program", "info"))) {
            assertThat(complaint(bridge))
                    .hasMessageContaining("Cannot run program \"no-such-program\"")
                    .hasMessageEndingWith("\nTry 'no-such-program info'.");
        }
    }

    @Test
    void forgetsWordsThatAreNoLongerTrue() throws IOException {
        Path once = directory.resolve("once");
        try (SshBridge bridge =
                bridge("[ -e '" + once + "' ] && exec cat; touch '" + once + "'; echo no >&2; exit 1")) {
            assertThat(complaint(bridge)).hasMessageContaining(": no.\n");
            try (SocketChannel client = connect(bridge)) {
                write(client, new byte[1]);
                client.shutdownOutput();
                assertThat(read(client)).hasSize(1);
            }
            assertThat(complaint(bridge)).hasMessageContaining(": the connection was lost.\n");
        }
    }

    private static SshBridge bridge(String script) {
        return SshBridge.open(DAEMON, List.of("sh", "-c", script));
    }

    /** What a bridge says after a connection that gave nothing. */
    private static GoDockerException complaint(SshBridge bridge) throws IOException {
        try (SocketChannel client = connect(bridge)) {
            client.shutdownOutput();
            assertThat(read(client)).isEmpty();
        }
        return bridge.unreachable(new IOException("end of stream"));
    }

    private static SocketChannel connect(SshBridge bridge) throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(bridge.host().getPath()));
    }

    private static void write(SocketChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static byte[] read(SocketChannel channel) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(8192);
        while (channel.read(buffer) >= 0) {
            all.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
        return all.toByteArray();
    }
}
