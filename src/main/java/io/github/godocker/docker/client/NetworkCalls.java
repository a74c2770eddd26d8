package io.github.godocker.docker.client;

import io.github.godocker.Json;
import io.github.godocker.docker.Network;
import io.github.godocker.docker.Networks;
import io.github.godocker.docker.client.IdleLimit.Deed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Networks, made, found and removed. */
record NetworkCalls(Connection connection) implements Networks {
    private static final String NEXT =
            "Where no address range is left, remove networks that nobody uses: `docker network prune`.";

    @Override
    public String create(String name, Map<String, String> labels) {
        Endpoint endpoint = connection.endpoint();
        return IdleLimit.request(
                connection.limits().request(),
                new Deed("create", "creating", "network " + name),
                NEXT,
                () -> endpoint.readId(endpoint.post(
                        "/networks/create",
                        Map.of("Name", name, "Driver", "bridge", "CheckDuplicate", true, "Labels", labels))));
    }

    @Override
    public boolean exists(String name) {
        Endpoint endpoint = connection.endpoint();
        return connection.request(new Deed("look", "looking", "at network " + name), () -> {
            try {
                var unused = endpoint.read(endpoint.get("/networks/" + Endpoint.encode(name)));
                return true;
            } catch (DockerErrors.Refusal e) {
                if (e.isNotFound()) {
                    return false;
                }
                throw e;
            }
        });
    }

    @Override
    public List<Network> labelled(String label) {
        Endpoint endpoint = connection.endpoint();
        return connection.request(new Deed("list", "listing", "networks"), () -> {
            List<Network> networks = new ArrayList<>();
            for (Json each : endpoint.read(endpoint.list("/networks", Map.of("label", List.of(label))))) {
                networks.add(new Network(
                        each.path("Id").text(),
                        each.path("Name").text(),
                        each.path("Labels").fields()));
            }
            return networks;
        });
    }

    @Override
    public void remove(String id) {
        Endpoint endpoint = connection.endpoint();
        var unused = connection.request(new Deed("remove", "removing", "network " + id), () -> {
            try {
                endpoint.open(endpoint.delete("/networks/" + Endpoint.encode(id)))
                        .close();
            } catch (DockerErrors.Refusal e) {
                if (!e.isNotFound()) {
                    throw e;
                }
            }
            return true;
        });
    }
}
