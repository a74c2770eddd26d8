package io.github.godocker.container;

import io.github.godocker.Companion;
import io.github.godocker.GoDockerException;
import io.github.godocker.docker.Container.Stream;
import java.util.function.BiConsumer;

/** Passes a container's lines on as long as somebody takes them, and then tells that nobody does. */
final class Audience implements BiConsumer<Stream, String> {
    private final BiConsumer<Stream, String> lines;
    private final Runnable whenGone;
    private boolean gone;

    /** @param whenGone what is done once when a line is not taken, beside those who print */
    Audience(BiConsumer<Stream, String> lines, Runnable whenGone) {
        this.lines = lines;
        this.whenGone = whenGone;
    }

    @Override
    public synchronized void accept(Stream stream, String line) {
        if (gone) {
            return;
        }
        try {
            lines.accept(stream, line);
        } catch (GoDockerException e) {
            gone = true;
            // Not here: a program whose output is not read cannot end.
            var unused = Companion.start("go-docker-unread", whenGone);
        }
    }
}
