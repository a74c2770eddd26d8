package io.github.godocker.docker.client;

import io.github.godocker.Companion;
import io.github.godocker.GoDockerException;
import io.github.godocker.Json;
import io.github.godocker.docker.Container.Exec;
import io.github.godocker.docker.ContainerState;
import io.github.godocker.docker.Interaction;
import io.github.godocker.docker.RunSpec;
import io.github.godocker.docker.client.IdleLimit.Deed;
import io.github.godocker.docker.client.transport.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What somebody has to do with a container's program, from its start to its exit code. */
record Talk(Connection connection, String id, Interaction with) {
    /** How long the daemon may need to notice the end of a program whose output has ended. */
    private static final Duration EXIT = Duration.ofSeconds(1);

    private static final long PAUSE_MILLIS = 20;

    /** With a command in the container, which runs. */
    OptionalInt exec(Exec command) {
        Deed deed =
                new Deed("run", "running", command.command().get(0) + " in container " + ContainerStates.shortId(id));
        return talk(deed, () -> {
            Endpoint endpoint = connection.endpoint();
            String exec = connection.request(
                    deed,
                    () -> Execution.create(endpoint, id, command, new RunSpec.Attended(with.input(), with.terminal())));
            try (Conversation talk = connection.request(
                    deed,
                    () -> Conversation.open(
                            endpoint,
                            "/exec/" + exec,
                            Execution.startRequest(endpoint, exec, with.terminal()),
                            with))) {
                talk.begin();
                await(talk, deed, () -> isRunning(exec, deed));
                if (talk.isLeft()) {
                    return OptionalInt.empty();
                }
            }
            long end = System.nanoTime() + EXIT.toNanos();
            while (isRunning(exec, deed)) {
                if (System.nanoTime() > end) {
                    throw lost(null);
                }
                Thread.sleep(PAUSE_MILLIS);
            }
            return OptionalInt.of(connection.request(deed, () -> Execution.exitCode(endpoint, exec)));
        });
    }

    /** With the container's own program. */
    OptionalInt run(Runnable start) {
        Deed deed = new Deed("run", "running", "container " + ContainerStates.shortId(id));
        return talk(deed, () -> {
            Endpoint endpoint = connection.endpoint();
            String attach =
                    "/containers/" + id + "/attach?stdin=" + with.input() + "&stdout=true&stderr=true&stream=true";
            try (Conversation talk = connection.request(
                            deed, () -> Conversation.open(endpoint, "/containers/" + id, endpoint.post(attach), with));
                    // Asked before it starts: when it has ended, it may be gone.
                    Response ending = connection.request(
                            deed,
                            () -> endpoint.open(endpoint.post("/containers/" + id + "/wait?condition=next-exit")))) {
                start.run();
                CompletableFuture<Integer> exit = new CompletableFuture<>();
                try (Companion reader = Companion.start("go-docker-exit", () -> read(ending, exit))) {
                    talk.begin();
                    await(talk, deed, this::isRunning);
                    // Before anything is told: a terminal has to be itself again.
                    talk.close();
                    return talk.isLeft() ? OptionalInt.empty() : OptionalInt.of(exitCode(exit));
                }
            }
        });
    }

    private int exitCode(CompletableFuture<Integer> exit) throws Exception {
        while (true) {
            try {
                return exit.get(EXIT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (!isRunning()) {
                    throw new IOException("it has ended, but the daemon does not say how", e);
                }
                // It has closed its output, and goes on.
            } catch (ExecutionException e) {
                throw lost(e);
            }
        }
    }

    private static IOException lost(@Nullable Exception technical) {
        return new IOException("the connection to it was lost while it ran", technical);
    }

    private static void read(Response ending, CompletableFuture<Integer> exit) {
        try {
            Json ended = Json.read(new String(ending.body().readAllBytes(), StandardCharsets.UTF_8));
            if (ended.path("StatusCode").isMissing()) {
                throw new IOException("no exit code");
            }
            exit.complete(ended.path("StatusCode").integer());
        } catch (IOException | RuntimeException e) {
            exit.completeExceptionally(e);
        }
    }

    /** To the end of its output; after each silence the daemon is asked whether it still runs. */
    private void await(Conversation talk, Deed deed, Callable<Boolean> running) throws Exception {
        for (int silent = 0; !talk.await(connection.limits().idle()); ) {
            silent = running.call() ? 0 : silent + 1;
            if (silent > 1) {
                throw deed.refused("it has ended, but its output has not", connection.advice());
            }
        }
    }

    private OptionalInt talk(Deed deed, Callable<OptionalInt> talk) {
        try {
            return talk.call();
        } catch (Exception e) {
            if (DockerErrors.isInterrupt(e)) {
                Thread.currentThread().interrupt();
                throw deed.interrupted(e);
            }
            throw e instanceof GoDockerException known ? known : deed.failed(connection.advice(), e);
        } finally {
            with.close();
        }
    }

    private boolean isRunning(String exec, Deed deed) {
        Endpoint endpoint = connection.endpoint();
        return connection
                .request(deed, () -> Execution.inspect(endpoint, exec))
                .path("Running")
                .isTrue();
    }

    private boolean isRunning() {
        return ContainerStates.find(connection, id)
                .filter(ContainerState::isRunning)
                .isPresent();
    }
}
