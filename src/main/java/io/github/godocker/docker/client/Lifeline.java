package io.github.godocker.docker.client;

import io.github.godocker.Companion;
import io.github.godocker.docker.client.transport.Request;
import io.github.godocker.docker.client.transport.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The connection to a container's standard input and output on which its life hangs: the input gets its first bytes and
 * then stays open for as long as this. Only these bytes need a thread, as nobody reads them before the container runs.
 */
final class Lifeline implements AutoCloseable {
    private final Response attached;
    private final Companion sender;

    private Lifeline(Response attached, Companion sender) {
        this.attached = attached;
        this.sender = sender;
    }

    /** Attaches to a container that was created, before it starts. */
    static Lifeline tie(Endpoint endpoint, String container, byte[] stdin) throws IOException {
        return tie(
                endpoint,
                endpoint.post("/containers/" + container + "/attach?stdin=true&stdout=true&stderr=true&stream=true"),
                stdin);
    }

    /** Starts a command that was created with a standard input. */
    static Lifeline begin(Endpoint endpoint, String exec, byte[] stdin) throws IOException {
        return tie(endpoint, Execution.startRequest(endpoint, exec), stdin);
    }

    private static Lifeline tie(Endpoint endpoint, Request request, byte[] stdin) throws IOException {
        Response attached = endpoint.open(request.upgrade("tcp"));
        try {
            OutputStream input = attached.output();
            return new Lifeline(attached, Companion.start("go-docker-stdin", () -> send(stdin, input, attached)));
        } catch (IOException | RuntimeException | Error e) {
            attached.close();
            throw e;
        }
    }

    private static void send(byte[] stdin, OutputStream input, Response attached) {
        // Whatever else may end this thread has to end the wait for the first line too, and is no matter for stderr.
        Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> attached.close());
        try {
            input.write(stdin);
        } catch (IOException e) {
            // The daemon has hung up: whoever waits for the first line learns it, and why.
        }
    }

    /** What the container prints, in the daemon's frames. Nobody reads it after the first line. */
    InputStream output() {
        return attached.body();
    }

    @Override
    public void close() {
        attached.close();
        sender.close();
    }
}
