package io.github.godocker.docker.client;

import io.github.godocker.Companion;
import io.github.godocker.docker.Interaction;
import io.github.godocker.docker.Interaction.Window;
import io.github.godocker.docker.client.transport.Request;
import io.github.godocker.docker.client.transport.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connection on which somebody talks to a program. Its output, its input and the size of its window have a thread
 * each, and so a program that does not read stops nobody who listens to it.
 */
final class Conversation implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    /** How soon a window that was resized is noticed: a signal for it would be one of the JVM's, which Maven may have. */
    private static final long LOOK_AGAIN_MILLIS = 500;
    /** A program that has just been started may have no window yet. */
    private static final long TRY_AGAIN_MILLIS = 50;
    /** For a thread that reads where no interrupt reaches it. */
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private final Endpoint endpoint;
    private final String program;
    private final Response attached;
    private final OutputStream toProgram;
    private final Interaction with;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<Companion> beside = new ArrayList<>();
    private volatile boolean left;
    private volatile @Nullable IOException failure;

    private Conversation(Endpoint endpoint, String program, Response attached, Interaction with) throws IOException {
        this.endpoint = endpoint;
        this.program = program;
        this.attached = attached;
        this.with = with;
        this.toProgram = attached.output();
        // At once, so that nothing is missed of a container that is still to start.
        beside.add(Companion.start("go-docker-output", this::listen));
    }

    /**
     * @param program what the daemon calls the other side: {@code /exec/<id>}, {@code /containers/<id>}
     * @param request which the daemon answers with its output
     */
    static Conversation open(Endpoint endpoint, String program, Request request, Interaction with) throws IOException {
        Response attached = endpoint.open(request.upgrade("tcp"));
        try {
            return new Conversation(endpoint, program, attached, with);
        } catch (IOException | RuntimeException | Error e) {
            attached.close();
            throw e;
        }
    }

    /** The program is there: from now on it gets what is typed. */
    void begin() {
        if (with.terminal()) {
            beside.add(Companion.start("go-docker-window", this::tellWindow));
        }
        if (with.input()) {
            InputStream typed = with.begin();
            beside.add(Companion.start("go-docker-input", () -> type(typed)));
        }
    }

    private void listen() {
        try {
            if (with.terminal()) {
                byte[] buffer = new byte[BUFFER];
                for (int count = attached.body().read(buffer);
                        count >= 0;
                        count = attached.body().read(buffer)) {
                    with.output().write(buffer, 0, count);
                    with.output().flush();
                }
            } else {
                Frames frames = new Frames(attached.body(), to(with.output()), to(with.errors()));
                while (frames.next()) {
                    // The bytes go out as they come.
                }
            }
        } catch (IOException e) {
            failure = e;
        } finally {
            ended.countDown();
        }
    }

    private static Frames.Sink to(OutputStream out) {
        return bytes -> {
            out.write(bytes);
            out.flush();
        };
    }

    private void type(InputStream typed) {
        byte[] buffer = new byte[BUFFER];
        try {
            LeavingKeys keys = new LeavingKeys();
            for (int count = typed.read(buffer); count >= 0; count = typed.read(buffer)) {
                toProgram.write(with.terminal() ? keys.without(buffer, count) : Arrays.copyOf(buffer, count));
                if (keys.found()) {
                    left = true;
                    attached.close();
                    return;
                }
            }
            toProgram.close();
        } catch (IOException e) {
            // The program reads no more, or the talk is over.
        }
    }

    private void tellWindow() {
        Window told = null;
        try {
            while (true) {
                Window now = with.window();
                if (now != null && !now.equals(told) && resize(now)) {
                    told = now;
                }
                Thread.sleep(now == null || now.equals(told) ? LOOK_AGAIN_MILLIS : TRY_AGAIN_MILLIS);
            }
        } catch (InterruptedException e) {
            // The talk is over.
        }
    }

    private boolean resize(Window to) {
        try {
            endpoint.open(endpoint.post(program + "/resize?h=" + to.rows() + "&w=" + to.columns()))
                    .close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Waits for the end of the program's output.
     *
     * @return false if there was none after this time
     * @throws IOException if the output could not be read, or nobody takes it
     */
    boolean await(Duration atMost) throws IOException, InterruptedException {
        boolean over = ended.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        IOException why = failure;
        if (over && why != null && !left) {
            throw why;
        }
        return over;
    }

    /** Whether it was left by its keys, and goes on. */
    boolean isLeft() {
        return left;
    }

    @Override
    public void close() {
        with.close();
        attached.close();
        beside.forEach(thread -> thread.close(GOODBYE));
        beside.clear();
    }
}
