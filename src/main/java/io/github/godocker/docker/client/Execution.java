package io.github.godocker.docker.client;

import static io.github.godocker.docker.client.ContainerStates.shortId;

import io.github.godocker.GoDockerException;
import io.github.godocker.Json;
import io.github.godocker.docker.Container.Exec;
import io.github.godocker.docker.Container.Stream;
import io.github.godocker.docker.RunSpec;
import io.github.godocker.docker.client.IdleLimit.Deed;
import io.github.godocker.docker.client.transport.Request;
import io.github.godocker.docker.client.transport.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** One command in a container, from its start to its exit code. */
record Execution(Connection connection, HeldContainer container, Exec exec) {
    private static final String MORE_MEMORY =
            "Give Docker more memory, or let go do less at once: set the environment variable GOFLAGS to -p=1.";

    /** What a shell and the daemon add to the number of the signal that ended a command. */
    private static final int SIGNAL = 128;

    /** What the daemon says of a command that it could not even start. */
    private static final int NOT_STARTED = 126;

    private static final int NOT_FOUND = 127;

    private static final String CUT =
            "The connection to the Docker daemon was cut, perhaps by a proxy between. Run the build again.";

    private static final int SIGKILL = 9;
    private static final int LAST_SIGNAL = 64;

    /** Runs it to its end and returns its exit code. */
    int run(BiConsumer<Stream, String> output) {
        String command = exec.command().get(0);
        Deed deed = new Deed("run", "running", command + " in container " + shortId(container.id()));
        EndMark mark = new EndMark(exec);
        String execId = IdleLimit.request(
                connection.limits().request(),
                deed,
                HeldContainer.GONE,
                () -> create(connection.endpoint(), container.id(), mark.around(exec), false));
        Lines stdout = mark.lines(Stream.STDOUT, line -> give(output, Stream.STDOUT, line));
        Lines stderr = mark.lines(Stream.STDERR, line -> give(output, Stream.STDERR, line));
        IdleLimit limit = null;
        try (Response response =
                IdleLimit.request(connection.limits().request(), deed, HeldContainer.GONE, () -> start(execId))) {
            // Go may be busy for long without a word; then the daemon is asked.
            limit = IdleLimit.attended(connection.limits().idle(), deed, time -> ask(execId, deed, time));
            Frames frames = new Frames(new AwaitedInput(response.body(), limit), stdout, stderr);
            while (frames.next()) {
                // The lines go out as they come.
            }
            stdout.end();
            stderr.end();
        } catch (ReceiverFailure e) {
            // The daemon lets the command run on; only the end of its container ends it.
            container.close();
            throw e.failure;
        } catch (Exception e) {
            GoDockerException failure = limit == null
                    ? e instanceof GoDockerException known ? known : deed.failed(HeldContainer.GONE, e)
                    : limit.failed(e, HeldContainer.GONE);
            if (Thread.currentThread().isInterrupted()) {
                // The daemon lets the command run on; only the end of its container ends it.
                container.close();
                throw new GoDockerException(
                        "Interrupted while running " + command + "; removed container " + shortId(container.id()) + ".",
                        "Run the build again.",
                        e);
            }
            endUnlessEnded(execId, deed);
            throw failure;
        } finally {
            if (limit != null) {
                limit.end();
            }
        }
        int exit = ended(execId, deed);
        if (exit > SIGNAL && exit <= SIGNAL + LAST_SIGNAL) {
            throw IdleLimit.request(connection.limits().request(), deed, HeldContainer.GONE, () -> killed(deed, exit));
        }
        if (!mark.hasCome() && exit != NOT_STARTED && exit != NOT_FOUND) {
            throw deed.refused("it has ended, but not all that it printed came here", CUT);
        }
        return exit;
    }

    private int ended(String execId, Deed deed) {
        try {
            return IdleLimit.request(
                    connection.limits().request(),
                    deed,
                    HeldContainer.GONE,
                    () -> exitCode(connection.endpoint(), execId));
        } catch (GoDockerException e) {
            endUnlessEnded(execId, deed);
            throw e;
        }
    }

    /**
     * Of a command whose output was lost nobody gets a result. It would go on in a builder that other goals and, where it is
     * kept, other builds use; so the container ends with it, unless the daemon says that it has ended by itself.
     */
    private void endUnlessEnded(String execId, Deed deed) {
        boolean over;
        try {
            over = !IdleLimit.request(
                            connection.limits().giveUp(),
                            deed,
                            HeldContainer.GONE,
                            () -> inspect(connection.endpoint(), execId))
                    .path("Running")
                    .isTrue();
        } catch (GoDockerException e) {
            // Nobody knows then.
            over = false;
        }
        if (!over) {
            container.close();
        }
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
            Json state = container.state();
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
        return deed.refused("its container ended (exit code " + exit + ")", HeldContainer.GONE);
    }

    /**
     * Makes a command that can be started.
     *
     * @param input whether it has a standard input
     * @return its id
     */
    static String create(Endpoint endpoint, String container, Exec exec, boolean input) throws IOException {
        return create(endpoint, container, exec, new RunSpec.Attended(input, false));
    }

    /** The same for somebody who talks to it. */
    static String create(Endpoint endpoint, String container, Exec exec, RunSpec.Attended attended) throws IOException {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("AttachStdin", attended.input());
        request.put("AttachStdout", true);
        request.put("AttachStderr", true);
        request.put("Tty", attended.terminal());
        request.put("Cmd", exec.command());
        request.put(
                "Env",
                exec.environment().entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .toList());
        request.put("User", exec.user());
        request.put("WorkingDir", exec.directory());
        return endpoint.readId(endpoint.post("/containers/" + container + "/exec", request));
    }

    private Response start(String execId) throws IOException {
        Endpoint endpoint = connection.endpoint();
        return endpoint.open(startRequest(endpoint, execId));
    }

    /** Starts a command that was created; its output, and the way to its input, is the answer. */
    static Request startRequest(Endpoint endpoint, String execId) {
        return startRequest(endpoint, execId, false);
    }

    static Request startRequest(Endpoint endpoint, String execId, boolean terminal) {
        return endpoint.post("/exec/" + execId + "/start", Map.of("Detach", false, "Tty", terminal));
    }

    static Json inspect(Endpoint endpoint, String execId) throws IOException {
        return endpoint.read(endpoint.get("/exec/" + execId + "/json"));
    }

    /** @throws IOException if it has none, as the connection broke before its end */
    static int exitCode(Endpoint endpoint, String execId) throws IOException {
        Json ended = inspect(endpoint, execId);
        if (ended.path("ExitCode").isMissing() || ended.path("Running").isTrue()) {
            throw new IOException("the connection to it was lost while it ran");
        }
        return (int) ended.path("ExitCode").number();
    }

    /** Whether a command that has been silent for long still runs; if not, its end may just be on its way. */
    private Duration ask(String execId, Deed deed, int time) {
        Json state = IdleLimit.request(
                connection.limits().request(), deed, HeldContainer.GONE, () -> inspect(connection.endpoint(), execId));
        if (state.path("Running").isTrue()) {
            return connection.limits().idle();
        }
        if (time > 1) {
            throw deed.refused("it has ended, but its output has not", HeldContainer.GONE);
        }
        return connection.limits().lastWords();
    }
}
