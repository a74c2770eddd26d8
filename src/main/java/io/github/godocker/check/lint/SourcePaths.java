package io.github.godocker.check.lint;

import java.nio.file.Path;

/**
 * Turns the paths of files as linters print them in the builder into ones that are relative to the module.
 *
 * @param containerRoot where the sources are in the builder
 * @param root where the same directory is on this machine
 * @param module the module's directory on this machine, in which linters run
 */
record SourcePaths(String containerRoot, Path root, Path module) {
    /** With slashes; what does not lie among the sources stays as it is. */
    String relative(String path) {
        if (path.isEmpty()) {
            return "";
        }
        if (path.equals(containerRoot) || path.startsWith(containerRoot + "/")) {
            String below = path.substring(Math.min(path.length(), containerRoot.length() + 1));
            return slashes(module.relativize(root.resolve(below).normalize()));
        }
        return path.startsWith("/")
                ? path
                : slashes(module.relativize(module.resolve(path).normalize()));
    }

    private static String slashes(Path path) {
        return path.toString().replace('\\', '/');
    }
}
