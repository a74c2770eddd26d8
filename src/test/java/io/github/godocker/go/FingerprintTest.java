package io.github.godocker.go;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.godocker.GoDockerException;
import io.github.godocker.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {
    @TempDir
    Path root;

    private Sources sources;

    @BeforeEach
    void tree() {
        sources = new Sources(root)
                .file("go.mod", "module x")
                .file("b/b.go", "package b")
                .file("a/a.go", "package a")
                .file("target/app", "binary");
    }

    @Test
    void isTheSameForTheSame() {
        assertThat(hex()).isEqualTo(hex()).matches("[0-9a-f]{64}");
        Fingerprint twice = tree(Fingerprint.of());
        assertThat(twice.hex()).isEqualTo(twice.hex());
    }

    @Test
    void isSha256OfTheSettings() {
        // printf '3:key5:value\n' | sha256sum
        assertThat(Fingerprint.of().add("key", "value").hex())
                .isEqualTo("f33adc362142c98d204d87c3e8c84c367c95541763d2e9dc06eca2bfa510616b");
    }

    @Test
    void settingsDoNotRunIntoEachOther() {
        assertThat(Fingerprint.of().add("a", "b").add("c", "d").hex())
                .isNotEqualTo(Fingerprint.of().add("a", "b\n1:c1:d").hex())
                .isNotEqualTo(Fingerprint.of().add("ab", "").add("c", "d").hex())
                .isNotEqualTo(Fingerprint.of().add("c", "d").add("a", "b").hex());
    }

    @Test
    void seesEveryKindOfChange() throws IOException {
        String before = hex();
        sources.file("a/a.go", "package a // longer");
        String longer = hex();
        assertThat(longer).isNotEqualTo(before);

        Files.setLastModifiedTime(root.resolve("a/a.go"), FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        String touched = hex();
        assertThat(touched).isNotEqualTo(longer);

        Files.move(root.resolve("a/a.go"), root.resolve("a/c.go"));
        String renamed = hex();
        assertThat(renamed).isNotEqualTo(touched);

        Files.move(root.resolve("a/c.go"), root.resolve("c.go"));
        String moved = hex();
        assertThat(moved).isNotEqualTo(renamed);

        Files.delete(root.resolve("c.go"));
        String deleted = hex();
        assertThat(deleted).isNotEqualTo(moved);

        Files.createDirectory(root.resolve("empty"));
        assertThat(hex()).isNotEqualTo(deleted);
    }

    @Test
    void seesAChangeBehindAForgedTime() throws Exception {
        assumeTrue(root.getFileSystem().supportedFileAttributeViews().contains("unix"));
        Path file = root.resolve("a/a.go");
        FileTime time = Files.getLastModifiedTime(file);
        String before = hex();
        Thread.sleep(30);

        sources.file("a/a.go", "package z");
        Files.setLastModifiedTime(file, time);

        assertThat(hex()).isNotEqualTo(before);
    }

    @Test
    void leavesOutWhatNoCompilerReads() {
        String before = hex();
        sources.file("target/app", "another binary")
                .file(".git/index", "x")
                .file("a/.git/index", "x")
                .file("web/node_modules/left-pad/index.js", "x");
        String after = hex();

        assertThat(after).isNotEqualTo(before);
        sources.file(".git/index", "longer").file("web/node_modules/left-pad/index.js", "longer");
        assertThat(hex()).isEqualTo(after);
        sources.file("a/target", "not the excluded one");
        assertThat(hex()).isNotEqualTo(after);
    }

    @Test
    void linksCountByTheirTarget() throws IOException {
        Path link = root.resolve("link");
        try {
            Files.createSymbolicLink(link, Path.of("a"));
        } catch (IOException | UnsupportedOperationException e) {
            assumeTrue(false, "no symbolic links here");
        }
        String before = hex();

        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("a"));
        assertThat(hex()).isEqualTo(before);

        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("b"));
        assertThat(hex()).isNotEqualTo(before);

        // A circle or a link into nothing is no problem.
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("."));
        Files.createSymbolicLink(root.resolve("dangling"), Path.of("nothing"));
        assertThat(hex()).isNotEqualTo(before);
    }

    @Test
    void aFileOfItsOwnCountsAlsoWhenItIsMissing() throws IOException {
        Path file = root.resolve("go.work.sum");
        String missing = Fingerprint.of().addFile(file).hex();
        assertThat(Fingerprint.of().addFile(file).isRacy()).isFalse();

        sources.file("go.work.sum", "x");
        String there = Fingerprint.of().addFile(file).hex();
        assertThat(there).isNotEqualTo(missing);

        Files.delete(file);
        assertThat(Fingerprint.of().addFile(file).hex()).isEqualTo(missing);
    }

    @Test
    void warnsOfFilesThatHaveJustChanged() throws Exception {
        age();
        assertThat(tree(Fingerprint.of()).isRacy()).isFalse();

        // A busy machine may let a tick pass between writing and looking, but not every time.
        boolean treeIsRacy = false;
        boolean fileIsRacy = false;
        for (int i = 0; i < 100 && !(treeIsRacy && fileIsRacy); i++) {
            sources.file("a/a.go", "package a");
            treeIsRacy |= tree(Fingerprint.of()).isRacy();
            fileIsRacy |= Fingerprint.of().addFile(root.resolve("a/a.go")).isRacy();
        }
        assertThat(treeIsRacy).isTrue();
        assertThat(fileIsRacy).isTrue();

        sources.file("target/app", "just built");
        age();
        sources.file("target/app", "just built");
        assertThat(tree(Fingerprint.of()).isRacy()).isFalse();
    }

    @Test
    void aTimeInTheFutureIsNoReasonToDistrustForever() throws Exception {
        Files.setLastModifiedTime(
                root.resolve("a/a.go"), FileTime.from(Instant.now().plus(Duration.ofDays(1))));
        age();

        assertThat(tree(Fingerprint.of()).isRacy()).isFalse();
    }

    @Test
    void namesTheSettingThatChanged() {
        State state = Fingerprint.of().add("flags", "a").add("<platforms>", "x").record(State.NONE, "f");
        assertThat(Fingerprint.of().add("flags", "a").add("<platforms>", "x").changeSince(state, "f"))
                .isEmpty();
        assertThat(Fingerprint.of().add("flags", "a").add("<platforms>", "y").changeSince(state, "f"))
                .contains("<platforms> changed");
        assertThat(Fingerprint.of().add("flags", "a").changeSince(state, "f"))
                .contains("<platforms> is not there any more");
        assertThat(Fingerprint.of()
                        .add("flags", "a")
                        .add("tags", "b")
                        .add("<platforms>", "x")
                        .changeSince(state, "f"))
                .contains("tags is new");
        assertThat(Fingerprint.of().add("<platforms>", "x").add("flags", "a").changeSince(state, "f"))
                .isPresent();
        assertThat(Fingerprint.of().add("flags", "a").changeSince(State.NONE, "f"))
                .contains("nothing is known of a former run that is good to go on from");
        // Never a value: it may be long, and it may be secret.
        assertThat(state.values().toString()).doesNotContain("platforms>=x");
    }

    @Test
    void namesTheNewestFileOfATree() throws Exception {
        age();
        State state = tree(Fingerprint.of()).record(State.NONE, "f");
        sources.file("a/a.go", "package a // longer");
        assertThat(tree(Fingerprint.of()).changeSince(state, "f"))
                .contains(root + " changed (its newest file is a.go)");
    }

    @Test
    void countsOnlyFilesOfTheNamesThatItWasAskedFor() {
        String before = goFiles();
        sources.file("build.log", "grows").file("a/README.md", "text");
        assertThat(goFiles()).isEqualTo(before);
        sources.file("c/c.go", "package c");
        assertThat(goFiles()).isNotEqualTo(before);
    }

    private String goFiles() {
        return Fingerprint.of()
                .addTree(root, Set.of(root.resolve("target")), GoFileName::isBuildInput)
                .hex();
    }

    @Test
    void followsLinksToVisibleDirectoriesOutsideOfTheTree() throws Exception {
        sources.file("app/go.mod", "module app")
                .file("shared/s.go", "package s")
                .file("shared/deep/d.txt", "d");
        Files.createSymbolicLink(root.resolve("app/sub"), Path.of("../shared"));
        Files.createSymbolicLink(root.resolve("app/up"), Path.of(".."));
        Files.createSymbolicLink(root.resolve("app/self"), Path.of("."));
        Files.createSymbolicLink(root.resolve("shared/loop"), Path.of("../shared"));
        String before = app(root);
        sources.file("shared/deep/d.txt", "longer");
        assertThat(app(root)).isNotEqualTo(before);
        String hidden = app(root.resolve("app"));
        sources.file("shared/deep/d.txt", "even longer");
        assertThat(app(root.resolve("app"))).isEqualTo(hidden);
    }

    private String app(Path visible) {
        return Fingerprint.of()
                .seeing(visible)
                .addTree(root.resolve("app"), Set.of())
                .hex();
    }

    @Test
    void tellsThatItLeftOutNodeModules() {
        assertThat(tree(Fingerprint.of()).isWithoutNodeModules()).isFalse();
        sources.file("web/node_modules/x/x.js", "x");
        assertThat(tree(Fingerprint.of()).isWithoutNodeModules()).isTrue();
    }

    @Test
    void saysWhatCannotBeRead() {
        assertThatThrownBy(() -> Fingerprint.of().addTree(root.resolve("gone"), Set.of()))
                .isInstanceOf(GoDockerException.class)
                .hasMessage("Cannot read " + root.resolve("gone") + ": it does not exist.\n"
                        + "Check that it exists and that you may read it.");
    }

    /** Until the files that the test wrote are old enough. */
    private static void age() throws InterruptedException {
        Thread.sleep(60);
    }

    private Fingerprint tree(Fingerprint fingerprint) {
        return fingerprint.addTree(root, Set.of(root.resolve("target")));
    }

    private String hex() {
        return tree(Fingerprint.of()).hex();
    }
}
