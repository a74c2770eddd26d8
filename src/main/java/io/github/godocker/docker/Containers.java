package io.github.godocker.docker;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The containers that the daemon has or is to have; calls are as {@link Docker} says. */
public interface Containers {

    /**
     * Creates and starts a container that lives exactly as long as somebody holds it: until {@link Container#close},
     * or until this JVM dies in whatever way. The container's command must end at the end of its standard input.
     *
     * @param stdin the first bytes of the container's standard input, which then stays open
     * @param firstLine receives the first line that the command prints, before this returns
     */
    Container open(ContainerSpec spec, byte[] stdin, Consumer<String> firstLine);

    /**
     * Runs a command in a container that is there, and holds it by that: the command has to end at the end of its standard
     * input, and to see to what becomes of the container then.
     *
     * @param stdin the first bytes of the command's standard input, which then stays open until {@link Container#letGo},
     *     or until this JVM dies in whatever way
     * @param firstLine receives the first line that the command prints, before this returns
     */
    Container hold(String id, Container.Exec command, byte[] stdin, Consumer<String> firstLine);

    /** The ids of the running containers whose label has this value. */
    List<String> running(String label, String value);

    /** Removes a container with all that runs in it; one that is already gone is no failure. */
    void remove(String id);

    /**
     * Creates a container that nobody holds.
     *
     * @param name in the daemon, which no other container may have
     * @param warnings receives what the daemon says of settings that it leaves out: limits, where it has no cgroups
     * @return its id
     */
    String create(String name, RunSpec spec, Consumer<String> warnings);

    void start(String id);

    /**
     * Takes what a container prints from now on, in a thread of its own. Called before {@link #start} it gets all.
     *
     * @param lines receives one line at a time; the container waits for it
     */
    Following attach(String id, BiConsumer<Container.Stream, String> lines);

    /** What is read of a container while other things are done. */
    interface Following extends AutoCloseable {
        /**
         * Waits until there is no more to come.
         *
         * @return false if there still was after that time
         */
        boolean await(Duration atMost) throws InterruptedException;

        /** Reads no more; the container goes on. */
        @Override
        void close();
    }

    /** Passes on what it has printed, to its end, or for as long as it prints. */
    void logs(String id, ContainerLogs which, BiConsumer<Container.Stream, String> lines);

    /** How it is; empty if there is none of this name or id. */
    Optional<ContainerState> find(String id);

    /** All with this label, running or not, or with this value of it where it is {@code label=value}. */
    List<ContainerState> all(String label);

    /** Waits until it has ended, and returns its exit code. */
    int await(String id);

    /**
     * Asks it to end by its stop signal, and kills it when its time for that is over.
     *
     * @param seconds that it has; negative for what it was created with
     */
    void stop(String id, int seconds);

    /** Sends its first process a signal, {@code SIGQUIT}. */
    void signal(String id, String signal);

    /**
     * Runs a command in a running container to its end.
     *
     * @param atMost how long it is waited for; the command itself goes on
     * @return the exit code; 126 and 127 where there is no such program
     */
    int exec(String id, Container.Exec command, Duration atMost, BiConsumer<Container.Stream, String> lines);

    /**
     * Runs a command in a running container, and lets somebody talk to it; the talk is closed when this returns.
     *
     * @return the exit code; empty where it was left by the terminal's detach keys, and goes on
     */
    OptionalInt exec(String id, Container.Exec command, Interaction with);

    /**
     * Starts a container that was created for it, and lets somebody talk to its program; the talk is closed when this
     * returns.
     *
     * @param started is called when it has started, before anything is read
     * @return the exit code; empty where it was left by the terminal's detach keys, and goes on
     */
    OptionalInt run(String id, Interaction with, Runnable started);

    /** The processes of a running container; empty if it has ended meanwhile. */
    Optional<ContainerProcesses> top(String id);

    /** Unpacks a tar into a directory of a container, which need not run yet, and may be a volume of one that is read-only otherwise. */
    void copyIn(String id, String directory, TarStream tar);

    /** What a running container takes; the daemon looks twice, a second apart. Empty if it has ended meanwhile. */
    Optional<ContainerStats> stats(String id);
}
