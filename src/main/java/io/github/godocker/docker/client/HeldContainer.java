package io.github.godocker.docker.client;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectExecResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import io.github.godocker.GoDockerException;
import io.github.godocker.docker.BlockInputStream;
import io.github.godocker.docker.Container;
import io.github.godocker.docker.ContainerSpec;
import io.github.godocker.docker.TarStream;
import io.github.godocker.docker.client.DockerJava.ProgressInput;
import io.github.godocker.docker.client.IdleLimit.Deed;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A container whose life hangs on a connection of this process: the daemon closes its standard input when the
 * connection ends, however this JVM ends, its command then ends, and the daemon removes it. No watchdog container, no
 * sweep at the next start.
 */
final class HeldContainer implements Container {
    private static final int SHORT_ID = 12;
    private static final String GONE =
            "Did somebody remove the container, or was Docker restarted? Run the build again.";
    private static final String AGAIN = "Run the build again; `docker info` tells whether the daemon is well.";

    private static final String MORE_MEMORY =
            "Give Docker more memory, or let go do less at once: set the environment variable GOFLAGS to -p=1.";

    /** What a shell and the daemon add to the number of the signal that ended a command. */
    private static final int SIGNAL = 128;

    private static final int SIGKILL = 9;
    private static final int LAST_SIGNAL = 64;

    private final Connection connection;
    private final String id;
    private final Lifeline lifeline;
    private final AtomicBoolean closed = new AtomicBoolean();
    /** What the container prints, and the connection that its life hangs on. Nobody reads it after the first line. */
    private volatile @Nullable Response attached;

    /** How the daemon is reached, and how long it may take. */
    record Connection(DockerClient client, Endpoint endpoint, Limits limits) {}

    private HeldContainer(Connection connection, String id, Lifeline lifeline) {
        this.connection = connection;
        this.id = id;
        this.lifeline = lifeline;
    }

    static HeldContainer open(Connection connection, ContainerSpec spec, byte[] stdin, Consumer<String> firstLine) {
        return IdleLimit.request(
                connection.limits().request(),
                new Deed("start", "starting", "a container of " + spec.image()),
                "Try `docker run --rm " + spec.image() + " true`; an image for building needs a shell and Go.",
                () -> {
                    String id = create(connection.client(), spec);
                    HeldContainer container = new HeldContainer(connection, id, new Lifeline(stdin));
                    try {
                        firstLine.accept(container.start());
                        return container;
                    } catch (Exception e) {
                        container.close();
                        throw e;
                    }
                });
    }

    /** Starts the container and returns the first line that it prints. */
    private String start() throws IOException {
        Response response = connection
                .endpoint()
                .open(connection
                        .endpoint()
                        .post("/containers/" + id + "/attach?stdin=true&stdout=true&stderr=true&stream=true")
                        .hijackedInput(lifeline));
        attached = response;
        connection.client().startContainerCmd(id).exec();
        List<String> lines = new ArrayList<>();
        List<String> complaints = new ArrayList<>();
        Lines stderr = new Lines(complaints::add);
        Frames frames = new Frames(response.getBody(), new Lines(lines::add), stderr);
        while (lines.isEmpty()) {
            if (!frames.next()) {
                stderr.end();
                String last = String.join(" ", complaints);
                throw new IOException(last.isBlank() ? "it ended without a word" : last);
            }
        }
        return lines.get(0);
    }

