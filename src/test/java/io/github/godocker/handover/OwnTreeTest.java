package io.github.godocker.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class OwnTreeTest {
    @TempDir
    Path directory;

    private Path root;
    private Path outside;
    private Path secret;
    private OwnTree tree;

    @BeforeEach
    void plant() throws IOException {
        root = directory.resolve("target");
        tree = new OwnTree(root);
        outside = directory.resolve("outside");
        Files.createDirectories(outside.resolve("bin"));
        secret = Files.writeString(outside.resolve("secret"), "of the host");
        Files.writeString(outside.resolve("bin/app"), "of the host, too");
        Files.createDirectories(root);
    }

    private void assertOutsideIsUntouched() throws IOException {
        try (var all = Files.walk(outside)) {
            assertThat(all.map(path -> outside.relativize(path).toString()))
                    .containsExactlyInAnyOrder("", "bin", "bin/app", "secret");
        }
        assertThat(secret).hasContent("of the host");
        assertThat(outside.resolve("bin/app")).hasContent("of the host, too");
    }

    /** A test of the user's runs in a container that may write beside target, and so replace it. */
    @Test
    void doesNotFollowALinkThatTookTheRootsPlaceMeanwhile() throws IOException {
        Files.delete(root);
        Files.createSymbolicLink(root, outside);
        assertThatThrownBy(() -> tree.write(root.resolve("secret"), "x"))
                .isInstanceOf(OwnTree.ForeignException.class)
                .hasMessageContaining("was made a link to " + outside);
        tree.delete(root.resolve("bin/app"));
        assertThat(tree.isFile(root.resolve("secret"))).isFalse();
        assertThatThrownBy(() -> tree.open(root.resolve("secret"))).isInstanceOf(OwnTree.ForeignException.class);
        assertOutsideIsUntouched();
    }

    /** A test of the user's can write the state of the last build, which names files. */
    @Test
    void doesNotFollowANameThatLeadsOut() throws IOException {
        Files.createDirectories(root.resolve("sub"));
        for (String name : List.of("../outside/secret", "sub/../../outside/secret", "../outside/bin", "..")) {
            Path path = root.resolve(name);
            tree.delete(path);
            assertThat(tree.isFile(path)).isFalse();
            assertThat(tree.isDirectory(path)).isFalse();
            assertThat(tree.list(path)).isEmpty();
            assertThat(tree.stamp(path)).isEqualTo(OwnTree.ABSENT);
            assertThatThrownBy(() -> tree.open(path)).isInstanceOf(OwnTree.ForeignException.class);
            assertThatThrownBy(() -> tree.write(path, "x")).isInstanceOf(OwnTree.ForeignException.class);
        }
        assertOutsideIsUntouched();
    }

    @Test
    void followsALinkThatWasTheRootFromTheBeginningUntilItIsTakenAway() throws IOException {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Files.delete(root);
        Files.createSymbolicLink(root, elsewhere);
        OwnTree linked = new OwnTree(root);
        linked.write(root.resolve("a"), "x");
        assertThat(elsewhere.resolve("a")).hasContent("x");
        Files.delete(root);
        linked.write(root.resolve("b"), "x");
        assertThat(root.resolve("b")).hasContent("x");
        assertThat(elsewhere.resolve("b")).doesNotExist();
    }

    @Test
    void aFileIsReadAsItWasWritten() throws IOException {
        Path file = root.resolve("a/b/c");

        tree.write(file, "ä\n");

        assertThat(tree.readString(file)).isEqualTo("ä\n");
        assertThat(tree.size(file)).isEqualTo(3);
        assertThat(tree.isFile(file)).isTrue();
        assertThat(tree.isDirectory(root.resolve("a/b"))).isTrue();
        assertThat(tree.list(root.resolve("a/b"))).containsExactly(file);
        assertThat(tree.list(root)).containsExactly(root.resolve("a"));
    }

    @Test
    void theRootMayBeALinkBecauseTheUserChoseIt() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), root);
        OwnTree linked = new OwnTree(link);

        linked.write(link.resolve("a/b"), "x");

        assertThat(root.resolve("a/b")).hasContent("x");
        assertThat(linked.readString(link.resolve("a/b"))).isEqualTo("x");
        assertThat(linked.isDirectory(link)).isTrue();
    }

    @Test
    void aLinkInTheWayOfAFileIsReplaced() throws IOException {
        Path file = Files.createSymbolicLink(root.resolve("Dockerfile"), secret);

        assertThat(tree.writeIfDifferent(file, "of the host")).isTrue();

        assertThat(Files.isSymbolicLink(file)).isFalse();
        assertThat(file).hasContent("of the host");
        assertOutsideIsUntouched();
    }

    @Test
    void aLinkInTheWayOfADirectoryIsReplaced() throws IOException {
        Path link = Files.createSymbolicLink(root.resolve("bin"), outside.resolve("bin"));

        tree.write(link.resolve("app"), true, out -> out.write('x'));

        assertThat(Files.isSymbolicLink(link)).isFalse();
        assertThat(link.resolve("app")).hasContent("x").isExecutable();
        assertOutsideIsUntouched();
    }

    @Test
    void whatElseIsInTheWayIsReplacedToo() throws IOException {
        Files.writeString(root.resolve("file"), "");
        Files.createDirectories(root.resolve("directory/below"));
        Files.createSymbolicLink(root.resolve("directory/below/link"), outside);

        tree.write(root.resolve("file/state"), "x");
        tree.write(root.resolve("directory"), "y");

        assertThat(root.resolve("file/state")).hasContent("x");
        assertThat(root.resolve("directory")).hasContent("y");
        assertOutsideIsUntouched();
    }

    @Test
    void nothingIsReadByWayOfALink() throws IOException {
        Path file = Files.createSymbolicLink(root.resolve("file"), secret);
        Path bin = Files.createSymbolicLink(root.resolve("bin"), outside.resolve("bin"));

        for (Path path : List.of(file, bin.resolve("app"))) {
            assertThat(tree.isFile(path)).isFalse();
            assertThat(tree.stamp(path)).isEqualTo(OwnTree.ABSENT);
            assertThatThrownBy(() -> tree.readString(path))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("a link is not followed");
        }
        assertThat(tree.isDirectory(bin)).isFalse();
        assertThat(tree.list(bin)).isEmpty();
    }

    @Test
    void nothingIsDeletedByWayOfALink() throws IOException {
        Path bin = Files.createSymbolicLink(root.resolve("bin"), outside.resolve("bin"));

        tree.delete(bin.resolve("app"));
        assertThat(Files.isSymbolicLink(bin)).isTrue();
        tree.delete(bin);
        assertThat(Files.exists(bin)).isFalse();
        tree.delete(root.resolve("not/there"));

        Files.createDirectories(root.resolve("rootfs/etc"));
        Files.createSymbolicLink(root.resolve("rootfs/etc/passwd"), secret);
        Files.createSymbolicLink(root.resolve("rootfs/all"), outside);
        tree.delete(root.resolve("rootfs"));
        assertThat(root.resolve("rootfs")).doesNotExist();
        assertOutsideIsUntouched();
    }

    @Test
    @Timeout(20)
    void aPipeIsNotWaitedFor() throws Exception {
        Path pipe = root.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertThatThrownBy(() -> tree.open(pipe)).isInstanceOf(IOException.class);
        tree.write(pipe, "x");

        assertThat(pipe).isRegularFile().hasContent("x");
    }

    @Test
    void whatIsEqualKeepsItsTime() throws IOException {
        Path file = root.resolve("file");
        assertThat(tree.writeIfDifferent(file, "x")).isTrue();
        FileTime time = FileTime.fromMillis(1_234_567_890_000L);
        Files.setLastModifiedTime(file, time);

        assertThat(tree.writeIfDifferent(file, "x")).isFalse();
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(time);
        assertThat(tree.writeIfDifferent(file, "y")).isTrue();
        assertThat(file).hasContent("y");
    }

    @Test
    void aFileThatCannotBeMadeWholeIsNotTouched() throws IOException {
        Path file = root.resolve("file");
        tree.write(file, "before");

        assertThatThrownBy(() -> tree.write(file, out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");

        assertThat(file).hasContent("before");
        assertThat(tree.list(root)).containsExactly(file);
    }

    @Test
    void aChangeShowsThoughItsTimeWasSetBack() throws IOException {
        Path file = root.resolve("file");
        tree.write(file, "abc");
        String stamp = tree.stamp(file);
        assertThat(tree.stamp(file)).isEqualTo(stamp);
        FileTime time = Files.getLastModifiedTime(file);
        // Until the clock of the file system has gone on.
        do {
            Files.writeString(file, "xyz");
            Files.setLastModifiedTime(file, time);
        } while (Files.getAttribute(file, "unix:ctime").equals(time));

        assertThat(tree.stamp(file)).isNotEqualTo(stamp);
    }

    @Test
    void whatKilledBuildsLeftIsSweptAndNothingElse() throws IOException {
        Path killed = tree.createTemporary(root, ".marker");
        Path now = tree.createTemporary(root, ".marker");
        Path another = Files.writeString(root.resolve("another"), "of the user");
        FileTime old = FileTime.fromMillis(System.currentTimeMillis() - 3_600_000);
        Files.setLastModifiedTime(killed, old);
        Files.setLastModifiedTime(another, old);

        Path fresh = tree.createTemporary(root, ".marker");

        assertThat(killed).doesNotExist();
        assertThat(now).exists();
        assertThat(another).exists();
        assertThat(fresh).exists();
    }

    @Test
    void aScratchFileHasNoName() throws IOException {
        try (FileChannel scratch = tree.openScratch(root.resolve("go-reports"))) {
            assertThat(scratch.write(ByteBuffer.wrap(new byte[] {1, 2}))).isEqualTo(2);
            ByteBuffer read = ByteBuffer.allocate(2);
            assertThat(scratch.read(read, 0)).isEqualTo(2);
        }
        assertThat(tree.list(root.resolve("go-reports"))).isEmpty();
    }

    @Test
    void pathsOutsideAreAnError() {
        assertThatThrownBy(() -> tree.write(secret, "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tree.delete(root)).isInstanceOf(IllegalArgumentException.class);
        assertThat(tree.containing(root.resolve("a")).root()).isEqualTo(root);
        assertThat(tree.containing(outside).root()).isEqualTo(outside);
    }

    /** A process that a test has left behind exchanges a directory of ours for a link, again and again. */
    @Test
    @Timeout(60)
    void aRaceIsNotLost() throws Exception {
        Path bin = root.resolve("bin");
        Path kept = root.resolve("kept");
        tree.createDirectories(kept);
        AtomicBoolean done = new AtomicBoolean();
        Thread other = new Thread(() -> {
            while (!done.get()) {
                try {
                    Files.deleteIfExists(bin);
                    Files.createSymbolicLink(bin, outside.resolve("bin"));
                } catch (IOException e) {
                    // It is a directory just now.
                    try {
                        tree.delete(bin);
                    } catch (IOException again) {
                        // So it is gone by now.
                    }
                }
            }
        });
        other.start();
        try {
            for (int i = 0; i < 500; i++) {
                try {
                    tree.write(bin.resolve("app"), "ours");
                    assertThat(tree.list(bin)).allMatch(path -> path.startsWith(root));
                    tree.delete(bin.resolve("app"));
                } catch (IOException e) {
                    // Somebody is in the way; that is told, and no harm is done.
                }
            }
        } finally {
            done.set(true);
            other.join();
        }
        assertOutsideIsUntouched();
    }

    /** Two Mavens in one directory, or two goals of a parallel build. */
    @Test
    @Timeout(60)
    void severalMayMakeADirectoryAtOnce() throws Exception {
        int builds = 4;
        CyclicBarrier together = new CyclicBarrier(builds);
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < builds; i++) {
            String name = "of-" + i;
            Thread thread = new Thread(() -> {
                try {
                    for (int round = 0; round < 200; round++) {
                        Path made = root.resolve("round-" + round + "/inner");
                        together.await(20, TimeUnit.SECONDS);
                        new OwnTree(root).write(made.resolve(name), "x");
                    }
                } catch (Exception e) {
                    failures.add(e);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        for (int round = 0; round < 200; round++) {
            assertThat(tree.list(root.resolve("round-" + round + "/inner"))).hasSize(builds);
        }
    }

    @Test
    void aDirectoryThatIsThereIsNotReplaced() throws IOException {
        Path bin = Files.createDirectory(root.resolve("bin"));
        Object before = Files.readAttributes(bin, BasicFileAttributes.class).fileKey();
        try (Directory held = Directory.open(root)) {
            assertThatThrownBy(() -> held.make("bin")).isInstanceOf(FileAlreadyExistsException.class);
        }
        assertThat(Files.readAttributes(bin, BasicFileAttributes.class).fileKey())
                .isEqualTo(before);
        assertThat(tree.list(root)).containsExactly(bin);
    }

    @Test
    void whereDirectoriesCannotBeHeldOpenEachIsLookedAt() throws IOException {
        try (Directory checked = new Directory.Checked(root)) {
            Files.createSymbolicLink(root.resolve("bin"), outside.resolve("bin"));
            assertThat(checked.kind("bin")).isEqualTo(Directory.Kind.FOREIGN);
            assertThat(checked.kind("none")).isEqualTo(Directory.Kind.ABSENT);
            assertThatThrownBy(() -> checked.enter("bin")).isInstanceOf(IOException.class);
            checked.deleteFile("bin");
            checked.make("bin");
            try (Directory bin = checked.enter("bin")) {
                bin.file("part", Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), true)
                        .close();
                Files.createSymbolicLink(root.resolve("bin/app"), outside.resolve("bin/app"));
                assertThatThrownBy(() -> bin.file("app", Set.of(StandardOpenOption.READ), false))
                        .isInstanceOf(IOException.class);
                bin.rename("part", "app");
                assertThat(bin.names()).containsExactly("app");
                assertThat(bin.kind("app")).isEqualTo(Directory.Kind.FILE);
                bin.deleteFile("app");
            }
            checked.deleteDirectory("bin");
        }
        assertOutsideIsUntouched();
    }
}
