package io.github.godocker.docker.client;

import io.github.godocker.Companion;
import io.github.godocker.docker.Container.Exec;
import io.github.godocker.docker.Container.Stream;
import io.github.godocker.docker.ContainerLogs;
import io.github.godocker.docker.ContainerState;
import io.github.godocker.docker.Containers.Following;
import io.github.godocker.docker.client.IdleLimit.Deed;
import io.github.godocker.docker.client.transport.Request;
import io.github.godocker.docker.client.transport.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** What a container prints, as lines: while it runs, and what the daemon has kept of it. */
record Output(Connection connection, String id) {
    private static final int BUFFER = 1 << 16;

    /** Takes all that comes from now on; the daemon has agreed to that when this returns. */
    Following attach(BiConsumer<Stream, String> lines) {
        Deed deed = new Deed("attach", "attaching", "to container " + ContainerStates.shortId(id));
        Endpoint endpoint = connection.endpoint();
        Request request = endpoint.post("/containers/" + id + "/attach?stdout=true&stderr=true&stream=true");
        Response attached = connection.request(deed, () -> endpoint.open(request.upgrade("tcp")));
        CountDownLatch ended = new CountDownLatch(1);
        Companion reader = Companion.start("go-docker-output", () -> {
            try (attached) {
                pass(attached.body(), lines);
            } catch (IOException e) {
                // The connection is gone, or this was closed: whoever waits asks the daemon how the container is.
            } finally {
                ended.countDown();
            }
        });
        return new Following() {
            @Override
            public boolean await(Duration atMost) throws InterruptedException {
                return ended.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
            }

            @Override
            public void close() {
                attached.close();
                reader.close();
            }
        };
    }

    /** Passes on what the daemon has kept, and what is still to come if that is asked for. */
    void read(ContainerLogs which, BiConsumer<Stream, String> lines) {
        Deed deed = new Deed("read", "reading", "the output of container " + ContainerStates.shortId(id));
        Endpoint endpoint = connection.endpoint();
        // Both streams are one where the program has a terminal, and the daemon then marks nothing.
        boolean terminal = ContainerStates.find(connection, id)
                .filter(ContainerState::terminal)
                .isPresent();
        Response answer = connection.request(deed, () -> endpoint.open(endpoint.get(path(id, which))));
        // A quiet service is no dead one: after each silence the daemon is asked for it.
        IdleLimit limit = IdleLimit.attended(connection.limits().idle(), deed, time -> ask(deed, time));
        try (answer) {
            InputStream in = new AwaitedInput(answer.body(), limit);
            if (terminal) {
                passOne(in, lines);
            } else {
                pass(in, lines);
            }
        } catch (Exception e) {
            throw limit.failed(e, connection.advice());
        } finally {
            limit.end();
        }
    }

    /** Runs a command to its end. */
    int exec(Exec command, Duration atMost, BiConsumer<Stream, String> lines) {
        Deed deed =
                new Deed("run", "running", command.command().get(0) + " in container " + ContainerStates.shortId(id));
        Endpoint endpoint = connection.endpoint();
        return IdleLimit.request(atMost, deed, connection.advice(), () -> {
            String exec = Execution.create(endpoint, id, command, false);
            try (Response answer = endpoint.open(Execution.startRequest(endpoint, exec))) {
                pass(answer.body(), lines);
            }
            return Execution.exitCode(endpoint, exec);
        });
    }

    private Duration ask(Deed deed, int time) {
        boolean running = ContainerStates.find(connection, id)
                .map(ContainerState::isRunning)
                .orElse(false);
        if (running) {
            return connection.limits().idle();
        }
        if (time > 1) {
            throw deed.refused("it has ended, but its output has not", connection.advice());
        }
        // The end of its output may be on its way.
        return connection.limits().lastWords();
    }

    private static String path(String id, ContainerLogs which) {
        StringBuilder path = new StringBuilder("/containers/" + id + "/logs?stdout=" + which.stdout() + "&stderr="
                + which.stderr() + "&follow=" + which.follow() + "&timestamps=" + which.timestamps());
        append(path, "since", which.since());
        append(path, "until", which.until());
        append(path, "tail", which.tail());
        return path.toString();
    }

    private static void append(StringBuilder path, String name, String value) {
        if (!value.isEmpty()) {
            path.append('&').append(name).append('=').append(Endpoint.encode(value));
        }
    }

    private static void passOne(InputStream in, BiConsumer<Stream, String> lines) throws IOException {
        Lines output = new Lines(line -> lines.accept(Stream.STDOUT, line));
        byte[] buffer = new byte[BUFFER];
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                output.write(Arrays.copyOf(buffer, count));
            }
        } finally {
            output.end();
        }
    }

    private static void pass(InputStream in, BiConsumer<Stream, String> lines) throws IOException {
        Lines stdout = new Lines(line -> lines.accept(Stream.STDOUT, line));
        Lines stderr = new Lines(line -> lines.accept(Stream.STDERR, line));
        Frames frames = new Frames(in, stdout, stderr);
        try {
            while (frames.next()) {
                // The lines go out as they come.
            }
        } finally {
            stdout.end();
            stderr.end();
        }
    }
}
