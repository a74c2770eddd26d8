package io.github.godocker.docker.client;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.ContainerSpec;
import io.github.godocker.docker.client.IdleLimit.Deed;
import io.github.godocker.docker.client.transport.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A container from the moment in which the daemon is asked for it until its life hangs on a connection of this process.
 * The daemon removes by itself only what has run; so whatever ends us in between, a failure, an interrupt or the end of
 * the JVM, removes it. It has a name of ours, for the end may come before the answer that holds its id.
 */
final class Creation implements AutoCloseable {
    /** How long the daemon gets for finishing what nobody waits for any more, so that it can be removed. */
    private static final Duration LATE = Duration.ofSeconds(2);

    private static final Duration LONGEST_REMOVAL = Duration.ofSeconds(5);
    private static final long PAUSE_MILLIS = 50;

    private final Connection connection;
    private final Deed deed;
    private final String name =
            String.format("go-docker-%016x", ThreadLocalRandom.current().nextLong());
    private final Thread atShutdown = new Thread(this::abandon, "go-docker-creation-end");
    private Stage stage = Stage.NOT_ASKED;
    private boolean over;

    private enum Stage {
        NOT_ASKED,
        /** There may or may not be a container, and one may still appear. */
        ASKED,
        CREATED,
        /** There is no container, or it is held. */
        DONE
    }

    /** @throws GoDockerException if the JVM is ending */
    Creation(Connection connection, Deed deed) {
        this.connection = connection;
        this.deed = deed;
        try {
            Runtime.getRuntime().addShutdownHook(atShutdown);
        } catch (IllegalStateException e) {
            throw deed.interrupted(e);
        }
    }

    /** Creates the container and returns its id. */
    String create(ContainerSpec spec) throws IOException {
        Endpoint endpoint = connection.endpoint();
        enter(Stage.ASKED);
        try {
            String id = endpoint.readId(endpoint.post("/containers/create?name=" + name, request(spec)));
            enter(Stage.CREATED);
            return id;
        } catch (DockerErrors.Refusal e) {
            // The daemon has answered.
            enter(Stage.DONE);
            throw e;
        }
    }

    /** From now on the container needs nobody who removes it. */
    void held() {
        enter(Stage.DONE);
    }

    private synchronized void enter(Stage next) {
        if (over && stage == Stage.NOT_ASKED) {
            throw deed.interrupted(new IllegalStateException("Shutdown in progress"));
        }
        stage = next;
    }

    private synchronized Stage stage() {
        return stage;
    }

    /** Removes the container unless it is held. */
    @Override
    public void close() {
        abandon();
        try {
            Runtime.getRuntime().removeShutdownHook(atShutdown);
        } catch (IllegalStateException e) {
            // The JVM is ending, and it runs just then.
        }
    }

    private void abandon() {
        synchronized (this) {
            over = true;
            if (stage == Stage.NOT_ASKED || stage == Stage.DONE) {
                return;
            }
        }
        remove(connection.limits().giveUp(), name, this::removeWhenThere);
    }

    private void removeWhenThere() throws IOException, InterruptedException {
        long end = System.nanoTime() + LATE.toNanos();
        while (true) {
            // Asked before: it may be created while its removal is refused because it is not there.
            boolean mayAppear = stage() == Stage.ASKED;
            if (remove(connection.endpoint(), name) || !mayAppear || System.nanoTime() > end) {
                return;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    interface Removal {
        void run() throws IOException, InterruptedException;
    }

    /** Removes a container because something else has failed or ended, which is what there is to tell. */
    static void remove(Duration limit, String container, Removal removal) {
        // An interrupt would close the channel of the very request that cleans up.
        boolean interrupted = Thread.interrupted();
        try {
            var unused = IdleLimit.request(
                    limit.compareTo(LONGEST_REMOVAL) < 0 ? limit : LONGEST_REMOVAL,
                    new Deed("remove", "removing", "container " + container),
                    "",
                    () -> {
                        removal.run();
                        return true;
                    });
        } catch (GoDockerException e) {
            // A container that has run ends with its lifeline; for another one nothing more can be done.
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Removes a container, whatever it does.
     *
     * @param container its name or id
     * @return false if there is none
     * @throws IOException with the daemon's words if it refuses
     */
    static boolean remove(Endpoint endpoint, String container) throws IOException {
        String path = "/containers/" + container + "?v=true&force=true";
        try (Response answer = endpoint.transport().execute(endpoint.delete(path))) {
            int status = answer.status();
            // 409: it is being removed already, because its command ended.
            if (status >= 400 && status != 404 && status != 409) {
                throw new DockerErrors.Refusal(Endpoint.errorOf(answer));
            }
            return status != 404;
        }
    }

    private static Map<String, Object> request(ContainerSpec spec) {
        Map<String, Object> host = new LinkedHashMap<>();
        host.put("AutoRemove", true);
        host.put("Mounts", RunRequest.mounts(spec.mounts()));
        host.put("GroupAdd", spec.groups());
        if (spec.network() != null) {
            host.put("NetworkMode", spec.network());
        }
        Map<String, Object> container = new LinkedHashMap<>();
        container.put("Image", spec.image());
        container.put("Entrypoint", spec.command());
        container.put("Cmd", List.of());
        container.put("Labels", spec.labels());
        container.put("User", "0:0");
        container.put("WorkingDir", "/");
        container.put("OpenStdin", true);
        container.put("StdinOnce", true);
        container.put("AttachStdin", true);
        container.put("AttachStdout", true);
        container.put("AttachStderr", true);
        container.put("HostConfig", host);
        return container;
    }
}
