package io.github.godocker.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.log.BuilderLog;
import io.github.godocker.log.LinesLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceCopyTest {
    @TempDir
    Path root;

    /** When files of a test are no longer so young that another change could have the same time. */
    private static final InstantSource LATER = () -> Instant.now().plusSeconds(60);

    private final LinesLog lines = new LinesLog();
    private final BuilderLog log = new BuilderLog(lines);
    private final CopiedTree container = new CopiedTree();
    private SourceCopy copy;

    @BeforeEach
    void project() throws IOException {
        file("app/go.mod", "app/main.go", "app/README.md", "app/.git/config");
        file("app/target/go-docker/app/bin/linux_amd64/app", "app/target/go-reports/x.go", "app/target/app.jar");
        copy = copy(LATER);
    }

    /** In another build than the one before. */
    private SourceCopy copy(InstantSource clock) {
        return copy(container, clock);
    }

    private SourceCopy copy(FakeContainer container, InstantSource clock) {
        GolangContainer golang =
                GolangContainer.open(container.containers(), spec(), List.of(), "", "", "1000:1000", true, log);
        return new SourceCopy(spec(), new SourceTree(golang, "/src"), "1000:1000", true, clock);
    }

    private void nextBuild() {
        container.sent.clear();
        container.removed.clear();
        copy = copy(LATER);
        update();
    }

    private BuilderSpec spec() {
        return new BuilderSpec(
                "golang",
                "",
                root,
                new OwnTree(root.resolve("app/target")),
                Set.of(root.resolve("app/target")),
                null,
                null,
                Map.of(),
                null,
                new ModuleAccess(false, "", List.of(), null),
                new CacheDirectory(root.resolve("app/.go-cache")),
                0);
    }

    private void file(String... names) throws IOException {
        for (String name : names) {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }
    }

    private void update() {
        copy.update(List.of(root.resolve("app")), log);
    }

    @Test
    void sendsSourcesOnceAndRemovesWhatIsGone() throws IOException {
        update();
        assertThat(container.files).containsExactly("app/README.md", "app/go.mod", "app/main.go");
        container.sent.clear();
        file("app/new.go");
        Files.delete(root.resolve("app/README.md"));
        update();
        assertThat(container.sent).containsExactly("app/new.go");
        assertThat(container.files).containsExactly("app/go.mod", "app/main.go", "app/new.go");
        assertThat(lines.text())
                .contains("rm -rf -- /src/app/README.md", "Exit code 0 ")
                .containsPattern("\\[INFO\\] Copied 3 changed files to the builder in \\d{1,2}\\.\\d+ s:")
                .contains("[INFO] Copied 1 changed files to the builder in ");
        container.order.clear();
        update();
        assertThat(container.order).isEmpty();
        assertThat(lines.text()).doesNotContain("Copied 0 ");
    }

    @Test
    void sendsNothingOfTheCaches() throws IOException {
        file("app/.go-cache/mod/example.com/lib@v1.0.0/lib.go", "app/.github/workflow.yml");
        update();
        assertThat(container.files)
                .containsExactly("app/.github/workflow.yml", "app/README.md", "app/go.mod", "app/main.go");
    }

    @Test
    void sendsWhatOtherPluginsGenerateForGoAndNothingElseOfABuildDirectory() throws IOException {
        file("app/target/generated/g.go", "app/target/generated/g.txt", "app/target/classes/a.class");
        update();
        assertThat(container.files)
                .containsExactly("app/README.md", "app/go.mod", "app/main.go", "app/target/generated/g.go");
        assertThat(copy.hasAllFiles()).isFalse();
    }

    @Test
    void isCompleteWhereNothingLiesBesideTheSources() throws IOException {
        Files.delete(root.resolve("app/target/app.jar"));
        update();
        assertThat(copy.hasAllFiles()).isTrue();
        file("app/web/node_modules/lib/x.js");
        update();
        assertThat(copy.hasAllFiles()).isFalse();
    }

    @Test
    void sendsWhatIsEmbeddedAndKeepsItUntilItIsGone() throws IOException {
        file("app/web/node_modules/lib/dist/x.js", "app/web/node_modules/lib/y.js", "app/target/data.json");
        update();
        Path embedded = root.resolve("app/web/node_modules/lib/dist/x.js");
        copy.addEmbedded(List.of(embedded, root.resolve("app/target/data.json"), root.resolve("app/main.go")), log);
        assertThat(container.files)
                .containsExactly(
                        "app/README.md",
                        "app/go.mod",
                        "app/main.go",
                        "app/target/data.json",
                        "app/web/node_modules/lib/dist/x.js");
        container.sent.clear();
        update();
        assertThat(container.sent).isEmpty();
        Files.delete(embedded);
        update();
        assertThat(container.files).doesNotContain("app/web/node_modules/lib/dist/x.js");
        Files.writeString(root.resolve("app/target/data.json"), "longer than it was before");
        update();
        assertThat(container.sent).containsExactly("app/target/data.json");
    }

    @Test
    void sendsWhatLinksLeadTo() throws IOException {
        file("app/target/x/real.bin", "elsewhere/y.go");
        Files.createSymbolicLink(root.resolve("app/a.go"), Path.of("b.link"));
        Files.createSymbolicLink(root.resolve("app/b.link"), Path.of("target/x/real.bin"));
        Files.createSymbolicLink(root.resolve("app/y.go"), Path.of("../elsewhere/y.go"));
        Files.createSymbolicLink(root.resolve("app/away"), Path.of("/etc/hostname"));
        Files.createSymbolicLink(root.resolve("app/loop"), Path.of("loop"));
        Files.createSymbolicLink(root.resolve("app/nowhere"), Path.of("nothing"));
        update();
        assertThat(container.files)
                .containsExactly(
                        "app/README.md",
                        "app/a.go",
                        "app/away",
                        "app/b.link",
                        "app/go.mod",
                        "app/loop",
                        "app/main.go",
                        "app/nowhere",
                        "app/target/x/real.bin",
                        "app/y.go",
                        "elsewhere/y.go");
    }

    /** Go takes files of equal size and time for equal, and remembers what tests read of them. */
    @Test
    void whatChangedHasAnotherTimeThoughItsOwnWasSetBack() throws IOException {
        update();
        Path file = root.resolve("app/main.go");
        Long first = container.times.get("app/main.go");
        FileTime time = Files.getLastModifiedTime(file);
        container.sent.clear();
        Files.writeString(file, "APP/MAIN.GO");
        Files.setLastModifiedTime(file, time);
        update();
        assertThat(container.sent).containsExactly("app/main.go");
        assertThat(container.times.get("app/main.go"))
                .isNotEqualTo(first)
                .isBetween(978_307_200L, Instant.parse("2036-01-01T00:00:00Z").getEpochSecond());
        // In another session it has the same again: what go remembers stays good.
        CopiedTree other = new CopiedTree();
        copy(other, LATER).update(List.of(root.resolve("app")), log);
        assertThat(other.times).isEqualTo(container.times);
    }

    @Test
    void sendsTheDirectoryThatALinkLeadsTo() throws IOException {
        file("shared/testdata/a.txt", "shared/b.txt");
        Files.createSymbolicLink(root.resolve("app/testdata"), Path.of("../shared/testdata"));
        Files.createSymbolicLink(root.resolve("app/up"), Path.of(".."));
        Files.createSymbolicLink(root.resolve("shared/testdata/self"), Path.of("."));
        update();
        assertThat(container.files)
                .contains("app/testdata", "shared/testdata/a.txt", "shared/testdata/self")
                .doesNotContain("shared/b.txt");
    }

    @Test
    void directoriesMayHoldLinksToEachOther() throws IOException {
        file("app/a/x.txt", "app/b/y.txt");
        Files.createSymbolicLink(root.resolve("app/a/b"), Path.of("../b"));
        Files.createSymbolicLink(root.resolve("app/b/a"), Path.of("../a"));
        update();
        assertThat(container.files).contains("app/a/b", "app/a/x.txt", "app/b/a", "app/b/y.txt");
    }

    /** Most projects are one directory. */
    @Test
    void theSourcesMayBeTheWholeRoot() throws IOException {
        copy.update(List.of(root), log);
        Files.delete(root.resolve("app/README.md"));
        copy.update(List.of(root), log);
        assertThat(container.files).containsExactly("app/go.mod", "app/main.go");
        Files.delete(root.resolve("app/main.go"));
        copy = copy(LATER);
        copy.update(List.of(root), log);
        assertThat(container.files).containsExactly("app/go.mod");
    }

    @Test
    void aCopyThatBreaksIsMadeWholeByTheNextGoal() {
        for (int entries : List.of(0, 2)) {
            container.breaksAfter = entries;
            assertThatThrownBy(this::update)
                    .hasMessageStartingWith("Cannot copy to the builder: the daemon went away.");
        }
        assertThat(container.files).containsExactly("app/README.md");
        container.breaksAfter = Integer.MAX_VALUE;
        update();
        assertThat(container.namesOfTheUser()).containsExactly("app", "app/README.md", "app/go.mod", "app/main.go");
    }

    @Test
    void aFileThatIsGoneWhileItIsCopiedIsTold() {
        assertThatThrownBy(() -> copy.update(List.of(root.resolve("app"), root.resolve("gone")), log))
                .isInstanceOf(GoDockerException.class)
                .hasMessage("Cannot copy the sources to the builder: " + root.resolve("gone") + " does not exist.\n"
                        + "Run the build again when no other program changes them.");
        assertThat(container.sent).isEmpty();
    }

    @Test
    void aDaemonThatDoesNotListItsFilesIsTold() {
        container.listFailure = new GoDockerException("Cannot run sh: the daemon went away.", "Run it again.");
        assertThatThrownBy(this::update).isSameAs(container.listFailure);
    }

    @Test
    void removesWhatIsGoneBeforeALinkTakesItsPlace() throws IOException {
        file("app/a/x.txt", "app/b/x.txt");
        update();
        container.order.clear();
        Files.delete(root.resolve("app/a/x.txt"));
        Files.delete(root.resolve("app/a"));
        Files.createSymbolicLink(root.resolve("app/a"), Path.of("b"));
        update();
        assertThat(container.order).containsExactly("remove", "send");
    }

    @Test
    void theNextBuildSendsNothingWhereNothingChanged() throws IOException {
        file("app/deep/er/a.go");
        Files.createDirectory(root.resolve("app/links"));
        Files.createSymbolicLink(root.resolve("app/links/link"), Path.of("../main.go"));
        update();
        Set<String> names = Set.copyOf(container.namesOfTheUser());
        nextBuild();
        assertThat(container.namesOfTheUser()).isEqualTo(names).contains("app/links", "app/deep/er");
        assertThat(container.sent).isEmpty();
        assertThat(container.removed).isEmpty();
        assertThat(container.cleared).isFalse();
    }

    @Test
    void theNextBuildSendsWhatChanged() throws IOException {
        file("app/tool.sh", "app/a.go", "app/b.go");
        Files.createSymbolicLink(root.resolve("app/link"), Path.of("main.go"));
        update();
        Path file = root.resolve("app/main.go");
        FileTime time = Files.getLastModifiedTime(file);
        Files.writeString(file, "APP/MAIN.GO");
        Files.setLastModifiedTime(file, time);
        Files.setPosixFilePermissions(root.resolve("app/tool.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Path other = Files.writeString(root.resolve("app/x.go"), "app/a.go");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(root.resolve("app/a.go")));
        Files.move(other, root.resolve("app/a.go"), StandardCopyOption.REPLACE_EXISTING);
        Files.delete(root.resolve("app/link"));
        Files.createSymbolicLink(root.resolve("app/link"), Path.of("MAIN.go"));
        nextBuild();
        assertThat(container.sent).containsExactly("app/a.go", "app/link", "app/main.go", "app/tool.sh");
        // What is sent takes the place of a file.
        assertThat(container.removed).containsExactly("app/link");
        assertThat(container.entries.get("app/tool.sh")).startsWith("81ed ");
    }

    @Test
    void theNextBuildRemovesWhatIsGone() throws IOException {
        file("app/gone/a.go", "app/gone/deep/b.go", "app/b.go");
        update();
        for (String name : List.of("app/gone/deep/b.go", "app/gone/deep", "app/gone/a.go", "app/gone", "app/b.go")) {
            Files.delete(root.resolve(name));
        }
        nextBuild();
        assertThat(container.removed).containsExactlyInAnyOrder("app/gone", "app/b.go");
        assertThat(container.entries.keySet()).containsExactly("app", "app/README.md", "app/go.mod", "app/main.go");
        assertThat(container.sent).isEmpty();
    }

    @Test
    void aFileAndADirectoryMayTakeEachOthersPlace() throws IOException {
        file("app/a/x.go", "app/b");
        update();
        Files.delete(root.resolve("app/a/x.go"));
        Files.delete(root.resolve("app/a"));
        Files.delete(root.resolve("app/b"));
        file("app/a", "app/b/x.go");
        nextBuild();
        assertThat(container.entries.keySet())
                .containsExactly("app", "app/README.md", "app/a", "app/b", "app/b/x.go", "app/go.mod", "app/main.go");
        assertThat(container.entries.get("app/a")).startsWith("81a4 ");
        assertThat(container.entries.get("app/b")).startsWith("41ed ");
    }

    /** Within one session: a directory is sent with its owner as often as it comes to be one. */
    @Test
    void aDirectoryMayBecomeAFileAndADirectoryAgain() throws IOException {
        file("app/a/b/x.go");
        update();
        Files.delete(root.resolve("app/a/b/x.go"));
        Files.delete(root.resolve("app/a/b"));
        Files.delete(root.resolve("app/a"));
        file("app/a");
        update();
        assertThat(container.namesOfTheUser())
                .containsExactly("app", "app/README.md", "app/a", "app/go.mod", "app/main.go");
        Files.delete(root.resolve("app/a"));
        file("app/a/b/y.go");
        update();
        assertThat(container.namesOfTheUser())
                .containsExactly(
                        "app", "app/README.md", "app/a", "app/a/b", "app/a/b/y.go", "app/go.mod", "app/main.go");
    }

    @Test
    void nothingStaysThatCommandsWroteThere() throws IOException {
        file("app/target/made.go");
        update();
        container.put("app/main.go", 0100644, "app/main.go".length(), 1);
        container.put("app/written.go", 0100644, 3, 1);
        container.put("app/README.md", 0120777, 3, 1);
        container.put("app/target/go-docker", 0040755, 4096, 1);
        container.put("app/target/go-docker/app", 0100755, 3, 1);
        container.put("app/locked", 0040000, 4096, 1);
        nextBuild();
        assertThat(container.sent).containsExactly("app/README.md", "app/main.go");
        assertThat(container.entries.keySet())
                .containsExactly(
                        "app", "app/README.md", "app/go.mod", "app/main.go", "app/target", "app/target/made.go");
    }

    @Test
    void aFileOfAnotherOwnerIsSentAgain() {
        update();
        container.entries.computeIfPresent("app/go.mod", (name, line) -> line.replace("1000:1000", "0:0"));
        nextBuild();
        assertThat(container.sent).containsExactly("app/go.mod");
    }

    @Test
    void whatMayHaveChangedWithinATickIsSentAgain() throws IOException {
        Instant changed = Files.getLastModifiedTime(root.resolve("app/main.go")).toInstant();
        InstantSource now = InstantSource.fixed(changed);
        copy = copy(now);
        update();
        container.sent.clear();
        copy.update(List.of(root.resolve("app")), log);
        assertThat(container.sent).contains("app/main.go");
        nextBuild();
        assertThat(container.sent).contains("app/main.go");
        nextBuild();
        assertThat(container.sent).isEmpty();
    }

    @Test
    void allIsSentWhereItCannotBeToldWhatIsThere() {
        update();
        for (String line : List.of(
                "81a4 1000:1000 3 1 ./\uFFFD",
                "find: ./x: gone",
                "41ed x",
                "x 0:0 3 1 ./x",
                "81a4 1000:1000 9 1 ./app/main.go")) {
            container.entries.put("odd", line);
            container.cleared = false;
            nextBuild();
            assertThat(container.cleared).as(line).isTrue();
            assertThat(container.files).containsExactly("app/README.md", "app/go.mod", "app/main.go");
        }
    }

    @Test
    void aTreeThatCannotBeClearedIsAnError() {
        update();
        container.exit = 1;
        assertThatThrownBy(this::nextBuild)
                .isInstanceOf(GoDockerException.class)
                .hasMessageContaining("Cannot remove old sources from the builder: exit code 1 of rm");
    }

    @Test
    void aTreeOfAnotherProjectIsClearedAtOnce() {
        update();
        for (int i = 0; i < 600; i++) {
            container.put("other/file" + i, 0100644, 1, 1);
        }
        nextBuild();
        assertThat(container.cleared).isTrue();
        assertThat(container.removed).isEmpty();
        assertThat(container.files).containsExactly("app/README.md", "app/go.mod", "app/main.go");
        assertThat(container.namesOfTheUser()).containsExactly("app", "app/README.md", "app/go.mod", "app/main.go");
    }

    @Test
    void whatIsEmbeddedAndWhatOtherModulesHaveStaysUntilItIsGone() throws IOException {
        file("app/node_modules/x.js", "lib/go.mod", "lib/lib.go");
        update();
        copy.addEmbedded(List.of(root.resolve("app/node_modules/x.js")), log);
        copy.update(List.of(root.resolve("lib")), log);
        Files.delete(root.resolve("lib/lib.go"));
        nextBuild();
        copy.addEmbedded(List.of(root.resolve("app/node_modules/x.js")), log);
        copy.update(List.of(root.resolve("lib")), log);
        assertThat(container.sent).isEmpty();
        assertThat(container.files)
                .contains("app/node_modules/x.js", "lib/go.mod")
                .doesNotContain("lib/lib.go");
        Files.delete(root.resolve("app/node_modules/x.js"));
        update();
        assertThat(container.files).doesNotContain("app/node_modules/x.js");
    }
}
