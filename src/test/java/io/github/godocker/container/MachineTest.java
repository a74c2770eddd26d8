package io.github.godocker.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {
    private static final Supplier<String> NOT_ASKED = () -> {
        throw new AssertionError("the daemon was asked");
    };

    private static final URI SOCKET = URI.create("unix:///var/run/docker.sock");

    @TempDir
    Path directory;

    private Path hostName = Path.of("");

    @BeforeEach
    void calledDevbox() throws Exception {
        hostName = Files.writeString(directory.resolve("hostname"), "devbox\n");
    }

    private Machine of(String daemon, Supplier<String> daemonMachine, boolean inContainer) {
        return Machine.of(URI.create(daemon), daemonMachine, inContainer, hostName);
    }

    @Test
    void aSocketIsOfThisMachine() {
        assertThat(of(SOCKET.toString(), NOT_ASKED, false)).isEqualTo(new Machine("localhost", "127.0.0.1", true));
    }

    @Test
    void anAddressIsItsHosts() {
        assertThat(of("tcp://build.example:2376", NOT_ASKED, true))
                .isEqualTo(new Machine("build.example", "0.0.0.0", false));
        assertThat(of("ssh://build.example", NOT_ASKED, false))
                .isEqualTo(new Machine("build.example", "0.0.0.0", false));
        assertThat(of("tcp://127.0.0.1:2375", NOT_ASKED, false))
                .isEqualTo(new Machine("localhost", "127.0.0.1", false));
    }

    @Test
    void inAContainerTheSocketIsOfAnotherMachine() {
        Machine outside = of(SOCKET.toString(), () -> "host", true);
        assertThat(outside.local()).isFalse();
        assertThat(outside.publishAddress()).isEqualTo("0.0.0.0");
    }

    /** An engine's bridges told it before; podman has none until its first container runs. */
    @Test
    void anEngineInTheSameContainerIsOfThisMachine() {
        assertThat(of(SOCKET.toString(), () -> "devbox", true)).isEqualTo(new Machine("localhost", "127.0.0.1", true));
    }
}
