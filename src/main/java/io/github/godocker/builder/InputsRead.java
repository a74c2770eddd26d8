package io.github.godocker.builder;

import io.github.godocker.State;
import io.github.godocker.go.Inputs;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What go reads while a goal runs: go is asked by one {@link GoList} for each command, and all together is kept beside
 * the goal's result. Made before the sources are brought to the builder, so that a file that changes from then on shows.
 */
public final class InputsRead {
    private final Inputs inputs;
    private final long began = System.currentTimeMillis();
    private final Set<Inputs.GoPackage> packages = new LinkedHashSet<>();
    private final Set<Path> leftOut = new TreeSet<>();
    private boolean known = true;

    public InputsRead(Inputs inputs) {
        this.inputs = inputs;
    }

    /**
     * Asks go, beside the command that reads the same.
     *
     * @param go with the environment of that command
     * @param flags of {@code go list}, those that decide which files are read
     * @param patterns the packages that the command names
     * @param wanted whether it will be recorded
     */
    public GoList list(GoCommand go, List<String> flags, List<String> patterns, boolean wanted) {
        return GoList.start(go, inputs.command(flags, patterns), wanted);
    }

    /** Waits for the end of a list, whose command went well, and adds what it told. */
    public void add(GoList list) {
        list.join();
        known &= list.toldAll();
        packages.addAll(list.packages());
        leftOut.addAll(list.leftOut());
    }

    /** The Go files in all these packages that go leaves out, for whatever reason. */
    public Set<Path> leftOut() {
        return leftOut;
    }

    /** The state of the goal's result with what go read; without it where go has not told all of it. */
    public State addTo(State state) {
        return known ? inputs.record(state, packages, began) : state;
    }
}
