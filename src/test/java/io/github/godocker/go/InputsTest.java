package io.github.godocker.go;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.godocker.State;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.handover.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputsTest {
    @TempDir
    Path root;

    private Sources sources;
    private State state;

    @BeforeEach
    void compiled() throws Exception {
        sources = new Sources(root)
                .file("app/go.mod", "module example.com/app", "go 1.26", "require example.com/lib v0.0.0")
                .file("app/go.sum", "sums")
                .file("app/main.go", "package main")
                .file("app/internal/x/x.go", "package x")
                .file("app/internal/x/x_test.go", "package x")
                .file("app/target/generated/g.go", "package generated")
                .file("app/web/web.go", "package web")
                .file("app/web/node_modules/lib/dist/app.js", "js")
                .file("app/web/templates/a.html", "a")
                .file("app/web/templates/sub/b.html", "b")
                .file("app/web/pages/a.css", "a")
                .file("app/build.log", "log");
        age();
        record("app", "app/internal/x", "app/target/generated");
    }

    /** What go listed for these packages, besides web, which embeds, and what came of it. */
    private void record(String... packages) {
        long start = System.currentTimeMillis();
        Set<Inputs.GoPackage> listed = new LinkedHashSet<>();
        for (String each : packages) {
            listed.add(Inputs.parse("/src/" + each, root.resolve(each)));
        }
        listed.add(Inputs.parse(
                "/src/app/web\u001fnode_modules/lib/dist/*.js\u001ftemplates\u001fpages/[a-c]?css",
                root.resolve("app/web")));
        state = inputs().record(State.of("settings"), listed, start);
        assertThat(unchanged()).isTrue();
    }

    private Inputs inputs(String... flags) {
        return new Inputs(sources.module("app"), List.of(flags), false);
    }

    private boolean unchanged() {
        return inputs().changeSince(state).isEmpty();
    }

    private static void age() throws InterruptedException {
        Thread.sleep(60);
    }

    /** The change counts, and that it was taken back shows in its times. */
    private void counts(String file) throws IOException {
        sources.file(file, Files.readString(root.resolve(file)) + "// more");
        assertThat(unchanged()).as(file).isFalse();
    }

    @Test
    void everyFileThatGoReadsCounts() throws Exception {
        for (String file : List.of(
                "app/main.go",
                "app/internal/x/x.go",
                "app/target/generated/g.go",
                "app/web/node_modules/lib/dist/app.js",
                "app/web/templates/a.html",
                "app/web/templates/sub/b.html",
                "app/web/pages/a.css",
                "app/go.mod",
                "app/go.sum")) {
            String before = Files.readString(root.resolve(file));
            counts(file);
            Files.writeString(root.resolve(file), before);
            age();
            record("app", "app/internal/x", "app/target/generated");
        }
    }

    @Test
    void soDoesANewFileInAPackageOrAmongWhatAPatternMeans() throws Exception {
        for (String file : List.of(
                "app/new.go",
                "app/internal/x/x_amd64.s",
                "app/target/generated/data.syso",
                "app/default.pgo",
                "app/web/node_modules/lib/dist/new.js",
                "app/web/templates/sub/deep/new.html",
                "app/web/pages/b.css",
                "app/vendor/modules.txt",
                "app/go.work",
                "app/internal/go.mod",
                "app/web/templates/sub/go.mod")) {
            sources.file(file, file.endsWith("go.work") ? "use ." : "x");
            assertThat(unchanged()).as(file).isFalse();
            Files.delete(root.resolve(file));
            age();
            record("app", "app/internal/x", "app/target/generated");
        }
    }

    @Test
    void andOneThatIsGone() throws IOException {
        Files.delete(root.resolve("app/web/templates/sub/b.html"));
        assertThat(unchanged()).isFalse();
    }

    @Test
    void aDirectoryThatIsGoneIsAChangeAndNoError() throws IOException {
        Files.delete(root.resolve("app/target/generated/g.go"));
        Files.delete(root.resolve("app/target/generated"));
        assertThat(unchanged()).isFalse();
    }

    @Test
    void whatGoDoesNotReadDoesNotCount() {
        sources.file("app/build.log", "the log of a build that goes on")
                .file("app/README.md", "new")
                .file("app/internal/x/x_test.go", "package x // longer")
                .file("app/internal/x/.#x.go", "of an editor")
                .file("app/internal/x/_x.go", "left out")
                .file("app/internal/x/testdata/t.go", "package t")
                .file("app/internal/unused/u.go", "package unused")
                .file("app/target/app", "a binary")
                .file("app/web/node_modules/lib/dist/app.ts", "ts")
                .file("app/web/node_modules/other/index.js", "js")
                .file("app/web/templates/.hidden", "hidden")
                .file("app/web/templates/_draft.html", "hidden")
                .file("app/web/pages/d.css", "d")
                .file("app/web/pages/ab.css", "ab");
        assertThat(unchanged()).isTrue();
    }

    @Test
    void aLinkCountsByWhatItLeadsTo() throws Exception {
        sources.file("elsewhere/y.go", "package x").file("elsewhere/z.go", "package x");
        Path link = Files.createSymbolicLink(root.resolve("app/internal/x/y.go"), Path.of("../../../elsewhere/y.go"));
        age();
        record("app", "app/internal/x");

        Path target = root.resolve("elsewhere/y.go");
        FileTime time = Files.getLastModifiedTime(target);
        Files.writeString(target, "package z\n");
        Files.setLastModifiedTime(target, time);
        assertThat(unchanged()).isFalse();

        age();
        record("app", "app/internal/x");
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("../../../elsewhere/z.go"));
        assertThat(unchanged()).isFalse();

        // One that leads nowhere is no reason to ask go forever.
        Files.delete(target);
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("../../../elsewhere/y.go"));
        age();
        record("app", "app/internal/x");
        sources.file("elsewhere/y.go", "package x");
        assertThat(unchanged()).isFalse();
    }

    @Test
    void filesThatFlagsNameCount() throws Exception {
        sources.file("app/cpu.pprof", "profile");
        age();
        Inputs inputs = inputs("-pgo=cpu.pprof", "-tags=a,b");
        state = inputs.record(State.NONE, Set.of(), System.currentTimeMillis());
        assertThat(inputs.changeSince(state)).isEmpty();
        sources.file("app/cpu.pprof", "another profile");
        assertThat(inputs.changeSince(state)).contains(root.resolve("app/cpu.pprof") + " changed");
    }

    @Test
    void nothingIsKnownWithoutAListOrWithAnOverlay() {
        assertThat(inputs().changeSince(State.of("settings"))).isPresent();
        Inputs overlay = inputs("-overlay=overlay.json");
        assertThat(overlay.changeSince(overlay.record(State.NONE, Set.of(), System.currentTimeMillis())))
                .isPresent();
    }

    @Test
    void whatChangedWhileGoRanIsAskedAgain() throws Exception {
        Set<Inputs.GoPackage> listed =
                Set.of(Inputs.parse("/src/app", root.resolve("app")), Inputs.parse("/x", root.resolve("app/web")));
        long start = System.currentTimeMillis();
        Thread.sleep(40);
        sources.file("app/main.go", "package main // edited while go compiled");
        age();
        State edited = inputs().record(State.NONE, listed, start);
        assertThat(inputs().changeSince(edited)).isPresent();

        start = System.currentTimeMillis();
        Thread.sleep(40);
        Files.delete(root.resolve("app/main.go"));
        age();
        State deleted = inputs().record(State.NONE, listed, start);
        assertThat(inputs().changeSince(deleted)).isPresent();

        // The next time go was quicker.
        State quiet = inputs().record(State.NONE, listed, System.currentTimeMillis());
        assertThat(inputs().changeSince(quiet)).isEmpty();
    }

    @Test
    void testsAreInputsOfTests() {
        Inputs tests = new Inputs(sources.module("app"), List.of(), true);
        state = tests.record(
                State.NONE,
                Set.of(Inputs.parse("/src/app/internal/x", root.resolve("app/internal/x"))),
                System.currentTimeMillis());
        assertThat(tests.changeSince(state)).isEmpty();
        sources.file("app/internal/x/x_test.go", "package x // longer");
        assertThat(tests.changeSince(state)).isPresent();
    }

    @Test
    void asksGoForAllThatItPrints() {
        assertThat(inputs().command(List.of("-tags", "a"), List.of(".", "./cmd/x")))
                .containsExactly(
                        "go",
                        "list",
                        "-e",
                        "-deps",
                        "-f",
                        "{{if not .Standard}}{{.Dir}}{{range .EmbedPatterns}}{{\"\\x1f\"}}{{.}}{{end}}"
                                + "{{range .IgnoredGoFiles}}{{\"\\x1e\"}}{{.}}{{end}}{{end}}",
                        "-tags",
                        "a",
                        ".",
                        "./cmd/x");
        assertThat(new Inputs(sources.module("app"), List.of(), true).command(List.of(), List.of("./...")))
                .contains("-test")
                .anyMatch(word -> word.contains(".EmbedPatterns")
                        && word.contains(".TestEmbedPatterns")
                        && word.contains(".XTestEmbedPatterns"));
    }

    @Test
    void whatGoLeavesOutIsToldApart() {
        String line = "/src/app\u001f*.html\u001ea_windows.go\u001ec.go";
        Path app = root.resolve("app");
        assertThat(Inputs.directory(line)).isEqualTo("/src/app");
        assertThat(Inputs.directory("/src/app\u001ec.go")).isEqualTo("/src/app");
        assertThat(Inputs.parse(line, app)).isEqualTo(Inputs.parse("/src/app\u001f*.html", app));
        assertThat(Inputs.leftOut(line, app)).containsExactly(app.resolve("a_windows.go"), app.resolve("c.go"));
        assertThat(Inputs.leftOut("/src/app", app)).isEmpty();
    }

    @Test
    void namesWhatChanged() throws Exception {
        sources.file("app/internal/x/x.go", "package x // longer");
        assertThat(inputs().changeSince(state))
                .contains(root.resolve("app/internal/x") + " changed (its newest file is x.go)");
        age();
        record("app", "app/internal/x");
        sources.file("app/web/templates/sub/new.html", "new");
        assertThat(inputs().changeSince(state)).contains(root.resolve("app/web/templates/sub/new.html") + " is new");
        Files.delete(root.resolve("app/web/templates/sub/new.html"));
        age();
        record("app", "app/internal/x");
        Files.delete(root.resolve("app/web/templates/sub/b.html"));
        assertThat(inputs().changeSince(state))
                .contains(root.resolve("app/web/templates/sub/b.html") + " is not there any more");
    }

    @Test
    void theStateSurvivesItsFile() throws IOException {
        Path file = root.resolve("compile.state");
        new StateFile(new OwnTree(root), file).write(state);
        assertThat(inputs().changeSince(new StateFile(new OwnTree(root), file).read()))
                .isEmpty();
        counts("app/web/node_modules/lib/dist/app.js");
    }
}
