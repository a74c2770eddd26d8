package io.github.godocker.docker.client.address;

import io.github.godocker.GoDockerException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who names a daemon, one after the other, and where an installed one listens; the order is in {@link DaemonAddress}.
 *
 * @param root of the machine's file system; only a test has another than {@code /}
 */
record Search(Map<String, String> environment, Path home, Path root, boolean windows) {
    DaemonAddress resolve(@Nullable String dockerHost, @Nullable String dockerContext) {
        if (dockerHost != null && !dockerHost.isBlank()) {
            return direct(dockerHost.strip(), "dockerHost");
        }
        if (dockerContext != null && !dockerContext.isBlank()) {
            return context(dockerContext.strip(), "dockerContext");
        }
        String variable = variable("DOCKER_HOST");
        if (!variable.isEmpty()) {
            return direct(variable, "DOCKER_HOST");
        }
        String context = variable("DOCKER_CONTEXT");
        if (!context.isEmpty()) {
            return context(context, "DOCKER_CONTEXT");
        }
        String current = contexts().current();
        return current.isEmpty() || current.equals(Contexts.DEFAULT)
                ? installed()
                : contexts().find(current, "currentContext in " + contexts().config());
    }

    /** The context {@code default} is none of those that are kept. */
    private DaemonAddress context(String name, String source) {
        if (!name.equals(Contexts.DEFAULT)) {
            return contexts().find(name, source);
        }
        String variable = variable("DOCKER_HOST");
        return variable.isEmpty() ? installed() : direct(variable, "DOCKER_HOST");
    }

    private Contexts contexts() {
        return new Contexts(configDirectory());
    }

    private Path configDirectory() {
        String directory = variable("DOCKER_CONFIG");
        return directory.isEmpty() ? home.resolve(".docker") : Path.of(directory);
    }

    private String variable(String name) {
        return environment.getOrDefault(name, "").strip();
    }

    /** An address that was named as such, with the environment's TLS. */
    private DaemonAddress direct(String address, String source) {
        URI host = AddressGrammar.parse(address, source);
        boolean verify = !variable("DOCKER_TLS_VERIFY").isEmpty();
        boolean tls = host.getScheme().equals("tcp")
                && (verify || !variable("DOCKER_TLS").isEmpty());
        String files = variable("DOCKER_CERT_PATH");
        Path directory = files.isEmpty() ? configDirectory() : Path.of(files);
        return new DaemonAddress(host, tls ? directory : null, !tls || verify, source);
    }

    /**
     * The first socket that this user may use. One that he may not use is better than none: the attempt to connect
     * says what is wrong with it.
     */
    private DaemonAddress installed() {
        if (windows) {
            // Whether a pipe is there can only be found out by opening it.
            return direct("npipe://" + AddressGrammar.DEFAULT_PIPE, "default pipe");
        }
        List<Path> sockets = sockets();
        Path chosen = sockets.stream()
                .filter(Files::isWritable)
                .findFirst()
                .orElseGet(() -> sockets.stream()
                        .filter(Files::exists)
                        .findFirst()
                        .orElseThrow(() -> new GoDockerException(
                                "Cannot reach a Docker daemon: no socket at "
                                        + sockets.stream().map(Path::toString).collect(Collectors.joining(", "))
                                        + ".",
                                "Start Docker, or say where it is by DOCKER_HOST or -Dgo-docker.dockerHost.")));
        boolean first = chosen.equals(sockets.get(0));
        return new DaemonAddress(
                AddressGrammar.local("unix", chosen.toString()), null, true, first ? "default socket" : "socket found");
    }

    private List<Path> sockets() {
        List<Path> sockets = new ArrayList<>();
        String runtime = variable("XDG_RUNTIME_DIR");
        sockets.add(root.resolve(AddressGrammar.DEFAULT_SOCKET.substring(1)));
        if (!runtime.isEmpty()) {
            sockets.add(Path.of(runtime, "docker.sock"));
        }
        sockets.add(home.resolve(".docker/run/docker.sock"));
        sockets.add(home.resolve(".docker/desktop/docker.sock"));
        sockets.add(home.resolve(".colima/default/docker.sock"));
        sockets.add(home.resolve(".rd/docker.sock"));
        if (!runtime.isEmpty()) {
            sockets.add(Path.of(runtime, "podman", "podman.sock"));
        }
        sockets.add(root.resolve("run/podman/podman.sock"));
        return sockets;
    }
}
