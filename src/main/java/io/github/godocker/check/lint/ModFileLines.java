package io.github.godocker.check.lint;

import io.github.godocker.GoDockerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Which line of go.mod is to blame for a module. */
record ModFileLines(List<String> lines) {
    ModFileLines {
        lines = List.copyOf(lines);
    }

    static ModFileLines read(Path directory) {
        Path file = directory.resolve("go.mod");
        try {
            return new ModFileLines(Files.readAllLines(file));
        } catch (IOException e) {
            throw new GoDockerException(
                    "Cannot read " + file + ": " + GoDockerException.words(e) + ".", "Make it a readable text.", e);
        }
    }

    /** The line that requires a module; of the standard library, the one that names the Go version; else the first. */
    int lineOf(String module) {
        boolean go = module.equals("stdlib") || module.equals("toolchain");
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            String required = line.startsWith("require ")
                    ? line.substring("require ".length()).strip()
                    : line;
            if (go ? line.startsWith("go ") : required.startsWith(module + " ")) {
                return i + 1;
            }
        }
        return 1;
    }
}
