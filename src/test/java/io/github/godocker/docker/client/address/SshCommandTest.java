package io.github.godocker.docker.client.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class SshCommandTest {
    @Test
    void runsWhatTheDockerCliRuns() {
        assertThat(SshCommand.to(URI.create("ssh://far.test")))
                .containsExactly(
                        "ssh",
                        "-o",
                        "BatchMode=yes",
                        "-o",
                        "ConnectTimeout=30",
                        "-o",
                        "ServerAliveInterval=30",
                        "-T",
                        "--",
                        "far.test",
                        "docker",
                        "system",
                        "dial-stdio");
        assertThat(SshCommand.to(URI.create("ssh://DOM%5Cme@my_host:2222/run/user/1/it's.sock")))
                .containsSubsequence("-l", "DOM\\me", "-p", "2222", "--", "my_host", "docker")
                .contains("'--host=unix:///run/user/1/it'\\''s.sock'");
        assertThat(SshCommand.to(URI.create("ssh://[::1]:22/"))).contains("::1").noneMatch(a -> a.contains("host="));
    }
}
