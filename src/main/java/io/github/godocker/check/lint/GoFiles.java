package io.github.godocker.check.lint;

import io.github.godocker.DirectoryWalk;
import io.github.godocker.GoDockerException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** The Go files that belong to a module, as {@code ./...} means it, but for every platform and build tag. */
final class GoFiles {
    private GoFiles() {}

    /** Relative, with slashes, sorted, each with {@code ./} in front. */
    static List<String> of(Path module, Set<Path> outputDirectories) {
        List<String> files = new ArrayList<>();
        try {
            DirectoryWalk.from(module, new SimpleFileVisitor<Path>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    if (directory.equals(module)) {
                        return FileVisitResult.CONTINUE;
                    }
                    String name = String.valueOf(directory.getFileName());
                    boolean foreign = isIgnored(name)
                            || name.equals("vendor")
                            || name.equals("testdata")
                            || name.equals("node_modules")
                            || outputDirectories.contains(directory)
                            || Files.exists(directory.resolve("go.mod"));
                    return foreign ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    String name = String.valueOf(file.getFileName());
                    if (name.endsWith(".go") && !isIgnored(name) && attributes.isRegularFile()) {
                        files.add("./" + module.relativize(file).toString().replace('\\', '/'));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new GoDockerException(
                    "Cannot list the Go files of " + module + ": " + GoDockerException.words(e) + ".",
                    "Make its directories readable.",
                    e);
        }
        Collections.sort(files);
        return files;
    }

    private static boolean isIgnored(String name) {
        return name.startsWith("_") || name.startsWith(".");
    }
}
