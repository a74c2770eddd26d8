package io.github.godocker.docker.client;

import static io.github.godocker.docker.client.ContainerStates.shortId;

import io.github.godocker.Json;
import io.github.godocker.docker.Container;
import io.github.godocker.docker.ContainerLogs;
import io.github.godocker.docker.ContainerProcesses;
import io.github.godocker.docker.ContainerSpec;
import io.github.godocker.docker.ContainerState;
import io.github.godocker.docker.ContainerStats;
import io.github.godocker.docker.Containers;
import io.github.godocker.docker.Interaction;
import io.github.godocker.docker.RunSpec;
import io.github.godocker.docker.TarStream;
import io.github.godocker.docker.client.IdleLimit.Deed;
import io.github.godocker.docker.client.transport.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Containers, found and held; what is done in one that is held begins at {@link HeldContainer}. */
record ContainerCalls(Connection connection) implements Containers {
    private static final Deed LIST = new Deed("list", "listing", "containers");
    /** Beyond the time that a container has to end by itself. */
    private static final Duration FOR_THE_KILL = Duration.ofSeconds(20);

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
        return connection.request(LIST, () -> {
            List<String> ids = new ArrayList<>();
            for (Json container : endpoint.read(endpoint.list(
                    "/containers/json", Map.of("label", List.of(label + "=" + value), "status", List.of("running"))))) {
                ids.add(container.path("Id").text());
            }
            return ids;
        });
    }

    @Override
    public void remove(String id) {
        var unused = connection.request(
                new Deed("remove", "removing", "container " + id), () -> Creation.remove(connection.endpoint(), id));
    }

    @Override
    public String create(String name, RunSpec spec, Consumer<String> warnings) {
        Endpoint endpoint = connection.endpoint();
        String platform = spec.platform();
        String path = "/containers/create?name=" + Endpoint.encode(name)
                + (platform == null ? "" : "&platform=" + Endpoint.encode(platform));
        Deed deed = new Deed("create", "creating", "container " + name + " of " + spec.image());
        return connection.request(deed, () -> {
            Json answer = endpoint.read(endpoint.post(path, new RunRequest(spec).body()));
            answer.path("Warnings").texts().forEach(warnings);
            return Endpoint.id(answer);
        });
    }

    @Override
    public void start(String id) {
        post(
                new Deed("start", "starting", "container " + shortId(id)),
                id + "/start",
                connection.limits().request());
    }

    @Override
    public Following attach(String id, BiConsumer<Container.Stream, String> lines) {
        return new Output(connection, id).attach(lines);
    }

    @Override
    public void logs(String id, ContainerLogs which, BiConsumer<Container.Stream, String> lines) {
        new Output(connection, id).read(which, lines);
    }

    @Override
    public Optional<ContainerState> find(String id) {
        return ContainerStates.find(connection, id);
    }

    @Override
    public List<ContainerState> all(String label) {
        Endpoint endpoint = connection.endpoint();
        List<String> ids = connection.request(LIST, () -> {
            List<String> found = new ArrayList<>();
            for (Json each :
                    endpoint.read(endpoint.list("/containers/json?all=true", Map.of("label", List.of(label))))) {
                found.add(each.path("Id").text());
            }
            return found;
        });
        // The list has neither health nor exit code; one that went meanwhile is none.
        return ids.stream().flatMap(id -> find(id).stream()).toList();
    }

    @Override
    public int await(String id) {
        Endpoint endpoint = connection.endpoint();
        Deed deed = new Deed("wait", "waiting", "for container " + shortId(id));
        Response answer = connection.request(deed, () -> endpoint.open(endpoint.post("/containers/" + id + "/wait")));
        IdleLimit limit = IdleLimit.attended(connection.limits().idle(), deed, time -> {
            if (!isOver(id)) {
                return connection.limits().idle();
            }
            if (time > 1) {
                throw deed.refused("it has ended, but the daemon does not say so", connection.advice());
            }
            return connection.limits().lastWords();
        });
        try (answer) {
            byte[] all = new AwaitedInput(answer.body(), limit).readAllBytes();
            Json ended = Json.read(new String(all, StandardCharsets.UTF_8));
            if (ended.path("StatusCode").isMissing()) {
                throw new IOException("the daemon hung up");
            }
            return ended.path("StatusCode").integer();
        } catch (IOException | RuntimeException e) {
            throw limit.failed(
                    DockerErrors.ofTransfer(e),
                    "The container may still run: `docker ps` shows it. " + connection.advice());
        } finally {
            limit.end();
        }
    }

    @Override
    public void stop(String id, int seconds) {
        // The daemon answers when it has ended, so this call may take as long as the container, and a little.
        Duration limit = connection.limits().idle();
        Duration its = Duration.ofSeconds(seconds < 0 ? stopTimeout(id) : seconds);
        post(
                new Deed("stop", "stopping", "container " + shortId(id)),
                id + "/stop" + (seconds < 0 ? "" : "?t=" + seconds),
                (its.compareTo(limit) > 0 || seconds >= 0 ? its : limit).plus(FOR_THE_KILL));
    }

    /** Seconds that it was created with; 0 if none were said. */
    private long stopTimeout(String id) {
        Endpoint endpoint = connection.endpoint();
        return connection.request(new Deed("look", "looking", "at container " + shortId(id)), () -> {
            try {
                Json config = endpoint.read(endpoint.get("/containers/" + id + "/json"))
                        .path("Config");
                return config.path("StopTimeout").number();
            } catch (DockerErrors.Refusal e) {
                if (e.isNotFound()) {
                    return 0L;
                }
                throw e;
            }
        });
    }

    @Override
    public void signal(String id, String signal) {
        post(
                new Deed("signal", "signalling", "container " + shortId(id)),
                id + "/kill?signal=" + Endpoint.encode(signal),
                connection.limits().request());
    }

    @Override
    public int exec(String id, Container.Exec command, Duration atMost, BiConsumer<Container.Stream, String> lines) {
        return new Output(connection, id).exec(command, atMost, lines);
    }

    @Override
    public void copyIn(String id, String directory, TarStream tar) {
        new ContainerFiles(connection, id).copyIn(directory, tar);
    }

    @Override
    public OptionalInt exec(String id, Container.Exec command, Interaction with) {
        return new Talk(connection, id, with).exec(command);
    }

    @Override
    public OptionalInt run(String id, Interaction with, Runnable started) {
        return new Talk(connection, id, with).run(() -> {
            start(id);
            started.run();
        });
    }

    @Override
    public Optional<ContainerProcesses> top(String id) {
        Endpoint endpoint = connection.endpoint();
        Deed deed = new Deed("look", "looking", "at the processes of container " + shortId(id));
        return connection.request(deed, () -> {
            try {
                Json answer = endpoint.read(endpoint.get("/containers/" + id + "/top"));
                List<List<String>> rows = new ArrayList<>();
                answer.path("Processes").forEach(row -> rows.add(row.texts()));
                return Optional.of(new ContainerProcesses(answer.path("Titles").texts(), rows));
            } catch (DockerErrors.Refusal e) {
                if (isOver(id)) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    @Override
    public Optional<ContainerStats> stats(String id) {
        Endpoint endpoint = connection.endpoint();
        Deed deed = new Deed("look", "looking", "at what container " + shortId(id) + " takes");
        return connection.request(deed, () -> {
            try {
                return StatsAnswer.read(endpoint.read(endpoint.get("/containers/" + id + "/stats?stream=false")));
            } catch (DockerErrors.Refusal e) {
                if (isOver(id)) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    private boolean isOver(String id) {
        return find(id).filter(ContainerState::isRunning).isEmpty();
    }

    private void post(Deed deed, String path, Duration limit) {
        Endpoint endpoint = connection.endpoint();
        var unused = IdleLimit.request(limit, deed, connection.advice(), () -> {
            try {
                endpoint.open(endpoint.post("/containers/" + path)).close();
            } catch (DockerErrors.Refusal e) {
                // Somebody else has removed it: then it does not run, which is what stopping is for.
                if (!e.isNotFound() || !deed.verb().equals("stop")) {
                    throw e;
                }
            }
            return true;
        });
    }
}
