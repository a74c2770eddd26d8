package io.github.godocker.builder;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.Container;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;

/**
 * A command in a builder that another thread can end before its time. To interrupt the one that runs it would end the
 * builder: the daemon has no way to end a command alone.
 */
public final class Killable {
    /** What a shell says of a command that was killed. */
    public static final int KILLED = 137;

    /** The first line tells by which number the command can be killed. */
    private static final String START = "echo $$ && exec \"$@\"";

    private final GoCommand go;
    private final CountDownLatch numbered = new CountDownLatch(1);
    private volatile String number = "";
    private volatile boolean killed;
    private volatile boolean ended;

    public Killable(GoCommand go) {
        this.go = go;
    }

    /**
     * Runs it to its end, once, as {@link GoCommand#run} does.
     *
     * @return the exit code; {@link #KILLED} if {@link #kill} came first
     */
    public int run(List<String> command, BiConsumer<Container.Stream, String> output) {
        List<String> words = new ArrayList<>(List.of("sh", "-c", START, "go-docker"));
        words.addAll(command);
        try {
            return go.run(words, (stream, line) -> {
                if (number.isEmpty() && stream == Container.Stream.STDOUT) {
                    number = line;
                    numbered.countDown();
                } else {
                    output.accept(stream, line);
                }
            });
        } catch (GoDockerException e) {
            if (killed) {
                return KILLED;
            }
            throw e;
        } finally {
            ended = true;
            numbered.countDown();
        }
    }

    /** Ends it, if it has not ended yet; it has to be running or about to. */
    public void kill() {
        try {
            numbered.await();
            if (!ended) {
                killed = true;
                var unused = go.ask(List.of("sh", "-c", "kill -9 \"$1\"", "go-docker", number));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (GoDockerException e) {
            // Then the builder is gone, and the command with it.
        }
    }
}
