package io.github.godocker.container;

import io.github.godocker.Companion;
import io.github.godocker.GoDockerException;
import io.github.godocker.docker.Containers;
import io.github.godocker.log.ContainerLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What is read of containers that run in the foreground: each is a connection to the daemon and a thread, until it is closed. */
final class OpenOutputs implements AutoCloseable {
    /** How much later than the end of its output the daemon may notice that of a program. */
    private static final Duration EXIT = Duration.ofSeconds(1);

    private static final Duration LONG = Duration.ofDays(1);

    private final Containers containers;
    private final ContainerLog log;
    private final List<RunningService> open = new CopyOnWriteArrayList<>();

    OpenOutputs(Containers containers, ContainerLog log) {
        this.containers = containers;
        this.log = log;
    }

    RunningService add(RunningService running) {
        open.add(running);
        return running;
    }

    /** Waits for the end of a program and of what it prints, and returns its exit code. */
    int await(RunningService running) {
        int exit;
        try (Companion teller = tellBreakOff(running)) {
            exit = containers.await(running.id());
        }
        close(running);
        return exit;
    }

    /** Tells when no more comes of what it prints although it runs, which nobody would see otherwise. */
    private Companion tellBreakOff(RunningService running) {
        return Companion.start("go-docker-break-off", () -> {
            try {
                while (!running.following().await(LONG)) {
                    // It goes on.
                }
                Thread.sleep(EXIT.toMillis());
                if (running.state(containers).isRunning()) {
                    log.brokenOff(running.service().name());
                }
            } catch (InterruptedException e) {
                // It has ended, and this is not needed any more.
            } catch (GoDockerException e) {
                // Whoever waits for its end asks the same daemon, and tells what is wrong.
            }
        });
    }

    /** Of one that has ended, after its last words. */
    void close(RunningService running) {
        running.awaitOutput();
        running.following().close();
        open.remove(running);
    }

    @Override
    public void close() {
        open.forEach(this::close);
    }
}
