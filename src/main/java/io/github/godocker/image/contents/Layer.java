package io.github.godocker.image.contents;

import io.github.godocker.go.GoProgram;
import java.util.List;

/**
 * What a layer puts onto those below it.
 *
 * @param digest of its archive, unpacked: {@code sha256:…}; empty if it is not known
 * @param size bytes of its files; of one that cannot be read, as it is packed
 * @param files how many there are
 * @param largest of them, the largest first
 * @param links symbolic and hard ones
 * @param removed what it takes away of the layers below
 * @param others devices and pipes
 * @param programs of Go
 * @param problem why not all of it could be read; empty if it could
 */
public record Layer(
        String digest,
        long size,
        long files,
        List<FileEntry> largest,
        long links,
        long removed,
        long others,
        List<Program> programs,
        String problem) {
    /** A file, by its path without a slash in front. */
    public record FileEntry(String path, long size, int mode) {}

    /** A Go program. */
    public record Program(String path, GoProgram program) {}

    public Layer {
        largest = List.copyOf(largest);
        programs = List.copyOf(programs);
    }

    Layer withDigest(String known) {
        return new Layer(known, size, files, largest, links, removed, others, programs, problem);
    }
}
