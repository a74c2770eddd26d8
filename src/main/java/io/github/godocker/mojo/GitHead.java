package io.github.godocker.mojo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The commit that is checked out, read from git's own files: nobody needs git for it, and it takes a millisecond.
 * Layout: git's documentation of gitrepository-layout.
 */
public final class GitHead {
    private GitHead() {}

    /** Nothing outside of a repository, before its first commit, or where its files are not as expected. */
    public static Optional<String> revision(Path directory) {
        try {
            for (Path at = directory; at != null; at = at.getParent()) {
                Path git = at.resolve(".git");
                if (Files.exists(git)) {
                    return revisionOf(Files.isDirectory(git) ? git : linked(git))
                            .filter(revision -> revision.matches("[0-9a-f]{40,64}"));
                }
            }
        } catch (IOException | RuntimeException e) {
            // Without the label an image is as good.
        }
        return Optional.empty();
    }

    /** In a worktree or submodule {@code .git} is a file that tells where the directory is. */
    private static Path linked(Path file) throws IOException {
        String target = Files.readString(file).strip().replaceFirst("^gitdir: ", "");
        return file.resolveSibling(target).normalize();
    }

    private static Optional<String> revisionOf(Path git) throws IOException {
        String head = Files.readString(git.resolve("HEAD")).strip();
        if (!head.startsWith("ref: ")) {
            return Optional.of(head);
        }
        String branch = head.substring("ref: ".length());
        Path common = git;
        if (Files.exists(git.resolve("commondir"))) {
            common = git.resolve(Files.readString(git.resolve("commondir")).strip())
                    .normalize();
        }
        if (Files.exists(common.resolve(branch))) {
            return Optional.of(Files.readString(common.resolve(branch)).strip());
        }
        Path packed = common.resolve("packed-refs");
        if (!Files.exists(packed)) {
            return Optional.empty();
        }
        return Files.readAllLines(packed).stream()
                .filter(line -> line.endsWith(" " + branch))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .findFirst();
    }
}