    private static String create(DockerClient client, ContainerSpec spec) {
        List<com.github.dockerjava.api.model.Mount> mounts = new ArrayList<>();
        for (ContainerSpec.Mount mount : spec.mounts()) {
            var native_ = new com.github.dockerjava.api.model.Mount().withTarget(mount.target());
            if (mount instanceof ContainerSpec.Bind bind) {
                // As a mount, not a "bind": a bind would create a missing source on the daemon's host, owned by root.
                mounts.add(native_.withType(MountType.BIND)
                        .withSource(bind.source().toString()));
            } else if (mount instanceof ContainerSpec.Volume volume) {
                mounts.add(native_.withType(MountType.VOLUME)
                        .withSource(volume.name())
                        .withReadOnly(volume.readOnly())
                        .withVolumeOptions(
                                new com.github.dockerjava.api.model.VolumeOptions().withLabels(volume.labels())));
            }
        }
        HostConfig host = HostConfig.newHostConfig().withAutoRemove(true).withMounts(mounts);
        if (!spec.groups().isEmpty()) {
            host.withGroupAdd(spec.groups());
        }
        if (spec.network() != null) {
            host.withNetworkMode(spec.network());
        }
        return client.createContainerCmd(spec.image())
                .withHostConfig(host)
                .withEntrypoint(spec.command())
                .withCmd(List.of())
                .withLabels(spec.labels())
                .withUser("0:0")
                .withWorkingDir("/")
                .withStdinOpen(true)
                .withStdInOnce(true)
                .withAttachStdin(true)
                .withAttachStdout(true)
                .withAttachStderr(true)
                .exec()
                .getId();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public int exec(Exec exec, BiConsumer<Stream, String> output) {
        String command = exec.command().get(0);
        Deed deed = new Deed("run", "running", command + " in container " + shortId());
        String execId = IdleLimit.request(connection.limits().request(), deed, GONE, () -> createExec(exec));
        Lines stdout = new Lines(line -> output.accept(Stream.STDOUT, line));
        Lines stderr = new Lines(line -> output.accept(Stream.STDERR, line));
        try (Response response =
                IdleLimit.request(connection.limits().request(), deed, GONE, () -> startExec(execId))) {
            // No limit: go may be busy for long without a word.
            Frames frames = new Frames(response.getBody(), stdout, stderr);
            while (frames.next()) {
                // The lines go out as they come.
            }
            stdout.end();
            stderr.end();
        } catch (Exception e) {
            if (DockerErrors.isInterrupt(e)) {
                // The daemon lets the command run on; only the end of its container ends it.
                close();
                Thread.currentThread().interrupt();
                throw new GoDockerException(
                        "Interrupted while running " + command + "; removed container " + shortId() + ".",
                        "Run the build again.",
                        e);
            }
            throw e instanceof GoDockerException known ? known : deed.failed(GONE, e);
        }
        int exit = IdleLimit.request(connection.limits().request(), deed, GONE, () -> exitCode(execId));
        if (exit > SIGNAL && exit <= SIGNAL + LAST_SIGNAL) {
            throw IdleLimit.request(connection.limits().request(), deed, GONE, () -> killed(deed, exit));
        }
        return exit;
    }

    /** Nobody gets a result from a command that a signal ended: why it did depends on how its container is now. */
    private GoDockerException killed(Deed deed, int exit) {
        String how = exit - SIGNAL == SIGKILL ? "it was killed" : "signal " + (exit - SIGNAL) + " ended it";
        try {
            var state = connection.client().inspectContainerCmd(id).exec().getState();
            if (Boolean.TRUE.equals(state.getOOMKilled())) {
                return deed.refused(how + ", memory ran out (exit code " + exit + ")", MORE_MEMORY);
            }
            if (Boolean.TRUE.equals(state.getRunning())) {
                return deed.refused(
                        how + " (exit code " + exit + ")",
                        exit - SIGNAL == SIGKILL
                                ? "Most likely memory ran out. " + MORE_MEMORY
                                : "Run the build again.");
            }
        } catch (NotFoundException e) {
            // As it is below.
        }
        return deed.refused("its container ended (exit code " + exit + ")", GONE);
    }

    private String createExec(Exec exec) {
        return connection
                .client()
                .execCreateCmd(id)
                .withAttachStdout(true)
                .withAttachStderr(true)
                .withCmd(exec.command().toArray(String[]::new))
                .withEnv(exec.environment().entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .toList())
                .withUser(exec.user())
                .withWorkingDir(exec.directory())
                .exec()
                .getId();
    }

    private Response startExec(String execId) throws IOException {
        return connection
                .endpoint()
                .open(connection
                        .endpoint()
                        .post("/exec/" + execId + "/start")
                        .putHeader("Content-Type", "application/json")
                        .bodyBytes("{\"Detach\":false,\"Tty\":false}".getBytes(StandardCharsets.UTF_8)));
    }

    private int exitCode(String execId) throws IOException {
        InspectExecResponse ended = connection.client().inspectExecCmd(execId).exec();
        Long code = ended.getExitCodeLong();
        if (code == null || Boolean.TRUE.equals(ended.isRunning())) {
            throw new IOException("the connection to it was lost while it ran");
        }
        return code.intValue();
    }

    private String shortId() {
        return id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id;
    }

    @Override
    public void copyIn(String directory, TarStream tar) {
        Deed deed = new Deed("copy", "copying", "files into container " + shortId());
        var unused = IdleLimit.stream(connection.limits().idle(), deed, AGAIN, limit -> {
            connection
                    .client()
                    .copyArchiveToContainerCmd(id)
                    .withTarInputStream(new ProgressInput(tar, limit))
                    .withRemotePath(directory)
                    .exec();
            return true;
        });
    }

    @Override
    public InputStream copyOut(String path) {
        // Not docker-java's command: its transport asks for gzip, which the daemon then does, at a tenth of the speed.
        Request.Builder get = connection
                .endpoint()
                .get("/containers/" + id + "/archive?path=" + Endpoint.encode(path))
                .putHeader("Accept-Encoding", "identity");
        Deed deed = new Deed("copy", "copying", path + " out of container " + shortId());
        IdleLimit limit = IdleLimit.start(connection.limits().idle(), deed);
        try {
            return new CopiedOut(connection.endpoint().open(get), limit);
        } catch (IOException | RuntimeException e) {
            throw limit.failed(e, AGAIN);
        }
    }

    /** Fails in our words, and not at all for want of anybody who waits: the limit ends with it. */
    private static final class CopiedOut extends FilterInputStream {
        private final Response response;
        private final IdleLimit limit;

        CopiedOut(Response response, IdleLimit limit) {
            super(response.getBody());
            this.response = response;
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            try {
                // The time since the last byte was the caller's.
                limit.progress();
                int count = super.read(buffer, offset, length);
                limit.progress();
                return count;
            } catch (IOException | RuntimeException e) {
                throw limit.failed(e, AGAIN);
            }
        }

        @Override
        public void close() {
            limit.end();
            response.close();
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        // An interrupt would close the channel of the very request that cleans up.
        boolean interrupted = Thread.interrupted();
        try {
            var unused = IdleLimit.request(
                    connection.limits().giveUp(),
                    new Deed("remove", "removing", "container " + shortId()),
                    AGAIN,
                    () -> {
                        remove(connection.client(), id);
                        return true;
                    });
        } catch (GoDockerException e) {
            // The end of the lifeline removes it a moment later.
        } finally {
            letGo();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends the connection that the container's life hangs on. */
    private void letGo() {
        lifeline.cut();
        Response open = attached;
        if (open != null) {
            open.close();
        }
    }

    static void remove(DockerClient client, String id) {
        try {
            client.removeContainerCmd(id)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException | ConflictException e) {
            // Gone already, or just being removed because its command ended.
        }
    }

    /** The container's standard input: the given bytes, then open until it is cut. */
    private static final class Lifeline extends BlockInputStream {
        private final byte[] bytes;
        private int position;
        private final CountDownLatch cut = new CountDownLatch(1);

        Lifeline(byte[] bytes) {
            this.bytes = bytes;
        }

        void cut() {
            cut.countDown();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (position < bytes.length) {
                int count = Math.min(length, bytes.length - position);
                System.arraycopy(bytes, position, buffer, offset, count);
                position += count;
                return count;
            }
            // docker-java's pump runs into the closed connection at the end and would print a stack trace.
            Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {});
            try {
                cut.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return -1;
        }
    }
}
