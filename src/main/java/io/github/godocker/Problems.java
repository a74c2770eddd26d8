package io.github.godocker;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a configuration, so that all of it is told at once and before anything is done. */
public final class Problems {
    private final List<GoDockerException> found = new ArrayList<>();

    /** The value, or null if it is wrong: then nothing comes of it, because {@link #failIfAny} fails. */
    public <T> @Nullable T check(Supplier<T> value) {
        try {
            return value.get();
        } catch (GoDockerException e) {
            found.add(e);
            return null;
        }
    }

    /** The same for the value of a parameter, which the message names. */
    public <T> @Nullable T check(String parameter, Supplier<T> value) {
        return check(() -> {
            try {
                return value.get();
            } catch (GoDockerException e) {
                String problem = e.problem();
                throw new GoDockerException(
                        "Cannot use <" + parameter + ">: " + Character.toLowerCase(problem.charAt(0))
                                + problem.substring(1),
                        e.nextStep(),
                        e);
            }
        });
    }

    public void add(String problem, String nextStep) {
        add(new GoDockerException(problem, nextStep));
    }

    public void add(GoDockerException problem) {
        found.add(problem);
    }

    /** In the order in which they were found. */
    public List<GoDockerException> all() {
        return List.copyOf(found);
    }

    public boolean none() {
        return found.isEmpty();
    }

    public void failIfAny() {
        if (found.isEmpty()) {
            return;
        }
        if (found.size() == 1) {
            throw found.get(0);
        }
        throw new GoDockerException(
                found.size() + " parameters are wrong:" + list(found),
                "Correct them in the pom or by -D; this goal has done nothing.");
    }

    /** For a value that is missing after {@link #failIfAny}, which cannot be. */
    public static IllegalStateException untold() {
        return new IllegalStateException("a problem was not told");
    }

    /** Whole messages below each other, each from a line of its own on. */
    public static String list(List<GoDockerException> problems) {
        StringBuilder all = new StringBuilder();
        for (GoDockerException problem : problems) {
            all.append("\n- ").append(String.valueOf(problem.getMessage()).replace("\n", "\n  "));
        }
        return all.toString();
    }
}
