package io.github.godocker.docker.client;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import io.github.godocker.GoDockerException;
import io.github.godocker.Json;
import io.github.godocker.docker.BlockInputStream;
import io.github.godocker.docker.Container;
import io.github.godocker.docker.ContainerSpec;
import io.github.godocker.docker.TarStream;
import io.github.godocker.docker.client.IdleLimit.Deed;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private HeldContainer(Connection connection, String id, Lifeline lifeline) {
        this.connection = connection;
        this.id = id;
        this.lifeline = lifeline;
    }

    static HeldContainer open(Connection connection, ContainerSpec spec, byte[] stdin, Consumer<String> firstLine) {
        Deed deed = new Deed("start", "starting", "a container of " + spec.image());
        String advice = "Try `docker run --rm " + spec.image() + " true`; an image for building needs a shell and Go.";
        try (Creation creation = new Creation(connection, deed)) {
            // Within the other: what it leaves when its time is over is removed in a time of its own.
            return IdleLimit.request(connection.limits().request(), deed, advice, () -> {
                HeldContainer container = new HeldContainer(connection, creation.create(spec), new Lifeline(stdin));
                try {
                    firstLine.accept(container.start());
                    creation.held();
                    return container;
                } catch (Exception e) {
                    container.letGo();
                    throw e;
                }
            });
        } catch (GoDockerException e) {
            String network = String.valueOf(spec.network());
            throw e.problem().contains("network " + network)
                    ? e.withNextStep("Correct <builderNetwork>, or make it: `docker network create " + network + "`.")
                    : e;
        }
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
        connection
                .endpoint()
                .open(connection.endpoint().post("/containers/" + id + "/start"))
                .close();
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

    @Override
    public String id() {
        return id;
    }

    @Override
    public int exec(Exec exec, BiConsumer<Stream, String> output) {
        String command = exec.command().get(0);
        Deed deed = new Deed("run", "running", command + " in container " + shortId());
        String execId = IdleLimit.request(connection.limits().request(), deed, GONE, () -> createExec(exec));
        Lines stdout = new Lines(line -> give(output, Stream.STDOUT, line));
        Lines stderr = new Lines(line -> give(output, Stream.STDERR, line));
        IdleLimit limit = null;
        try (Response response =
                IdleLimit.request(connection.limits().request(), deed, GONE, () -> startExec(execId))) {
            // Go may be busy for long without a word; then the daemon is asked.
            limit = IdleLimit.attended(connection.limits().idle(), deed, time -> ask(execId, deed, time));
            Frames frames = new Frames(new AwaitedInput(response.getBody(), limit), stdout, stderr);
            while (frames.next()) {
                // The lines go out as they come.
            }
            stdout.end();
            stderr.end();
        } catch (ReceiverFailure e) {
            // The daemon lets the command run on; only the end of its container ends it.
            close();
            throw e.failure;
        } catch (Exception e) {
            GoDockerException failure = limit == null
                    ? e instanceof GoDockerException known ? known : deed.failed(GONE, e)
                    : limit.failed(e, GONE);
            if (Thread.currentThread().isInterrupted()) {
                // The daemon lets the command run on; only the end of its container ends it.
                close();
                throw new GoDockerException(
                        "Interrupted while running " + command + "; removed container " + shortId() + ".",
                        "Run the build again.",
                        e);
            }
            throw failure;
        } finally {
            if (limit != null) {
                limit.end();
            }
        }
        int exit = IdleLimit.request(connection.limits().request(), deed, GONE, () -> exitCode(execId));
        if (exit > SIGNAL && exit <= SIGNAL + LAST_SIGNAL) {
            throw IdleLimit.request(connection.limits().request(), deed, GONE, () -> killed(deed, exit));
        }
        return exit;
    }

    /** Whoever gets the lines has failed, which is no fault of the daemon's. */
    private static final class ReceiverFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final RuntimeException failure;

        ReceiverFailure(RuntimeException failure) {
            super(failure);
            this.failure = failure;
        }
    }

    private static void give(BiConsumer<Stream, String> output, Stream stream, String line) {
        try {
            output.accept(stream, line);
        } catch (RuntimeException e) {
            throw new ReceiverFailure(e);
        }
    }

    /** Nobody gets a result from a command that a signal ended: why it did depends on how its container is now. */
    private GoDockerException killed(Deed deed, int exit) throws IOException {
        String how = exit - SIGNAL == SIGKILL ? "it was killed" : "signal " + (exit - SIGNAL) + " ended it";
        try {
            Json state = state();
            if (state.path("OOMKilled").isTrue()) {
                return deed.refused(how + ", memory ran out (exit code " + exit + ")", MORE_MEMORY);
            }
            if (state.path("Running").isTrue()) {
                return deed.refused(
                        how + " (exit code " + exit + ")",
                        exit - SIGNAL == SIGKILL
                                ? "Most likely memory ran out. " + MORE_MEMORY
                                : "Run the build again.");
            }
        } catch (DockerErrors.Refusal e) {
            if (!e.isNotFound()) {
                throw e;
            }
            // As it is below.
        }
        return deed.refused("its container ended (exit code " + exit + ")", GONE);
    }

    @Override
    public boolean isRunning() {
        Deed deed = new Deed("look", "looking", "at container " + shortId());
        try {
            return IdleLimit.request(connection.limits().request(), deed, GONE, this::state)
                    .path("Running")
                    .isTrue();
        } catch (GoDockerException e) {
            // Whatever is the matter with the daemon, the next call tells it better.
            return false;
        }
    }

    private Json state() throws IOException {
        Endpoint endpoint = connection.endpoint();
        return endpoint.read(endpoint.get("/containers/" + id + "/json")).path("State");
    }

    private String createExec(Exec exec) throws IOException {
        Endpoint endpoint = connection.endpoint();
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("AttachStdout", true);
        request.put("AttachStderr", true);
        request.put("Cmd", exec.command());
        request.put(
                "Env",
                exec.environment().entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .toList());
        request.put("User", exec.user());
        request.put("WorkingDir", exec.directory());
        return endpoint.readId(endpoint.post("/containers/" + id + "/exec", request));
    }

    private Response startExec(String execId) throws IOException {
        Endpoint endpoint = connection.endpoint();
        return endpoint.open(endpoint.post("/exec/" + execId + "/start", Map.of("Detach", false, "Tty", false)));
    }

    private Json inspectExec(String execId) throws IOException {
        Endpoint endpoint = connection.endpoint();
        return endpoint.read(endpoint.get("/exec/" + execId + "/json"));
    }

    private int exitCode(String execId) throws IOException {
        Json ended = inspectExec(execId);
        if (ended.path("ExitCode").isMissing() || ended.path("Running").isTrue()) {
            throw new IOException("the connection to it was lost while it ran");
        }
        return (int) ended.path("ExitCode").number();
    }

    /** Whether a command that has been silent for long still runs; if not, its end may just be on its way. */
    private void ask(String execId, Deed deed, int time) {
        Json state = IdleLimit.request(connection.limits().request(), deed, GONE, () -> inspectExec(execId));
        if (time > 1 && !state.path("Running").isTrue()) {
            throw deed.refused("it has ended, but its output has not", GONE);
        }
    }

    private String shortId() {
        return id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id;
    }

    @Override
    public void copyIn(String directory, TarStream tar) {
        Deed deed = new Deed("copy", "copying", "files into container " + shortId());
        var unused = IdleLimit.stream(connection.limits().idle(), deed, AGAIN, limit -> {
            connection
                    .commands()
                    .get()
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

    /** What the daemon sends: a limit counts the time in which it is waited for. */
    private static class AwaitedInput extends FilterInputStream {
        final IdleLimit limit;

        AwaitedInput(InputStream in, IdleLimit limit) {
            super(in);
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            limit.waiting(true);
            try {
                return super.read(buffer, offset, length);
            } finally {
                limit.waiting(false);
            }
        }
    }

    /** Fails in our words, and not at all for want of anybody who waits: the limit ends with it. */
    private static final class CopiedOut extends AwaitedInput {
        private final Response response;

        CopiedOut(Response response, IdleLimit limit) {
            super(response.getBody(), limit);
            this.response = response;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            try {
                return super.read(buffer, offset, length);
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
        Creation.remove(connection.limits().giveUp(), shortId(), () -> Creation.remove(connection.endpoint(), id));
        letGo();
    }

    @Override
    public void letGo() {
        lifeline.cut();
        Response open = attached;
        if (open != null) {
            open.close();
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
