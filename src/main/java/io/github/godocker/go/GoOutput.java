package io.github.godocker.go;

import io.github.godocker.GoDockerException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Turns what go prints in a container into what it would mean on this machine, so that an IDE or a terminal opens the
 * file at a click, and knows what to do about the failures that are not the code's. Lines are taken one by one as they
 * come; everything that is no position or path in the container is left alone.
 */
public final class GoOutput {
    private final String containerRoot;
    private final String hostRoot;
    private final String separator;
    private final Path hostWorkingDirectory;

    /**
     * @param containerRoot where the sources are in the container, absolute
     * @param hostRoot where the same directory is on this machine
     * @param hostWorkingDirectory on this machine, the directory in which the command runs
     */
    public GoOutput(String containerRoot, Path hostRoot, Path hostWorkingDirectory) {
        this.containerRoot =
                containerRoot.endsWith("/") ? containerRoot.substring(0, containerRoot.length() - 1) : containerRoot;
        this.hostRoot = hostRoot.toString();
        this.separator = hostRoot.getFileSystem().getSeparator();
        this.hostWorkingDirectory = hostWorkingDirectory;
    }

    /**
     * The line with its paths as this machine has them: {@code ./main.go:3:5: undefined: x} and its tab-indented
     * continuations get their absolute path, and paths below the container's root are mapped back.
     */
    public String rewrite(String line) {
        return hostPaths(withAbsolutePosition(line));
    }

    /** Go prints positions relative to the working directory, whichever package they are in. */
    private String withAbsolutePosition(String line) {
        int start = line.startsWith("vet: ") ? "vet: ".length() : 0;
        while (start < line.length() && line.charAt(start) == '\t') {
            start++;
        }
        int end = positionedPathEnd(line, start);
        if (end < 0 || line.charAt(start) == '/') {
            return line;
        }
        try {
            Path path = hostWorkingDirectory.resolve(line.substring(start, end)).normalize();
            return line.substring(0, start) + path + line.substring(end);
        } catch (InvalidPathException e) {
            return line;
        }
    }

    /** The end of a source file's path that is followed by a line number, or -1. */
    private static int positionedPathEnd(String line, int start) {
        for (int i = start; i < line.length(); i++) {
            char c = line.charAt(i);
            if (Character.isWhitespace(c)) {
                return -1;
            }
            if (c == ':') {
                boolean numbered = i + 1 < line.length() && Character.isDigit(line.charAt(i + 1));
                return numbered && isSource(line.substring(start, i)) ? i : -1;
            }
        }
        return -1;
    }

    /** What go itself compiles or reads, also files that it leaves out by their name, and C for the compiler of cgo. */
    private static boolean isSource(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1).replaceFirst("^[_.]+", "");
        return GoFileName.isInput(name) || name.equals("go.work");
    }

    /** Only the paths below the container's root; a program's own output has no other positions to guess at. */
    public String hostPaths(String line) {
        int found = containerRoot.isEmpty() || containerRoot.equals(hostRoot) ? -1 : line.indexOf(containerRoot);
        if (found < 0) {
            return line;
        }
        StringBuilder mapped = new StringBuilder();
        int copied = 0;
        for (; found >= 0; found = line.indexOf(containerRoot, Math.max(found + 1, copied))) {
            int rest = found + containerRoot.length();
            boolean startsPath = found == 0 || isBoundary(line.charAt(found - 1));
            boolean endsElement = rest == line.length() || line.charAt(rest) == '/' || isBoundary(line.charAt(rest));
            if (startsPath && endsElement) {
                int end = rest;
                while (end < line.length() && !isBoundary(line.charAt(end))) {
                    end++;
                }
                mapped.append(line, copied, found).append(hostRoot);
                mapped.append(line.substring(rest, end).replace("/", separator));
                copied = end;
            }
        }
        return mapped.append(line, copied, line.length()).toString();
    }

    private static boolean isBoundary(char c) {
        return Character.isWhitespace(c) || "\"'`()[]=:,;".indexOf(c) >= 0;
    }

    /**
     * Whether this line of {@code go build} or {@code go mod} tells of a failure that no change of the code would cure:
     * network, certificates, credentials, the builder image.
     */
    public static boolean isEnvironmentFailure(String line) {
        Symptom symptom = Symptom.of(line);
        return symptom != null && symptom.environment();
    }

    /**
     * The failure that go's lines tell of, if it is a well-known one that has a next step.
     *
     * @param what could not be done, {@code Cannot test example.com/app}
     * @param wanted modules that go began to fetch: offline these are missing
     */
    public Optional<GoDockerException> knownFailure(String what, List<String> lines, List<String> wanted) {
        for (String line : lines) {
            Optional<String> advice = advice(line);
            if (advice.isPresent()) {
                String words = hostPaths(line.strip()).replaceFirst("[:.]+$", "");
                String missing = isUnfetched(line) && !wanted.isEmpty()
                        ? "Not in the module cache: " + String.join(", ", wanted) + ". "
                        : "";
                return Optional.of(new GoDockerException(what + ": " + words + ".", missing + advice.get()));
            }
        }
        return Optional.empty();
    }

    /** Whether the line says that something is not in the cache and may not be fetched. */
    public static boolean isUnfetched(String line) {
        return Symptom.of(line) == Symptom.OFFLINE;
    }

    /** The concrete next step for a failure that is well known, to be shown after go's own words. */
    public static Optional<String> advice(String line) {
        Symptom symptom = Symptom.of(line);
        return symptom == null ? Optional.empty() : Optional.of(symptom.advice(line));
    }
}
