package io.github.godocker.docker.client;

import static io.github.godocker.docker.client.ContainerStates.shortId;

import io.github.godocker.GoDockerException;
import io.github.godocker.Json;
import io.github.godocker.docker.Container;
import io.github.godocker.docker.ContainerSpec;
import io.github.godocker.docker.TarStream;
import io.github.godocker.docker.client.IdleLimit.Deed;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A container whose life hangs on a connection of this process: the daemon closes its standard input when the
 * connection ends, however this JVM ends, its command then ends, and the daemon removes it. No watchdog container, no
 * sweep at the next start. One that was there before is held by a command in it, and its own command sees to the rest.
 */
final class HeldContainer implements Container {
    static final String GONE = "Did somebody remove the container, or was Docker restarted? Run the build again.";
    private final Connection connection;
    private final String id;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable Lifeline lifeline;

    private HeldContainer(Connection connection, String id) {
        this.connection = connection;
        this.id = id;
    }

    static HeldContainer open(Connection connection, ContainerSpec spec, byte[] stdin, Consumer<String> firstLine) {
        Deed deed = new Deed("start", "starting", "a container of " + spec.image());
        String advice = "Try `docker run --rm " + spec.image() + " true`; an image for building needs a shell and Go.";
        try (Creation creation = new Creation(connection, deed)) {
            // Within the other: what it leaves when its time is over is removed in a time of its own.
            return IdleLimit.request(connection.limits().request(), deed, advice, () -> {
                HeldContainer container = new HeldContainer(connection, creation.create(spec));
                try {
                    firstLine.accept(container.start(stdin));
                    creation.held();
                    return container;
                } catch (Exception e) {
                    container.letGo();
                    throw e;
                }
            });
        } catch (GoDockerException e) {
            String network = String.valueOf(spec.network());
            throw DockerErrors.NO_NETWORK
                            .match(e.problem())
                            .filter(named -> named.group(1).equals(network))
                            .isPresent()
                    ? e.withNextStep("Correct <builderNetwork>, or make it: `docker network create " + network + "`.")
                    : e;
        }
    }

    /** Holds a container that is there by a command that ends with its standard input. */
    static HeldContainer hold(
            Connection connection, String id, Exec command, byte[] stdin, Consumer<String> firstLine) {
        HeldContainer container = new HeldContainer(connection, id);
        Deed deed = new Deed("take up", "taking up", "container " + shortId(container.id));
        return IdleLimit.request(connection.limits().request(), deed, GONE, () -> {
            try {
                Endpoint endpoint = connection.endpoint();
                Lifeline tied = Lifeline.begin(endpoint, Execution.create(endpoint, id, command, true), stdin);
                container.lifeline = tied;
                firstLine.accept(firstLine(tied));
                return container;
            } catch (Exception e) {
                container.letGo();
                throw e;
            }
        });
    }

    /** Starts the container and returns the first line that it prints. */
    private String start(byte[] stdin) throws IOException {
        Endpoint endpoint = connection.endpoint();
        Lifeline tied = Lifeline.tie(endpoint, id, stdin);
        lifeline = tied;
        endpoint.open(endpoint.post("/containers/" + id + "/start")).close();
        return firstLine(tied);
    }

    private static String firstLine(Lifeline tied) throws IOException {
        List<String> lines = new ArrayList<>();
        List<String> complaints = new ArrayList<>();
        Lines stderr = new Lines(complaints::add);
        Frames frames = new Frames(tied.output(), new Lines(lines::add), stderr);
        while (lines.isEmpty()) {
            if (!frames.next()) {
                stderr.end();
                String last = String.join(" ", complaints);
                throw new IOException(last.isBlank() ? "it ended without a word" : last);
            }
        }
        return lines.get(0);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public int exec(Exec exec, BiConsumer<Stream, String> output) {
        return new Execution(connection, this, exec).run(output);
    }

    @Override
    public void copyIn(String directory, TarStream tar) {
        new ContainerFiles(connection, id).copyIn(directory, tar);
    }

    @Override
    public InputStream copyOut(String path) {
        return new ContainerFiles(connection, id).copyOut(path);
    }

    @Override
    public boolean isRunning() {
        Deed deed = new Deed("look", "looking", "at container " + shortId(id));
        try {
            return IdleLimit.request(connection.limits().request(), deed, GONE, this::state)
                    .path("Running")
                    .isTrue();
        } catch (GoDockerException e) {
            // Whatever is the matter with the daemon, the next call tells it better.
            return false;
        }
    }

    /** How the daemon says that it is. */
    Json state() throws IOException {
        Endpoint endpoint = connection.endpoint();
        return endpoint.read(endpoint.get("/containers/" + id + "/json")).path("State");
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        Creation.remove(connection.limits().giveUp(), shortId(id), () -> Creation.remove(connection.endpoint(), id));
        letGo();
    }

    @Override
    public void letGo() {
        Lifeline tied = lifeline;
        if (tied != null) {
            tied.close();
        }
    }
}
