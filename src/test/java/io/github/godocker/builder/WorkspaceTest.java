package io.github.godocker.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.State;
import io.github.godocker.go.Fingerprint;
import io.github.godocker.go.GoModule;
import io.github.godocker.handover.OwnTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {
    @TempDir
    Path temporary;

    private Path top;
    private Path project;

    @BeforeEach
    void reactor() throws IOException {
        top = temporary.toRealPath().resolve("shop");
        project = Files.createDirectories(top.resolve("orders"));
        write(project.resolve("go.mod"), "module example.com/orders\n\ngo 1.26\n");
        write(project.resolve("main.go"), "package main\n");
    }

    @Test
    void theRootIsThatOfTheReactor() {
        assertThat(workspace().root(module())).isEqualTo(top);
        assertThat(workspace().context(module())).isEqualTo(project);
    }

    @Test
    void theRootIsWiderWhereAModuleOutsideIsReplaced() throws IOException {
        write(top.resolveSibling("money/go.mod"), "module example.com/money\n\ngo 1.26\n");
        write(
                project.resolve("go.mod"),
                "module example.com/orders\n\ngo 1.26\n\nrequire example.com/money v0.0.0\n"
                        + "replace example.com/money => ../../money\n");

        assertThat(workspace().root(module())).isEqualTo(top.getParent());
        assertThat(workspace().context(module())).isEqualTo(top.getParent());
    }

    @Test
    void aBuildDirectoryElsewhereIsPartOfTheContext() {
        Workspace elsewhere = new Workspace(project, top, new OwnTree(top.resolve("out/orders")), Set.of(), null);

        assertThat(elsewhere.context(module())).isEqualTo(top);
        assertThat(elsewhere.outputs()).containsExactly(top.resolve("out/orders"));
    }

    @Test
    void aChangedSourceCounts() throws IOException {
        State before = sources();
        write(project.resolve("main.go"), "package main // changed\n");

        assertThat(changed(before)).isTrue();
    }

    @Test
    void whatLiesInTheCachesDoesNotCount() throws IOException {
        CacheDirectory caches = new CacheDirectory(project.resolve(".go-cache"));
        Workspace workspace = new Workspace(project, top, new OwnTree(project.resolve("target")), Set.of(), caches);
        Path file = project.resolve(".go-cache/mod/example.com/lib@v1.0.0/lib.go");
        write(file, "package lib\n");
        State before = workspace
                .addSources(Fingerprint.of(), module(), name -> true, name -> true)
                .record(State.NONE, State.FINGERPRINT);
        write(file, "package lib // fetched once more\n");

        assertThat(workspace.caches(module())).isEqualTo(caches);
        assertThat(workspace.noSources()).contains(project.resolve(".go-cache"), project.resolve("target"));
        assertThat(workspace
                        .addSources(Fingerprint.of(), module(), name -> true, name -> true)
                        .changeSince(before, State.FINGERPRINT))
                .isEmpty();
    }

    /** It lies beside the modules. */
    @Test
    void aChangedWorkspaceCounts() throws IOException {
        write(top.resolve("go.work"), "go 1.26\n\nuse ./orders\n");
        GoModule module = GoModule.read(project);
        assertThat(Workspace.sources(module)).containsExactlyInAnyOrder(project, top.resolve("go.work"));
        State before = workspace()
                .addSources(Fingerprint.of(), module, name -> true, name -> true)
                .record(State.NONE, State.FINGERPRINT);
        write(top.resolve("go.work"), "go 1.26.1\n\nuse ./orders\n");
        assertThat(workspace()
                        .addSources(Fingerprint.of(), GoModule.read(project), name -> true, name -> true)
                        .changeSince(before, State.FINGERPRINT))
                .isPresent();
    }

    @Test
    void aNewPackageCounts() throws IOException {
        State before = sources();
        write(project.resolve("store/store.go"), "package store\n");

        assertThat(changed(before)).isTrue();
    }

    @Test
    void whatOtherPluginsMakeInTheBuildDirectoryCountsAndReportsDoNot() throws IOException {
        write(project.resolve("target/generated-sources/a.go"), "package a\n");
        State before = sources();
        write(project.resolve("target/go-reports/report.html"), "new");
        assertThat(changed(before)).isFalse();

        write(project.resolve("target/generated-sources/a.go"), "package a // changed\n");
        assertThat(changed(before)).isTrue();
    }

    @Test
    void aBuildDirectoryThatWasMadeSinceCountsByItsFilesAlone() throws IOException {
        State before = sources();
        write(project.resolve("target/go-docker/app/compile.properties"), "new");
        Files.createDirectories(project.resolve("target/maven-status/compile"));
        assertThat(changed(before)).isFalse();

        write(project.resolve("target/generated-sources/a.go"), "package a\n");
        assertThat(changed(before)).isTrue();
    }

    @Test
    void namesThatDoNotCountAreNotLookedAt() throws IOException {
        State before = workspace()
                .addSources(Fingerprint.of(), module(), name -> name.endsWith(".go"), name -> false)
                .record(State.NONE, State.FINGERPRINT);
        write(project.resolve("README.md"), "new");

        assertThat(workspace()
                        .addSources(Fingerprint.of(), module(), name -> name.endsWith(".go"), name -> false)
                        .changeSince(before, State.FINGERPRINT))
                .isEmpty();
    }

    @Test
    void aBuildDirectoryThatTheBuilderCannotSeeIsRefused() throws IOException {
        Path outside = Files.createDirectories(top.resolveSibling("disk"));
        Files.createSymbolicLink(project.resolve("target"), outside);

        assertThatThrownBy(() -> workspace().checkThatBuilderSeesTarget(module()))
                .hasMessageContaining("it is a link to " + outside)
                .hasMessageContaining("mount --bind");
    }

    @Test
    void aLinkWithinTheRootIsFine() throws IOException {
        Files.createSymbolicLink(project.resolve("target"), Files.createDirectories(top.resolve("disk")));

        assertThatCode(() -> workspace().checkThatBuilderSeesTarget(module())).doesNotThrowAnyException();
    }

    private Workspace workspace() {
        return new Workspace(
                project, top, new OwnTree(project.resolve("target")), Set.of(top.resolve("other/target")), null);
    }

    private GoModule module() {
        return GoModule.read(project, "off");
    }

    private State sources() {
        return workspace()
                .addSources(Fingerprint.of(), module(), name -> true, name -> true)
                .record(State.NONE, State.FINGERPRINT);
    }

    private boolean changed(State before) {
        return workspace()
                .addSources(Fingerprint.of(), module(), name -> true, name -> true)
                .changeSince(before, State.FINGERPRINT)
                .isPresent();
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
