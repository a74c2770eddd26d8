package io.github.godocker.container.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedFilesTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    Path root;

    private SavedFiles saved;

    @BeforeEach
    void watch() throws IOException {
        Files.createDirectories(root.resolve("pkg/inner"));
        Files.createDirectories(root.resolve(".git"));
        Files.createDirectories(root.resolve("target/go-docker"));
        Files.createDirectories(root.resolve("web/node_modules/x"));
        saved = new SavedFiles(root, root.resolve("target"));
    }

    @AfterEach
    void end() {
        saved.close();
    }

    /** Some more may follow at once: a file is made, then written. */
    private Set<Path> untilQuiet() throws InterruptedException {
        Set<Path> all = new TreeSet<>(saved.next(LONG).files());
        for (Set<Path> more = saved.next(SHORT).files();
                !more.isEmpty();
                more = saved.next(SHORT).files()) {
            all.addAll(more);
        }
        return all;
    }

    @Test
    void tellsFilesAtAnyDepthTogether() throws Exception {
        Path inner = Files.writeString(root.resolve("pkg/inner/a.go"), "package inner");
        Path mod = Files.writeString(root.resolve("go.mod"), "module x");
        long before = System.nanoTime();
        Changes.Saved first = saved.next(LONG);
        assertEquals(Set.of(inner, mod), first.files());
        assertTrue(first.began() >= before && first.began() <= System.nanoTime());
    }

    @Test
    void leavesOutWhatIsNoSource() throws Exception {
        Files.writeString(root.resolve(".git/index"), "");
        Files.writeString(root.resolve("target/go-docker/compile.state"), "");
        Files.writeString(root.resolve("web/node_modules/x/x.js"), "");
        Files.writeString(root.resolve(".main.go.swp"), "");
        Files.createDirectories(root.resolve("target/more"));
        Path page = Files.writeString(root.resolve("web/page.html"), "");
        assertEquals(Set.of(page), untilQuiet());
    }

    @Test
    void tellsTheFilesOfANewTreeAndWhatComesIntoItLater() throws Exception {
        Path elsewhere = Files.createDirectories(root.resolve(".elsewhere/new/deep"));
        Path file = Files.writeString(elsewhere.resolve("b.go"), "package deep");
        Path tree = Files.move(file.getParent().getParent(), root.resolve("new"));
        assertEquals(Set.of(tree.resolve("deep/b.go")), untilQuiet());
        Path later = Files.writeString(tree.resolve("deep/c.go"), "package deep");
        assertEquals(Set.of(later), untilQuiet());
    }

    @Test
    void tellsWhatWasRenamedOverAnotherAndWhatWasDeleted() throws Exception {
        Path file = Files.writeString(root.resolve("pkg/a.go"), "one");
        assertEquals(Set.of(file), untilQuiet());
        Files.move(Files.writeString(root.resolve("pkg/.a.go.new"), "two"), file, StandardCopyOption.REPLACE_EXISTING);
        assertEquals(Set.of(file), untilQuiet());
        Files.delete(file);
        assertEquals(Set.of(file), untilQuiet());
    }

    @Test
    void watchesADirectoryBesidesWithoutThoseBelow(@TempDir Path other) throws Exception {
        int before = saved.directories();
        Files.createDirectories(other.resolve("below"));
        saved.add(other);
        saved.add(other);
        saved.add(other.resolve("nothing"));
        assertEquals(before + 1, saved.directories());
        Files.writeString(other.resolve("below/a.go"), "");
        Path file = Files.writeString(other.resolve("b.go"), "");
        assertEquals(Set.of(file), untilQuiet());
    }

    @Test
    void hasNothingToTellWhereNothingWasSaved() throws Exception {
        assertEquals(Set.of(), saved.next(SHORT).files());
        saved.close();
        assertEquals(Set.of(), saved.next(LONG).files());
    }
}
