package io.github.godocker.builder;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.ContainerSpec;
import io.github.godocker.go.GoModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder of this machine that holds Go's caches instead of volumes of the daemon, for CI systems that keep folders. Go
 * locks what is in it, so that several builds may use it at once. It is the user's: nothing in it changes its owner, and
 * whoever may delete files there can delete all that go leaves.
 *
 * @param root absolute and normal
 */
public record CacheDirectory(Path root) {
    /** Go makes its module cache read-only, which {@code rm -rf} and a CI system that cleans up do not get over. */
    static final String WRITABLE_MODULES = "-modcacherw";

    /** @throws GoDockerException if its files and the module's sources could be taken for each other */
    public CacheDirectory check(GoModule module) {
        for (Path sources : module.sourceDirectories()) {
            if (sources.startsWith(root)) {
                throw new GoDockerException(
                        "Cannot use <cacheDirectory>" + root + ": the sources in " + sources + " lie in it.",
                        "Name a directory that holds nothing else.");
            }
            if (root.startsWith(sources) && !isLeftOutByGo(sources.relativize(root))) {
                throw new GoDockerException(
                        "Cannot use <cacheDirectory>" + root + ": go would compile what is in it with the module in "
                                + sources + ".",
                        "Name a directory elsewhere, or one whose name begins with a dot, such as "
                                + sources.resolve(".go-cache") + ".");
            }
        }
        return this;
    }

    private static boolean isLeftOutByGo(Path relative) {
        for (Path name : relative) {
            if (name.toString().startsWith(".") || name.toString().startsWith("_")) {
                return true;
            }
        }
        return false;
    }

    private Path modules() {
        return root.resolve("mod");
    }

    private Path build() {
        return root.resolve("build");
    }

    List<ContainerSpec.Mount> mounts() {
        return List.of(
                new ContainerSpec.Bind(modules(), Caches.MODULES, false),
                new ContainerSpec.Bind(build(), Caches.BUILD, false));
    }

    /**
     * Makes the folder where it is not there, and a file in it by which a container tells whether it sees this folder.
     *
     * @throws GoDockerException if it is not a directory that may be written
     */
    Path mark() {
        try {
            Files.createDirectories(build());
            Files.delete(Files.createTempFile(build(), ".go-docker", ""));
            return Files.createTempFile(Files.createDirectories(modules()), ".go-docker", "");
        } catch (IOException e) {
            throw GoDockerException.unwritable(
                    "<cacheDirectory>" + root, root, e, "Name a directory that you may write to, or delete it.");
        }
    }

    /** As the container sees the file. */
    static String inContainer(Path mark) {
        return Caches.MODULES + "/" + mark.getFileName();
    }

    static void delete(Path mark) {
        try {
            Files.deleteIfExists(mark);
        } catch (IOException e) {
            // An empty file in a cache, which go passes over.
        }
    }
}
