package io.github.godocker.container;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.Container;
import io.github.godocker.docker.ContainerLogs;
import io.github.godocker.docker.ContainerProcesses;
import io.github.godocker.docker.ContainerSpec;
import io.github.godocker.docker.ContainerState;
import io.github.godocker.docker.ContainerStats;
import io.github.godocker.docker.Containers;
import io.github.godocker.docker.Docker;
import io.github.godocker.docker.Engine;
import io.github.godocker.docker.EngineDetails;
import io.github.godocker.docker.Images;
import io.github.godocker.docker.Interaction;
import io.github.godocker.docker.Network;
import io.github.godocker.docker.Networks;
import io.github.godocker.docker.RunSpec;
import io.github.godocker.docker.Storage;
import io.github.godocker.docker.TarStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A daemon whose containers print and end as their images are told to, the moment they start. */
final class FakeServices implements Docker, Containers {
    private record Made(String name, RunSpec spec) {}

    private record End(int exit, boolean outOfMemory) {}

    private Made made(String id) {
        return Objects.requireNonNull(containers.get(id));
    }

    private final Map<String, Made> containers = new LinkedHashMap<>();
    private final Map<String, Network> networks = new LinkedHashMap<>();
    private final Map<String, BiConsumer<Container.Stream, String>> attached = new HashMap<>();
    private final Map<String, Boolean> started = new HashMap<>();
    private final Map<String, List<String>> output = new HashMap<>();
    private final Map<String, End> ends = new HashMap<>();
    private final Map<String, String> refusals = new HashMap<>();
    /** What changed something, in its order. */
    final List<String> changes = new CopyOnWriteArrayList<>();

    /** What the daemon says of settings that it leaves out. */
    final List<String> createWarnings = new ArrayList<>();

    /** Outputs that are read, or were to their end, and not closed. */
    int open;

    private int next;
    private @Nullable String idRefusal;
    private Runnable onAwait = () -> {};

    private Consumer<RunSpec> onStart = spec -> {};

    void onStart(Consumer<RunSpec> told) {
        onStart = told;
    }

    void onAwait(Runnable told) {
        onAwait = told;
    }

    RunSpec spec(String id) {
        return made(id).spec();
    }

    void prints(String image, String... lines) {
        output.put(image + ":latest", List.of(lines));
        output.put(image, List.of(lines));
    }

    /** What the only one that is read prints from now on. */
    void goesOnPrinting(String... lines) {
        BiConsumer<Container.Stream, String> reader =
                attached.values().iterator().next();
        List.of(lines).forEach(line -> reader.accept(Container.Stream.STDOUT, line));
    }

    void ends(String image, int exit, boolean outOfMemory) {
        ends.put(image, new End(exit, outOfMemory));
    }

    void refuses(String call, String words) {
        refusals.put(call, words);
    }

    /** As the daemon's client tells it, which knows ids alone. */
    void refusesToStart(String words) {
        idRefusal = words;
    }

    void accepts(String call) {
        refusals.remove(call);
    }

    /** It does what it is asked, and the connection breaks. */
    void losesAnswer(String call, String name) {
        refusals.put(call + " " + name, "the connection was lost");
    }

    private final Map<String, Map<String, String>> races = new HashMap<>();

    /** Somebody else makes a container of this name just before the next one is to be made. */
    void losesRace(String name, Map<String, String> labels) {
        races.put(name, labels);
    }

    private void refuse(String call) {
        String words = refusals.get(call);
        if (words != null) {
            throw new GoDockerException("Cannot " + call + " container: " + words + ".", "Look at the daemon.");
        }
    }

    List<String> names() {
        return containers.values().stream().map(Made::name).toList();
    }

    List<String> networkNames() {
        return networks.values().stream().map(Network::name).toList();
    }

    @Override
    public String create(String name, RunSpec spec, Consumer<String> warnings) {
        refuse("create");
        createWarnings.forEach(warnings);
        Map<String, String> winner = races.remove(name);
        if (winner != null) {
            containers.put(String.format("%064x", ++next), new Made(name, spec.withLabels(winner)));
            throw new GoDockerException(
                    "Cannot create container: the container name \"/" + name + "\" is already in use.", "Rename it.");
        }
        String id = String.format("%064x", ++next);
        containers.put(id, new Made(name, spec));
        changes.add("create " + name + " in " + spec.networking().network());
        refuse("create " + name);
        return id;
    }

    @Override
    public Following attach(String id, BiConsumer<Container.Stream, String> lines) {
        attached.put(id, lines);
        changes.add("attach " + made(id).name());
        open++;
        return new Following() {
            private boolean closed;

            @Override
            public boolean await(Duration atMost) {
                return true;
            }

            @Override
            public void close() {
                attached.remove(id);
                open -= closed ? 0 : 1;
                closed = true;
            }
        };
    }

