package io.github.godocker.docker;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** A running container that this process holds. */
public interface Container extends AutoCloseable {

    String id();

    /** The stream of a command's output line. */
    enum Stream {
        STDOUT,
        STDERR
    }

    /**
     * A command to run in the container.
     *
     * @param command program and arguments
     * @param environment added to the container's; its values may be secret
     * @param user {@code uid:gid}; empty for the container's
     * @param directory the working directory; empty for the container's
     */
    record Exec(List<String> command, Map<String, String> environment, String user, String directory) {
        public Exec {
            command = List.copyOf(command);
            environment = new QuietMap(environment);
        }

        /** As the container's own program is run. */
        public Exec(List<String> command) {
            this(command, Map.of(), "", "");
        }
    }

    /**
     * Runs a command to its end.
     *
     * @param output receives each line of its output as it comes, without line end: one at a time, on the calling thread
     * @return the exit code
     * @throws io.github.godocker.GoDockerException also if a signal or the end of the container ended it
     */
    int exec(Exec exec, BiConsumer<Stream, String> output);

    /** Whether the daemon still has it, running. */
    boolean isRunning();

    /** Unpacks a tar into a directory of the container. */
    void copyIn(String directory, TarStream tar);

    /** A tar of a file or directory of the container; the caller closes it. */
    InputStream copyOut(String path);

    /** Removes the container and everything that runs in it. */
    @Override
    void close();

    /** Lets the container and everything that runs in it end at once, without waiting for that. */
    default void letGo() {
        close();
    }
}
