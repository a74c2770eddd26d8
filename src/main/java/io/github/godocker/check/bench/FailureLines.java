package io.github.godocker.check.bench;

import io.github.godocker.docker.Container;

/** Tells lines of a failure from what benchmarks print themselves. */
final class FailureLines {
    private boolean inFailure;
    private boolean panicked;

    /** To be asked for each line in turn. */
    boolean isPart(Container.Stream stream, String line) {
        if (stream == Container.Stream.STDERR) {
            return true;
        }
        panicked |= line.startsWith("panic: ") || line.startsWith("fatal error: ");
        if (!line.startsWith(" ") && !line.startsWith("\t")) {
            inFailure = line.startsWith("--- FAIL") || line.startsWith("FAIL") || line.startsWith("exit status ");
        }
        return inFailure || panicked;
    }
}
