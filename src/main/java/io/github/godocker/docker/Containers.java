package io.github.godocker.docker;

import java.util.List;
import java.util.Map;
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

    /** The containers with this label, running or not: their ids and the label's values. */
    Map<String, String> labelled(String label);

    /** Removes a container with all that runs in it; one that is already gone is no failure. */
    void remove(String id);
}
