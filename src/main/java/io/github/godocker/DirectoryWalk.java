package io.github.godocker;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A walk through a directory of the user's, who may have named it by a link. {@link Files#walkFileTree} follows either all
 * links or none, and then finds nothing in such a directory. Links below it are not followed.
 */
public final class DirectoryWalk {
    private DirectoryWalk() {}

    /** @param visitor gets all paths below the root as it was named */
    public static void from(Path root, FileVisitor<? super Path> visitor) throws IOException {
        if (!Files.isSymbolicLink(root)) {
            Files.walkFileTree(root, visitor);
            return;
        }
        Path real = root.toRealPath();
        Files.walkFileTree(real, new FileVisitor<Path>() {
            private Path named(Path path) {
                return path.equals(real) ? root : root.resolve(real.relativize(path));
            }

            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) throws IOException {
                return visitor.preVisitDirectory(named(path), attributes);
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                return visitor.visitFile(named(path), attributes);
            }

            @Override
            public FileVisitResult visitFileFailed(Path path, IOException failure) throws IOException {
                return visitor.visitFileFailed(named(path), failure);
            }

            @Override
            public FileVisitResult postVisitDirectory(Path path, IOException failure) throws IOException {
                return visitor.postVisitDirectory(named(path), failure);
            }
        });
    }
}
