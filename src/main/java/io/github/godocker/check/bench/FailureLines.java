package io.github.godocker.check.bench;

import static io.github.godocker.KnownFailure.said;

import io.github.godocker.KnownFailure;
import io.github.godocker.docker.Container;

/** Tells lines of a failure from what benchmarks print themselves. */
final class FailureLines {
    private static final KnownFailure CRASHED =
            new KnownFailure("all benchmarks ended here", said("go 1.26.8", "panic: ", "fatal error: "));

    private static final KnownFailure FAILED =
            new KnownFailure("what follows tells of a failure", said("go 1.26.8", "--- FAIL", "FAIL", "exit status "));

    private boolean inFailure;
    private boolean panicked;

    /** To be asked for each line in turn. */
    boolean isPart(Container.Stream stream, String line) {
        if (stream == Container.Stream.STDERR) {
            return true;
        }
        panicked |= CRASHED.begins(line);
        if (!line.startsWith(" ") && !line.startsWith("\t")) {
            inFailure = FAILED.begins(line);
        }
        return inFailure || panicked;
    }
}
