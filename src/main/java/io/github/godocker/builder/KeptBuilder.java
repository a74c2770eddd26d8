package io.github.godocker.builder;

import io.github.godocker.docker.Container;
import io.github.godocker.docker.Containers;
import java.time.Duration;
import java.util.Map;

/** Builders as somebody sees them who wants them gone: whether a build holds one. */
public final class KeptBuilder {
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private KeptBuilder() {}

    /** Whether these are the labels of a builder that may stay after its build. */
    public static boolean isOne(Map<String, String> labels) {
        return labels.containsKey(Builder.LABEL) && labels.containsKey(GolangContainer.KEPT);
    }

    /** Whether no build holds a running one now. */
    public static boolean rests(Containers containers, String id) {
        for (int attempt = 0; attempt < GolangContainer.ATTEMPTS; attempt++) {
            GolangContainer.pauseBefore(attempt);
            if (containers.exec(id, new Container.Exec(StartScript.rests()), ANSWER, (stream, line) -> {}) == 0) {
                return true;
            }
        }
        return false;
    }

    /** Holds it for some seconds, so that no build takes it up meanwhile; false if a build was faster. */
    public static boolean reserve(Containers containers, String id) {
        return containers.exec(id, new Container.Exec(StartScript.reserve()), ANSWER, (stream, line) -> {}) == 0;
    }
}
