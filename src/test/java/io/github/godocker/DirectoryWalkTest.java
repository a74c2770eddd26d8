package io.github.godocker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryWalkTest {
    @TempDir
    Path directory;

    private static Set<Path> found(Path root) throws IOException {
        Set<Path> found = new TreeSet<>();
        DirectoryWalk.from(root, new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                found.add(path);
                return path.endsWith("skipped") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
                found.add(path);
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    @Test
    void findsTheSameByALinkAndFollowsNoneBelow() throws Exception {
        Path tree = Files.createDirectories(directory.resolve("tree"));
        Files.createFile(Files.createDirectories(tree.resolve("a")).resolve("b"));
        Files.createFile(Files.createDirectories(tree.resolve("skipped")).resolve("c"));
        Files.createSymbolicLink(tree.resolve("link"), tree.resolve("skipped"));
        for (Path root : Set.of(tree, Files.createSymbolicLink(directory.resolve("named"), tree))) {
            assertEquals(
                    Set.of(root, root.resolve("a"), root.resolve("a/b"), root.resolve("link"), root.resolve("skipped")),
                    found(root));
        }
        Files.createSymbolicLink(directory.resolve("dangling"), directory.resolve("nothing"));
        assertThrows(NoSuchFileException.class, () -> found(directory.resolve("dangling")));
    }
}
