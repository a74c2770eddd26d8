package io.github.godocker.handover;

import io.github.godocker.go.Platform;
import java.nio.file.Path;

/**
 * Where the goals leave things for each other and for the user: {@code target/go-docker/<name>/}.
 *
 * @param tree that the directory lies in
 * @param directory of one image, absolute
 */
public record ImageLayout(OwnTree tree, Path directory) {
    public Path binaries() {
        return directory.resolve("bin");
    }

    public Path binaries(Platform platform) {
        return binaries().resolve(platform.directory());
    }

    /** What an image from scratch needs besides its binaries: certificates, time zones, users, {@code /tmp}. */
    public Path rootfs() {
        return directory.resolve("rootfs");
    }

    /** Where the build context has {@code files}; nothing is there on this machine. */
    public Path files() {
        return directory.resolve("files");
    }

    public Path dockerfile() {
        return directory.resolve("Dockerfile");
    }

    /** Docker's CLI takes it instead of {@code .dockerignore} for the Dockerfile of that name. */
    public Path dockerignore() {
        return directory.resolve("Dockerfile.dockerignore");
    }

    public Path record() {
        return directory.resolve("image.json");
    }

    /** What there is of a library, which has no image. */
    public Path moduleRecord() {
        return directory.resolve("module.json");
    }

    /** What `compile` made, and out of what. */
    public Path compileState() {
        return directory.resolve("compile.state");
    }

    /** What `build` made, and out of what. */
    public Path imageState() {
        return directory.resolve("image.state");
    }
}
