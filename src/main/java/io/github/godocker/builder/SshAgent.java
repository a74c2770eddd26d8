package io.github.godocker.builder;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.ContainerSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The ssh agent of this machine, lent to a builder: what is in there can sign with its keys, and never sees them.
 *
 * @param socket of the agent, on this machine
 * @param knownHosts whom ssh trusts, in the form of its file known_hosts
 * @param hosts that git asks by ssh instead of by https
 */
public record SshAgent(Path socket, String knownHosts, List<String> hosts) {
    private static final String SOCKET = "/run/go-docker-ssh-agent";

    /** Where ssh finds whom it trusts, in the builder. */
    static final String KNOWN_HOSTS = GolangContainer.HOME + "/.ssh/known_hosts";

    public SshAgent {
        hosts = List.copyOf(hosts);
    }

    /**
     * @param hosts that are private
     * @param netrc the logins that there are
     * @throws GoDockerException if there is no agent
     */
    public static SshAgent ofThisMachine(Set<String> hosts, String netrc) {
        Set<String> others = new TreeSet<>(hosts);
        others.removeIf(host -> netrc.contains("machine " + host + " "));
        return of(
                System.getenv(),
                List.of(
                        Path.of("/etc/ssh/ssh_known_hosts"),
                        Path.of(System.getProperty("user.home"), ".ssh", "known_hosts")),
                others);
    }

    /**
     * @param environment of this machine
     * @param files called known_hosts; those that are not there do not matter
     * @param hosts as git asks them
     * @throws GoDockerException if there is no agent
     */
    static SshAgent of(Map<String, String> environment, List<Path> files, Set<String> hosts) {
        String socket = environment.getOrDefault("SSH_AUTH_SOCK", "");
        if (socket.isEmpty() || !Files.exists(Path.of(socket))) {
            throw new GoDockerException(
                    "Cannot use the ssh agent: "
                            + (socket.isEmpty() ? "SSH_AUTH_SOCK is not set." : "there is no " + socket + "."),
                    "Start one by `eval $(ssh-agent) && ssh-add`, or leave out <sshAgent>.");
        }
        // Never empty: its length also tells the builder that there is an agent.
        StringBuilder known = new StringBuilder("# of this machine\n");
        for (Path file : files) {
            if (Files.isRegularFile(file)) {
                try {
                    known.append(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .append('\n');
                } catch (IOException e) {
                    throw new GoDockerException(
                            "Cannot read " + file + ": " + GoDockerException.words(e) + ".",
                            "Make it readable, or leave out <sshAgent>.",
                            e);
                }
            }
        }
        return new SshAgent(
                Path.of(socket).toAbsolutePath(),
                known.toString(),
                hosts.stream().sorted().toList());
    }

    ContainerSpec.Bind mount() {
        return new ContainerSpec.Bind(socket, SOCKET, true);
    }

    /** For go, git and ssh. */
    Map<String, String> variables() {
        return Map.of(
                "SSH_AUTH_SOCK",
                SOCKET,
                "GIT_SSH_COMMAND",
                "ssh -F none -o BatchMode=yes -o StrictHostKeyChecking=yes -o UserKnownHostsFile=" + KNOWN_HOSTS);
    }

    /** Of git's configuration. */
    Map<String, String> gitSettings() {
        Map<String, String> settings = new LinkedHashMap<>();
        hosts.forEach(host -> settings.put("url.ssh://git@" + host + "/.insteadOf", "https://" + host + "/"));
        return settings;
    }
}
