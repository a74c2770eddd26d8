package io.github.godocker.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitHeadTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    Path directory;

    @Test
    void readsTheBranchsCommitFromBelow() throws IOException {
        write(".git/HEAD", "ref: refs/heads/main\n");
        write(".git/refs/heads/main", COMMIT + "\n");

        assertThat(GitHead.revision(Files.createDirectories(directory.resolve("a/b"))))
                .contains(COMMIT);
    }

    @Test
    void readsADetachedHead() throws IOException {
        write(".git/HEAD", COMMIT + "\n");

        assertThat(GitHead.revision(directory)).contains(COMMIT);
    }

    @Test
    void readsPackedRefs() throws IOException {
        write(".git/HEAD", "ref: refs/heads/main\n");
        write(".git/packed-refs", "# pack-refs with: peeled\n" + COMMIT + " refs/heads/main\n^" + COMMIT + "\n");

        assertThat(GitHead.revision(directory)).contains(COMMIT);
    }

    @Test
    void followsAWorktreesFile() throws IOException {
        write("main/.git/refs/heads/topic", COMMIT + "\n");
        write("main/.git/worktrees/tree/HEAD", "ref: refs/heads/topic\n");
        write("main/.git/worktrees/tree/commondir", "../..\n");
        write("tree/.git", "gitdir: ../main/.git/worktrees/tree\n");

        assertThat(GitHead.revision(directory.resolve("tree"))).contains(COMMIT);
    }

    @Test
    void hasNothingToSayBeforeTheFirstCommitOrInARuin() throws IOException {
        write(".git/HEAD", "ref: refs/heads/main\n");
        assertThat(GitHead.revision(directory)).isEmpty();

        Files.delete(directory.resolve(".git/HEAD"));
        assertThat(GitHead.revision(directory)).isEmpty();
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
