package io.github.godocker.go;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files for a test, in one line each. */
record Sources(Path root) {
    Sources file(String path, String... lines) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, String.join("\n", lines) + "\n");
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    GoModule module(String directory) {
        return GoModule.read(root.resolve(directory));
    }
}
