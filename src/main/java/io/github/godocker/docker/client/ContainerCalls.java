package io.github.godocker.docker.client;

import io.github.godocker.Json;
import io.github.godocker.docker.Container;
import io.github.godocker.docker.ContainerSpec;
import io.github.godocker.docker.Containers;
import io.github.godocker.docker.client.IdleLimit.Deed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Containers, found and held; what is done in one that is held begins at {@link HeldContainer}. */
record ContainerCalls(Connection connection) implements Containers {
    private static final Deed LIST = new Deed("list", "listing", "containers");

    @Override
    public Container open(ContainerSpec spec, byte[] stdin, Consumer<String> firstLine) {
        return HeldContainer.open(connection, spec, stdin, firstLine);
    }

    @Override
    public Container hold(String id, Container.Exec command, byte[] stdin, Consumer<String> firstLine) {
        return HeldContainer.hold(connection, id, command, stdin, firstLine);
    }

    /** Every build asks for this where builders are kept, so it is a request of our own. */
    @Override
    public List<String> running(String label, String value) {
        Endpoint endpoint = connection.endpoint();
        String filters = Json.write(Map.of("label", List.of(label + "=" + value), "status", List.of("running")));
        return connection.request(LIST, () -> {
            List<String> ids = new ArrayList<>();
            for (Json container : endpoint.read(endpoint.get("/containers/json?filters=" + Endpoint.encode(filters)))) {
                ids.add(container.path("Id").text());
            }
            return ids;
        });
    }

    @Override
    public Map<String, String> labelled(String label) {
        return connection.request(LIST, () -> {
            Map<String, String> found = new LinkedHashMap<>();
            for (var container : connection
                    .commands()
                    .get()
                    .listContainersCmd()
                    .withShowAll(true)
                    .withLabelFilter(List.of(label))
                    .exec()) {
                Map<String, String> labels = container.getLabels();
                found.put(container.getId(), labels == null ? "" : labels.getOrDefault(label, ""));
            }
            return found;
        });
    }

    @Override
    public void remove(String id) {
        var unused = connection.request(
                new Deed("remove", "removing", "container " + id), () -> Creation.remove(connection.endpoint(), id));
    }
}
