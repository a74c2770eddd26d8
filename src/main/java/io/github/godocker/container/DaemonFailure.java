package io.github.godocker.container;

import io.github.godocker.GoDockerException;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the daemon refuses for a container, told by the name that this has in the pom: the daemon is asked by its id. */
public final class DaemonFailure {
    private static final Pattern BY_ID = Pattern.compile("\\bcontainer [0-9a-f]{12}\\b");

    private DaemonFailure() {}

    /** Asks the daemon for something about the container of this name. */
    public static <T> T asking(String name, Supplier<T> call) {
        try {
            return call.get();
        } catch (GoDockerException e) {
            throw of(name, e);
        }
    }

    /** The same for what answers nothing. */
    public static void about(String name, Runnable call) {
        try {
            call.run();
        } catch (GoDockerException e) {
            throw of(name, e);
        }
    }

    static GoDockerException of(String name, GoDockerException e) {
        Matcher id = BY_ID.matcher(e.problem());
        return id.find() ? e.withProblem(id.replaceFirst(Matcher.quoteReplacement("container " + name))) : e;
    }
}
