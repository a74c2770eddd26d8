package io.github.godocker.container;

import io.github.godocker.GoDockerException;
import io.github.godocker.container.settings.Http;
import io.github.godocker.docker.ContainerState;
import io.github.godocker.docker.ContainerState.HostPort;
import io.github.godocker.docker.Containers;
import io.github.godocker.docker.Containers.Following;
import java.time.Duration;
import java.util.TreeMap;

/**
 * A service whose container has been started.
 *
 * @param id of the container
 * @param output what it has printed
 * @param following where that comes from
 */
public record RunningService(Service service, String id, ServiceOutput output, Following following) {
    /** How long what was printed before a container's end may be on its way. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    /** @throws GoDockerException if somebody has removed it */
    public ContainerState state(Containers containers) {
        return containers
                .find(id)
                .orElseThrow(() -> new GoDockerException(
                        "Container " + service.name() + " was removed meanwhile.",
                        "Did somebody remove it, or was Docker restarted? Run the build again."));
    }

    /** What its end means besides that memory ran out, which its exit code alone does not tell; mostly nothing. */
    public String meaning(int exit) {
        return exit == RaceReports.EXIT && output.raced() ? ": the race detector has found a data race" : "";
    }

    /** The exit code; a failure of its own where that alone does not tell what has happened. */
    int exitCode(int exit, Containers containers) {
        if (!meaning(exit).isEmpty()) {
            throw GoDockerException.code(
                    "Container " + service.name() + " ended with exit code " + exit + meaning(exit) + ".",
                    "Its report, above, has the stacks of the two that use the same memory.");
        }
        return service.exitCode(exit, containers.find(id));
    }

    /** Waits for what an ended container has printed to its end. */
    public void awaitOutput() {
        try {
            var unused = following.await(LAST_WORDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The port of the daemon's host that stands for a tcp port of the container. */
    HostPort hostPort(ContainerState state, int port) {
        if ("host".equals(service.network())) {
            return new HostPort("", port);
        }
        HostPort published = hostPorts(state).get(port + "/tcp");
        if (published == null) {
            throw new GoDockerException(
                    "Cannot reach port " + port + " of container " + service.name() + ": Docker did not publish it.",
                    "Look at `docker port " + id.substring(0, 12) + "`.");
        }
        return published;
    }

    int httpPort(Http http) {
        Integer port = http.port;
        return port != null
                ? port
                : service.ports().stream()
                        .filter(Port::isTcp)
                        .findFirst()
                        .map(Port::container)
                        .orElse(0);
    }

    /** Where the daemon's host has a container's published ports, by {@code 8080/tcp}. */
    static TreeMap<String, HostPort> hostPorts(ContainerState state) {
        TreeMap<String, HostPort> ports = new TreeMap<>();
        state.ports().forEach((port, bindings) -> {
            if (!bindings.isEmpty()) {
                ports.put(port, bindings.get(0));
            }
        });
        return ports;
    }
}
