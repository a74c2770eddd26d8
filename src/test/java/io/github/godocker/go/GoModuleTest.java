package io.github.godocker.go;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoModuleTest {
    @TempDir
    Path root;

    private Sources sources;

    @BeforeEach
    void sources() {
        sources = new Sources(root);
    }

    @Test
    void readsWhatItNeedsAndSkipsTheRest() {
        sources.file(
                "go.mod",
                "// Deprecated: use v2",
                "module \"example.com/app\" // the name",
                "",
                "go 1.26\r",
                "godebug default=go1.21",
                "tool example.com/tool",
                "require (",
                "\texample.com/a v1.0.0 // indirect",
                "\tgo v1.99.0",
                ")",
                "require(",
                ")",
                "retract [v1.0.0, v1.1.0]",
                "exclude example.com/a v1.0.1",
                "replace example.com/a v1.0.0 => example.com/b v1.0.0");

        GoModule module = sources.module(".");

        assertThat(module.modulePath()).isEqualTo("example.com/app");
        assertThat(module.goVersion()).hasToString("1.26");
        assertThat(module.goVersionSource()).isEqualTo("go.mod");
        assertThat(module.directory()).isEqualTo(root);
        assertThat(module.root()).isEqualTo(root);
        assertThat(module.sourceDirectories()).containsExactly(root);
        assertThat(module.extraFiles()).isEmpty();
        assertThat(module.workFile()).isEmpty();
        assertThat(module.vendored()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "go 1.26,   '',                      1.26,   go.mod",
        "go 1.26.2, '',                      1.26.2, go.mod",
        "'',        '',                      1.16,   go.mod without a go line",
        "go 1.24,   toolchain go1.26.1,      1.26.1, toolchain line of go.mod",
        "go 1.24,   toolchain go1.26.1-acme, 1.26.1, toolchain line of go.mod",
        "go 1.24,   toolchain default,       1.24,   go.mod",
        "go 1.24,   toolchain none,          1.24,   go.mod",
        "go 1.26.3, toolchain go1.26.1,      1.26.3, go.mod",
        "go 1.27rc1,'',                      1.27rc1, go.mod",
    })
    void choosesTheGoThatSatisfiesBothLines(String go, String toolchain, String version, String source) {
        sources.file("go.mod", "module example.com/app", go, toolchain);

        GoModule module = sources.module(".");

        assertThat(module.goVersion()).isEqualTo(GoVersion.parse(version));
        assertThat(module.goVersionSource()).isEqualTo(source);
    }

    @ParameterizedTest
    @CsvSource({
        "go 1.15,   '',                 1.26",
        "go 1.20.3, '',                 1.26",
        "'',        '',                 1.26",
        "go 1.21,   '',                 1.21",
        "go 1.21.0, '',                 1.21",
        "go 1.24.2, '',                 1.24.2",
        "go 1.26.0, '',                 1.26",
        "go 1.27rc1,'',                 1.27rc1",
        "go 1.15,   toolchain go1.24.0, 1.24.0",
    })
    void aLineOfBefore121NamesTheLanguageAndNotTheCompiler(String go, String toolchain, String compiler) {
        sources.file("go.mod", "module example.com/app", go, toolchain);

        assertThat(sources.module(".").compiler()).hasToString(compiler);
    }

    @Test
    void seesTheWholeWorkspace() {
        sources.file("go.work", "go 1.25", "use (", "\t./services/app", "\t\"./lib\" // shared", ")")
                .file("go.work.sum")
                .file("services/app/go.mod", "module example.com/app", "go 1.24")
                .file("lib/go.mod", "module example.com/lib", "go 1.25.3", "replace example.com/x => ../x")
                .file("x/x.go");

        GoModule module = sources.module("services/app");

        assertThat(module.workFile()).contains(root.resolve("go.work"));
        assertThat(module.root()).isEqualTo(root);
        assertThat(module.sourceDirectories())
                .containsExactly(root.resolve("lib"), root.resolve("services/app"), root.resolve("x"));
        assertThat(module.extraFiles()).containsExactly(root.resolve("go.work"), root.resolve("go.work.sum"));
        assertThat(module.goVersion()).hasToString("1.25.3");
        assertThat(module.goVersionSource()).isEqualTo("go.mod of " + Path.of("..", "..", "lib"));
    }

    @ParameterizedTest
    @CsvSource({
        "go 1.26,   '',                 1.26,   go.work",
        "go 1.24.2, toolchain go1.27.0, 1.27.0, toolchain line of go.work",
        "'',        '',                 1.24.2, go.mod",
    })
    void obeysTheLinesOfTheWorkspace(String go, String toolchain, String version, String source) {
        sources.file("go.work", go, toolchain, "use ./app").file("app/go.mod", "module example.com/app", "go 1.24.2");

        GoModule module = sources.module("app");

        assertThat(module.goVersion()).hasToString(version);
        assertThat(module.goVersionSource()).isEqualTo(source);
    }

    @Test
    void buildsByItselfBelowAWorkspaceOfOthers() {
        sources.file("go.work", "go 1.27", "use ./lib")
                .file("lib/go.mod", "module example.com/lib")
                .file("app/go.mod", "module example.com/app", "go 1.24");

        GoModule module = sources.module("app");

        assertThat(module.workFile()).isEmpty();
        assertThat(module.root()).isEqualTo(root.resolve("app"));
        assertThat(module.goVersion()).hasToString("1.24");
    }

    @Test
    void takesTheNearestWorkspaceOnlyAsGoDoes() {
        sources.file("go.work", "go 1.27", "use ./a/app")
                .file("a/go.work", "go 1.27", "use ./lib")
                .file("a/lib/go.mod", "module example.com/lib")
                .file("a/app/go.mod", "module example.com/app", "go 1.24");

        assertThat(sources.module("a/app").workFile()).isEmpty();
    }

    @Test
    void obeysGowork() {
        sources.file("go.work", "go 1.25", "use ./app")
                .file("other/go.work", "go 1.26", "use ../app")
                .file("empty/go.work", "go 1.26")
                .file("app/go.mod", "module example.com/app", "go 1.24");
        Path app = root.resolve("app");

        assertThat(GoModule.read(app, "off").goVersion()).hasToString("1.24");
        assertThat(GoModule.read(app, "auto").goVersion()).hasToString("1.25");
        assertThat(GoModule.read(app, root.resolve("other/go.work").toString()).root())
                .isEqualTo(root);
        assertThatThrownBy(() -> GoModule.read(app, "other/go.work"))
                .isInstanceOf(GoDockerException.class)
                .hasMessageContaining("GOWORK=other/go.work: it is no absolute path")
                .hasMessageContaining("\nSet GOWORK to off");
        assertThatThrownBy(
                        () -> GoModule.read(app, root.resolve("empty/go.work").toString()))
                .isInstanceOf(GoDockerException.class)
                .hasMessageContaining("it does not list " + app)
                .hasMessageContaining("\nRun `go work use " + app);
    }

    @Test
    void saysWhichModuleOfTheWorkspaceIsMissing() {
        sources.file("go.work", "go 1.25", "use ./app", "use ./gone").file("app/go.mod", "module example.com/app");

        assertThatThrownBy(() -> sources.module("app"))
                .isInstanceOf(GoDockerException.class)
                .hasMessageStartingWith("Cannot find the module ./gone of the workspace " + root.resolve("go.work"))
                .hasMessageContaining("\nRun `go work edit -dropuse=./gone`");
    }

    @Test
    void followsReplaceLinesOutOfTheModule() {
        sources.file(
                        "app/go.mod",
                        "module example.com/app",
                        "go 1.26",
                        "require example.com/a v1.0.0",
                        "replace (",
                        "\texample.com/a => ../libs/a",
                        "\texample.com/b v1.2.0 => ../libs/b // for now",
                        "\texample.com/inside => ./inside",
                        ")")
                .file("app/inside/go.mod")
                .file("libs/a/go.mod", "module example.com/a", "replace example.com/z => ../../missing")
                .file("libs/b/go.mod");

        GoModule module = sources.module("app");

        assertThat(module.root()).isEqualTo(root);
        assertThat(module.sourceDirectories())
                .containsExactly(root.resolve("app"), root.resolve("libs/a"), root.resolve("libs/b"));
    }

    @Test
    void aDirectoryAboveStandsForTheModule() {
        sources.file("examples/app/go.mod", "module example.com/app", "replace example.com/all => ../..");

        assertThat(sources.module("examples/app").sourceDirectories()).containsExactly(root);
        assertThat(sources.module("examples/app").directory()).isEqualTo(root.resolve("examples/app"));
    }

    @Test
    void aMissingReplacementMattersOnlyIfItIsNeeded() {
        sources.file("go.mod", "module example.com/app", "replace example.com/x => ../gone");
        assertThat(sources.module(".").sourceDirectories()).containsExactly(root);

        sources.file(
                "go.mod",
                "module example.com/app",
                "require example.com/x v1.0.0",
                "replace example.com/x v1.1.0 => ../gone");
        assertThat(sources.module(".").sourceDirectories()).containsExactly(root);

        sources.file(
                "go.mod", "module example.com/app", "require example.com/x v1.0.0", "replace example.com/x => ../gone");
        assertThatThrownBy(() -> sources.module("."))
                .isInstanceOf(GoDockerException.class)
                .hasMessageStartingWith("Cannot find the directory of `replace example.com/x => ../gone` in "
                        + root.resolve("go.mod") + ": there is no " + root.resolveSibling("gone") + ".\n")
                .hasMessageContaining("Check out example.com/x there");
    }

    @Test
    void theWorkspaceOverridesReplaceLines() {
        sources.file("go.work", "go 1.26", "use ./app", "replace example.com/x => ./new")
                .file("new/go.mod")
                .file(
                        "app/go.mod",
                        "module example.com/app",
                        "require example.com/x v1.0.0",
                        "replace example.com/x => ../gone");

        assertThat(sources.module("app").sourceDirectories()).containsExactly(root.resolve("app"), root.resolve("new"));
    }

    @Test
    void refusesPathsThatNameNothingInAContainer() {
        sources.file(
                "go.mod", "module example.com/app", "require example.com/x v1.0.0", "replace example.com/x => /opt/x");

        assertThatThrownBy(() -> sources.module("."))
                .isInstanceOf(GoDockerException.class)
                .hasMessageContaining("an absolute path names nothing in a container.\nWrite it relative to " + root);
    }

    @Test
    void knowsWhereDependenciesAreVendored() {
        sources.file("go.work", "go 1.26", "use ./app")
                .file("app/go.mod", "module example.com/app")
                .file("app/vendor/modules.txt")
                .file("vendor/modules.txt", "## workspace");

        GoModule inWorkspace = sources.module("app");
        GoModule alone = GoModule.read(root.resolve("app"), "off");

        assertThat(inWorkspace.vendored()).isTrue();
        assertThat(inWorkspace.sourceDirectories()).containsExactly(root.resolve("app"), root.resolve("vendor"));
        assertThat(alone.vendored()).isTrue();
        assertThat(alone.sourceDirectories()).containsExactly(root.resolve("app"));
    }

    @Test
    void saysHowToStartWithoutGoMod() {
        assertThatThrownBy(() -> sources.module("."))
                .isInstanceOf(GoDockerException.class)
                .hasMessage("Cannot find go.mod in " + root + ".\n"
                        + "Set <sourceDirectory> to the directory that holds go.mod, or run `go mod init <module path>`"
                        + " in " + root + ".");
    }

    @ParameterizedTest
    @CsvSource({
        "go 1.x,              line 2 names a Go version '1.x'",
        "toolchain go1.26.x-a, line 2 names a Go version 'go1.26.x-a'",
    })
    void saysWhichLineIsWrong(String line, String problem) {
        sources.file("go.mod", "module example.com/app", line);

        assertThatThrownBy(() -> sources.module("."))
                .isInstanceOf(GoDockerException.class)
                .hasMessageContaining("Cannot read " + root.resolve("go.mod") + ": " + problem)
                .hasMessageContaining("\nWrite it like `go 1.26`");
    }

    @Test
    void wantsAModuleLine() {
        sources.file("go.mod", "go 1.26");

        assertThatThrownBy(() -> sources.module("."))
                .isInstanceOf(GoDockerException.class)
                .hasMessageContaining("it has no module line.\nAdd a first line like `module example.com/app`.");
    }

    @Test
    void filesAreFoundByTheirPackage() {
        sources.file("go.work", "go 1.26", "use (", "./app", "./app/inner", "./lib", ")");
        sources.file(
                "app/go.mod",
                "module example.com/app",
                "go 1.26",
                "require example.com/fork v1.0.0",
                "replace example.com/fork => ../forked");
        sources.file("app/inner/go.mod", "module example.com/app/x", "go 1.26");
        sources.file("lib/go.mod", "module example.com/lib", "go 1.26");
        sources.file("forked/go.mod", "module example.com/original", "go 1.26");

        GoModule module = sources.module("app");

        assertThat(module.file("example.com/app/main.go")).contains(root.resolve("app/main.go"));
        assertThat(module.file("example.com/app/a/b.go")).contains(root.resolve("app/a/b.go"));
        assertThat(module.file("example.com/app/x/y.go")).contains(root.resolve("app/inner/y.go"));
        assertThat(module.file("example.com/lib/sub/l.go")).contains(root.resolve("lib/sub/l.go"));
        assertThat(module.file("example.com/fork/f.go")).contains(root.resolve("forked/f.go"));
        assertThat(module.file("example.com/application/main.go")).isEmpty();
        assertThat(module.file("fmt/print.go")).isEmpty();
        assertThat(module.file("main.go")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "store/store_test.go,true",
        "a_test.go,true",
        "store/testdata/x_test.go,false",
        "vendor/example.com/x/x_test.go,false",
        "_old/x_test.go,false",
        ".hidden/x_test.go,false",
        "other/x_test.go,false", // a module of its own
        "store/test.go,false"
    })
    void knowsWhetherThereAreTests(String file, boolean tests, @TempDir Path home) throws IOException {
        Files.writeString(home.resolve("go.mod"), "module example.com/app\n\ngo 1.26\n");
        Files.createDirectories(home.resolve("other"));
        Files.writeString(home.resolve("other/go.mod"), "module example.com/other\n\ngo 1.26\n");
        Path path = home.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "package x\n");
        assertThat(GoModule.read(home).hasTests()).isEqualTo(tests);
    }
}
