package io.github.godocker.image;

import io.github.godocker.GoDockerException;
import io.github.godocker.handover.ImageLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/**
 * Says as long as it is there that a compilation writes into its directory, and which: if another Maven compiles into the
 * same one, nobody knows whose binaries lie there.
 */
final class CompilingMark implements AutoCloseable {
    private final ImageLayout layout;
    private final Function<Path, String> shown;
    private final String text = Long.toHexString(ThreadLocalRandom.current().nextLong());

    private CompilingMark(ImageLayout layout, Function<Path, String> shown) {
        this.layout = layout;
        this.shown = shown;
    }

    /**
     * Sets it in place of the state of the last compilation: if go fails half-way, what is there is half of the former and
     * half of this, and nothing to build from. It makes the build directory before go looks at the time of the directory
     * above, which may be a package's.
     *
     * @param shown a path as a user would write it
     */
    static CompilingMark set(ImageLayout layout, Function<Path, String> shown) {
        CompilingMark mark = new CompilingMark(layout, shown);
        try {
            layout.tree().delete(layout.compileState().path());
            layout.tree().write(layout.compiling(), mark.text);
        } catch (IOException e) {
            throw GoDockerException.unwritable(
                    layout.directory().toString(), layout.directory(), e, GoDockerException.CLEAN);
        }
        return mark;
    }

    /** @throws GoDockerException if another compilation has begun since, or somebody has cleaned */
    void checkAlone() {
        if (!isThere()) {
            throw new GoDockerException(
                    "Cannot compile into " + shown.apply(layout.directory())
                            + ": another build has begun to compile there meanwhile, or has cleaned it.",
                    "Let that build end, then run this one again.");
        }
    }

    private boolean isThere() {
        try {
            return layout.tree().readString(layout.compiling()).equals(text);
        } catch (IOException e) {
            return false;
        }
    }

    /** Leaves that of another compilation. */
    @Override
    public void close() {
        if (isThere()) {
            try {
                layout.tree().delete(layout.compiling());
            } catch (IOException e) {
                // The next compilation writes over it.
            }
        }
    }
}
