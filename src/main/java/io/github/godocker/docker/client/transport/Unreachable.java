package io.github.godocker.docker.client.transport;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Why a daemon cannot be spoken with, where the way to it knows that, and what to do about it. */
public final class Unreachable extends IOException {
    private static final long serialVersionUID = 1L;

    private final String nextStep;

    /** @param technical is no cause: these words are the ones to show */
    Unreachable(String words, String nextStep, @Nullable Throwable technical) {
        super(words);
        this.nextStep = nextStep;
        if (technical != null) {
            addSuppressed(technical);
        }
    }

    /** One that could be spoken with before. */
    public static Unreachable lost(String words, Throwable technical) {
        return new Unreachable(
                "the connection to Docker was lost: " + words,
                "Was Docker stopped or restarted? Then what it ran has ended, too. Start it, and run the build again.",
                technical);
    }

    public String nextStep() {
        return nextStep;
    }

    /** The one among a failure's causes. */
    public static @Nullable Unreachable in(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof Unreachable unreachable) {
                return unreachable;
            }
        }
        return null;
    }
}
