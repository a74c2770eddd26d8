package io.github.godocker.container.instruments;

import io.github.godocker.GoDockerException;
import io.github.godocker.handover.OwnTree;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What is kept of a container: {@code target/go-docker/instruments/<name>/}.
 *
 * @param container its name
 */
public record InstrumentFiles(OwnTree target, String container) {
    private Path directory() {
        return target.root().resolve("go-docker").resolve("instruments").resolve(container);
    }

    public Path goroutines() {
        return directory().resolve("goroutines.txt");
    }

    Path profile(String name) {
        return directory().resolve("pprof").resolve(name);
    }

    public Path write(Path file, OwnTree.Content content) {
        try {
            target.write(file, content);
            return file;
        } catch (IOException e) {
            throw GoDockerException.unwritable(file, e);
        }
    }
}
