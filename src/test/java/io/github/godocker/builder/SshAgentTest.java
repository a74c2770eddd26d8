package io.github.godocker.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.docker.ContainerSpec;
import io.github.godocker.log.BuilderLog;
import io.github.godocker.log.LinesLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshAgentTest {
    @TempDir
    Path directory;

    private SshAgent agent() throws IOException {
        Path socket = Files.writeString(directory.resolve("agent.1"), "");
        Path known = Files.writeString(directory.resolve("known_hosts"), "git.corp.test ssh-ed25519 AAAA");
        return SshAgent.of(
                Map.of("SSH_AUTH_SOCK", socket.toString()),
                List.of(directory.resolve("missing"), known),
                Set.of("scm.corp.test", "git.corp.test"));
    }

    @Test
    void theSocketGoesInAndGitAsksBySsh() throws IOException {
        List<Map<String, String>> environments = new ArrayList<>();
        FakeContainer container = new FakeContainer((exec, output) -> {
            environments.add(exec.environment());
            return 0;
        });
        ModuleAccess access = ModuleAccess.of(false, Map.of(), () -> "", netrc -> {
            try {
                return agent();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        BuilderSpec spec = FakeContainer.spec(directory, access);
        try (Builder builder = Builder.open(container.containers(), spec, new BuilderLog(new LinesLog()))) {
            builder.run(List.of("go", "build"), Map.of(), directory, (stream, line) -> {});
        }

        assertThat(access.mounts())
                .containsExactly(
                        new ContainerSpec.Bind(directory.resolve("agent.1"), "/run/go-docker-ssh-agent", true));
        assertThat(environments)
                .singleElement()
                .satisfies(all -> assertThat(all)
                        .containsEntry("SSH_AUTH_SOCK", "/run/go-docker-ssh-agent")
                        .containsEntry("GIT_CONFIG_COUNT", "3")
                        .containsEntry("GIT_CONFIG_KEY_0", "safe.directory")
                        .containsEntry("GIT_CONFIG_KEY_1", "url.ssh://git@git.corp.test/.insteadOf")
                        .containsEntry("GIT_CONFIG_VALUE_1", "https://git.corp.test/"));
        assertThat(spec.forTools().modules().mounts()).isEmpty();
    }

    @Test
    void trustsWhomThisMachineTrusts() throws IOException {
        assertThat(agent().knownHosts()).isEqualTo("# of this machine\ngit.corp.test ssh-ed25519 AAAA\n");
    }

    @Test
    void mustBeThere() throws IOException {
        assertThatThrownBy(() -> SshAgent.of(Map.of(), List.of(), Set.of()))
                .hasMessageStartingWith("Cannot use the ssh agent: SSH_AUTH_SOCK is not set.\n");
        assertThatThrownBy(() -> SshAgent.of(Map.of("SSH_AUTH_SOCK", "/no/agent"), List.of(), Set.of()))
                .hasMessageContaining("there is no /no/agent.")
                .hasMessageContaining("ssh-add");
        ModuleAccess access = new ModuleAccess(false, "", List.of(), agent());
        assertThatThrownBy(access::checkForCopies)
                .hasMessageContaining("Cannot lend the ssh agent to the builder: Docker does not see ")
                .hasMessageContaining("<sshAgent>");
    }
}