    @Override
    public void start(String id) {
        refuse("start");
        if (idRefusal != null) {
            throw new GoDockerException(
                    "Cannot start container " + id.substring(0, 12) + ": " + idRefusal + ".", "Look at the daemon.");
        }
        Made made = made(id);
        changes.add("start " + made.name());
        onStart.accept(made.spec());
        started.put(id, true);
        output.getOrDefault(made.spec().image(), List.of())
                .forEach(line -> Objects.requireNonNull(attached.get(id)).accept(Container.Stream.STDOUT, line));
    }

    @Override
    public void copyIn(String id, String directory, TarStream tar) {
        refuse("copy");
        changes.add("copy " + tar.size() + " bytes to " + directory + " of " + made(id).name());
    }

    private @Nullable End end(Made made) {
        return ends.get(made.spec().image());
    }

    @Override
    public Optional<ContainerState> find(String idOrName) {
        String id = containers.entrySet().stream()
                .filter(each -> each.getValue().name().equals(idOrName))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(idOrName);
        Made made = containers.get(id);
        if (made == null) {
            return Optional.empty();
        }
        End end = end(made);
        boolean running = started.containsKey(id) && end == null;
        return Optional.of(new ContainerState(
                id,
                made.name(),
                made.spec().image(),
                running ? "running" : started.containsKey(id) ? "exited" : "created",
                end == null ? 0 : end.exit(),
                end != null && end.outOfMemory(),
                "",
                "",
                "",
                ports(made.spec()),
                Map.of(),
                made.spec().labels(),
                made.spec().attended().terminal()));
    }

    private static Map<String, List<ContainerState.HostPort>> ports(RunSpec spec) {
        Map<String, List<ContainerState.HostPort>> ports = new LinkedHashMap<>();
        for (RunSpec.Publish port : spec.networking().ports()) {
            ports.put(
                    port.container() + "/" + port.protocol(),
                    List.of(new ContainerState.HostPort(port.address(), port.host() == 0 ? 32_768 : port.host())));
        }
        return ports;
    }

    private static boolean has(Map<String, String> labels, String label) {
        int equals = label.indexOf('=');
        return equals < 0
                ? labels.containsKey(label)
                : label.substring(equals + 1).equals(labels.get(label.substring(0, equals)));
    }

    @Override
    public List<ContainerState> all(String label) {
        return containers.keySet().stream()
                .map(id -> find(id).orElseThrow())
                .filter(each -> has(each.labels(), label))
                .toList();
    }

    @Override
    public OptionalInt exec(String id, Container.Exec command, Interaction with) {
        return OptionalInt.of(0);
    }

    @Override
    public OptionalInt run(String id, Interaction with, Runnable begun) {
        Made made = made(id);
        attached.put(id, (stream, line) -> {
            try {
                with.output().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        start(id);
        begun.run();
        with.close();
        End end = end(made);
        return end == null ? OptionalInt.empty() : OptionalInt.of(end.exit());
    }

    @Override
    public Optional<ContainerProcesses> top(String id) {
        return Optional.empty();
    }

    @Override
    public int await(String id) {
        Made made = made(id);
        onAwait.run();
        return Objects.requireNonNull(end(made)).exit();
    }

    @Override
    public void stop(String id, int seconds) {
        // As the daemon has it: what is gone does not run.
        if (containers.containsKey(id)) {
            changes.add("stop " + made(id).name());
        }
    }

    @Override
    public void remove(String id) {
        containers.remove(id);
    }

    @Override
    public Networks networks() {
        return new Networks() {
            @Override
            public String create(String name, Map<String, String> labels) {
                String id = "n" + ++next;
                networks.put(id, new Network(id, name, labels));
                changes.add("network " + name);
                return id;
            }

            @Override
            public boolean exists(String name) {
                return networks.values().stream().anyMatch(each -> each.name().equals(name));
            }

            @Override
            public List<Network> labelled(String label) {
                return networks.values().stream()
                        .filter(each -> has(each.labels(), label))
                        .toList();
            }

            @Override
            public void remove(String id) {
                String name = Objects.requireNonNull(networks.get(id)).name();
                if (containers.values().stream()
                        .anyMatch(each -> name.equals(each.spec().networking().network()))) {
                    throw new GoDockerException("Cannot remove network " + name + ": it has active endpoints.", "");
                }
                networks.remove(id);
            }
        };
    }

    @Override
    public Engine engine() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Images images() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Containers containers() {
        return this;
    }

    @Override
    public Container open(ContainerSpec spec, byte[] stdin, Consumer<String> firstLine) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Container hold(String id, Container.Exec command, byte[] stdin, Consumer<String> firstLine) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> running(String label, String value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void logs(String id, ContainerLogs which, BiConsumer<Container.Stream, String> lines) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<ContainerStats> stats(String id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void signal(String id, String signal) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int exec(String id, Container.Exec command, Duration atMost, BiConsumer<Container.Stream, String> lines) {
        throw new UnsupportedOperationException();
    }

    @Override
    public EngineDetails details() {
        throw new UnsupportedOperationException("details");
    }

    @Override
    public Storage storage() {
        throw new UnsupportedOperationException("storage");
    }

    @Override
    public void close() {}
}
