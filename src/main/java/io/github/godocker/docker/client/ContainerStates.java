package io.github.godocker.docker.client;

import io.github.godocker.Json;
import io.github.godocker.docker.ContainerState;
import io.github.godocker.docker.ContainerState.HostPort;
import io.github.godocker.docker.client.IdleLimit.Deed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the daemon tells of a container, read. */
final class ContainerStates {
    private static final int SHORT_ID = 12;

    private ContainerStates() {}

    /** An id as people write it; a name stays as it is. */
    static String shortId(String id) {
        return id.matches("[0-9a-f]{64}") ? id.substring(0, SHORT_ID) : id;
    }

    /** Asks for a container by its name or id; empty if there is none. */
    static Optional<ContainerState> find(Connection connection, String id) {
        Endpoint endpoint = connection.endpoint();
        Deed deed = new Deed("look", "looking", "at container " + shortId(id));
        return connection.request(deed, () -> {
            try {
                return Optional.of(of(endpoint.read(endpoint.get("/containers/" + Endpoint.encode(id) + "/json"))));
            } catch (DockerErrors.Refusal e) {
                if (e.isNotFound()) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    private static ContainerState of(Json answer) {
        Json state = answer.path("State");
        Json health = state.path("Health");
        Json checks = health.path("Log");
        Map<String, List<HostPort>> ports = new LinkedHashMap<>();
        answer.path("NetworkSettings").path("Ports").entries().forEach((port, bindings) -> {
            List<HostPort> all = new ArrayList<>();
            bindings.forEach(binding -> all.add(new HostPort(
                    binding.path("HostIp").text(),
                    Integer.parseInt(binding.path("HostPort").text("0")))));
            ports.put(port, List.copyOf(all));
        });
        Map<String, String> addresses = new LinkedHashMap<>();
        answer.path("NetworkSettings").path("Networks").entries().forEach((network, endpoint) -> {
            String address = endpoint.path("IPAddress").text();
            if (!address.isEmpty()) {
                addresses.put(network, address);
            }
        });
        return new ContainerState(
                answer.path("Id").text(),
                answer.path("Name").text().replaceFirst("^/", ""),
                answer.path("Image").text(),
                state.path("Status").text(),
                state.path("ExitCode").integer(),
                state.path("OOMKilled").isTrue(),
                health.path("Status").text().replace("none", ""),
                checks.path(Math.max(0, checks.size() - 1))
                        .path("Output")
                        .text()
                        .strip(),
                state.path("Error").text(),
                ports,
                addresses,
                answer.path("Config").path("Labels").fields(),
                answer.path("Config").path("Tty").isTrue());
    }
}
