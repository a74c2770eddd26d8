package io.github.godocker.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories as git lays them out. */
class GitHeadTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String OTHER = "ffffffffffffffffffffffffffffffffffffffff";

    @TempDir
    Path directory;

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void ofABranch() throws IOException {
        write(".git/HEAD", "ref: refs/heads/feature/x\n");
        write(".git/refs/heads/feature/x", COMMIT + "\n");
        Files.createDirectories(directory.resolve("module/sub"));

        assertThat(GitHead.revision(directory)).contains(COMMIT);
        assertThat(GitHead.revision(directory.resolve("module/sub"))).contains(COMMIT);
    }

    @Test
    void detached() throws IOException {
        write(".git/HEAD", COMMIT + "\n");

        assertThat(GitHead.revision(directory)).contains(COMMIT);
    }

    @Test
    void ofAPackedBranch() throws IOException {
        write(".git/HEAD", "ref: refs/heads/main\n");
        write(
                ".git/packed-refs",
                "# pack-refs with: peeled fully-peeled sorted \n" + OTHER + " refs/heads/domain\n" + COMMIT
                        + " refs/heads/main\n" + OTHER + " refs/heads/main/x\n" + OTHER + " refs/tags/v1\n^" + OTHER
                        + "\n");

        assertThat(GitHead.revision(directory)).contains(COMMIT);
        // A loose one is newer than a packed one.
        write(".git/refs/heads/main", OTHER);
        assertThat(GitHead.revision(directory)).contains(OTHER);
    }

    @Test
    void ofAWorktree() throws IOException {
        write("main/.git/HEAD", "ref: refs/heads/main\n");
        write("main/.git/refs/heads/main", OTHER);
        write("main/.git/refs/heads/topic", COMMIT);
        write("main/.git/worktrees/tree/HEAD", "ref: refs/heads/topic\n");
        write("main/.git/worktrees/tree/commondir", "../..\n");
        write("tree/.git", "gitdir: " + directory.resolve("main/.git/worktrees/tree") + "\n");
        write("main/.git/worktrees/packed/HEAD", "ref: refs/heads/packed\n");
        write("main/.git/worktrees/packed/commondir", "../..\n");
        write("main/.git/packed-refs", COMMIT + " refs/heads/packed\n");
        write("packed/.git", "gitdir: ../main/.git/worktrees/packed\n");

        assertThat(GitHead.revision(directory.resolve("tree"))).contains(COMMIT);
        assertThat(GitHead.revision(directory.resolve("packed"))).contains(COMMIT);
    }

    @Test
    void ofASubmodule() throws IOException {
        write(".git/HEAD", OTHER);
        write(".git/modules/lib/HEAD", COMMIT);
        write("lib/.git", "gitdir: ../.git/modules/lib\n");

        assertThat(GitHead.revision(directory.resolve("lib"))).contains(COMMIT);
    }

    @Test
    void withSha256() throws IOException {
        write(".git/HEAD", COMMIT + "0123456789abcdef01234567");

        assertThat(GitHead.revision(directory)).contains(COMMIT + "0123456789abcdef01234567");
    }

    @Test
    void isNothingWhereThereIsNone() throws IOException {
        Path none = Files.createDirectories(directory.resolve("none"));
        write(".git/HEAD", "ref: refs/heads/main\n");
        assertThat(GitHead.revision(none)).as("no commit yet").isEmpty();

        write(".git/packed-refs", "");
        assertThat(GitHead.revision(none)).as("no such branch").isEmpty();

        write(".git/HEAD", "ref: refs/heads/.invalid\n");
        assertThat(GitHead.revision(none)).as("reftable").isEmpty();

        write(".git/HEAD", "something else\n");
        assertThat(GitHead.revision(none)).as("no HEAD that we know").isEmpty();

        Files.delete(directory.resolve(".git/HEAD"));
        assertThat(GitHead.revision(none)).as("no HEAD").isEmpty();

        write("odd/.git", "\0\0");
        assertThat(GitHead.revision(directory.resolve("odd"))).as("no link").isEmpty();

        write("gone/.git", "gitdir: /nowhere/at/all\n");
        assertThat(GitHead.revision(directory.resolve("gone")))
                .as("link to nothing")
                .isEmpty();
    }
}
