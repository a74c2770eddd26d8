package io.github.godocker.go;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainPackagesTest {
    private static final String MAIN = "package main";

    @TempDir
    Path root;

    private Sources sources;

    @BeforeEach
    void module() {
        sources = new Sources(root).file("go.mod", "module example.com/app", "go 1.26");
    }

    @Test
    void theRootComesFirst() {
        sources.file("app.go", MAIN).file("cmd/api/main.go", MAIN);

        assertThat(resolve()).containsExactly(new MainPackage(".", "app"));
    }

    @Test
    void elseEveryCommand() {
        sources.file("app.go", "package app")
                .file("cmd/worker/main.go", MAIN)
                .file("cmd/api/main.go", MAIN)
                .file("cmd/internal/x.go", "package internal")
                .file("cmd/_old/main.go", MAIN)
                .file("cmd/.hidden/main.go", MAIN)
                .file("cmd/testdata/main.go", MAIN)
                .file("cmd/other/main.go", MAIN)
                .file("cmd/other/go.mod", "module example.com/other")
                .file("cmd/empty/README.md");

        assertThat(resolve())
                .containsExactly(new MainPackage("./cmd/api", "api"), new MainPackage("./cmd/worker", "worker"));
    }

    @Test
    void cmdItselfMayBeMain() {
        sources.file("cmd/main.go", MAIN).file("cmd/api/main.go", MAIN);

        assertThat(resolve()).containsExactly(new MainPackage("./cmd", "cmd"), new MainPackage("./cmd/api", "api"));
    }

    @ParameterizedTest
    @CsvSource({
        "example.com/app/v2, ., app",
        "example.com/app/v1, ., v1",
        "example.com/app/v2, ./cmd/api, api",
        "example.com/app,    ./cmd/v3, cmd",
        "gopkg.in/tool.v3,   ., tool.v3",
        "app,                ., app",
        "v2,                 ., v2",
    })
    void binariesAreNamedAsGoNamesThem(String modulePath, String path, String binary) {
        assertThat(MainPackage.of(modulePath, path).binary()).isEqualTo(binary);
    }

    @ParameterizedTest
    @ValueSource(strings = {"./cmd/api", "cmd/api", "cmd/api/", " ./cmd/../cmd/api ", "example.com/app/cmd/api"})
    void takesEverySpelling(String configured) {
        sources.file("app.go", MAIN).file("cmd/api/main.go", MAIN);

        assertThat(resolve(configured, "./cmd/api")).containsExactly(new MainPackage("./cmd/api", "api"));
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "./", "example.com/app"})
    void takesEverySpellingOfTheRoot(String configured) {
        sources.file("app.go", MAIN);

        assertThat(resolve(configured)).containsExactly(new MainPackage(".", "app"));
    }

    @Test
    void aSingleOneGetsTheNameThatTheUserChose() {
        List<MainPackage> server = List.of(new MainPackage(".", "server"));

        assertThat(MainPackages.named(server, " etcd ")).containsExactly(new MainPackage(".", "etcd"));
        assertThat(MainPackages.named(server, " ")).isEqualTo(server);
        assertThat(MainPackages.named(server, null)).isEqualTo(server);
    }

    @Test
    void noneElseGetsAName() {
        List<MainPackage> two = List.of(new MainPackage("./cmd/a", "a"), new MainPackage("./cmd/b", "b"));

        assertThatThrownBy(() -> MainPackages.named(two, "x"))
                .hasMessage("Cannot name the executable x: there are several main packages, ./cmd/a, ./cmd/b."
                        + "\nLeave out <binaryName>, or name one of them in <mains>.");
        for (String bad : List.of("a/b", "..", "-x", "a b", "ä")) {
            assertThatThrownBy(() -> MainPackages.named(two.subList(0, 1), bad))
                    .hasMessageStartingWith("Cannot name the executable '" + bad + "'.");
        }
    }

    @Test
    void keepsTheConfiguredOrder() {
        sources.file("cmd/a/main.go", MAIN).file("tools/b/main.go", MAIN);

        assertThat(resolve("tools/b", "cmd/a")).extracting(MainPackage::binary).containsExactly("b", "a");
    }

    @Test
    void namesThoseThatThereAre() {
        sources.file("cmd/api/main.go", MAIN)
                .file("cmd/worker/main.go", MAIN)
                .file("tools/gen/main.go", MAIN)
                .file("vendor/x/main.go", MAIN)
                .file("lib/lib.go", "package lib");

        assertThatThrownBy(() -> resolve("./cmd/apo"))
                .isInstanceOf(GoDockerException.class)
                .hasMessage("Cannot find main package ./cmd/apo: there is no directory " + root.resolve("cmd/apo")
                        + ".\nMain packages of this module: ./cmd/api, ./cmd/worker, ./tools/gen.");
        assertThatThrownBy(() -> resolve("lib"))
                .isInstanceOf(GoDockerException.class)
                .hasMessageStartingWith("Cannot find main package ./lib: no Go file there says `package main`.\n");
    }

    @Test
    void aModuleWithoutThemIsALibrary() {
        sources.file("lib.go", "package lib");

        assertThat(resolve()).isEmpty();
        assertThat(MainPackages.isLibrary(root)).isTrue();
        assertThat(MainPackages.elsewhere(sources.module("."))).isEmpty();
        assertThat(MainPackages.missing(sources.module("."), "image"))
                .hasMessage("Cannot find a main package in " + root + ": neither it nor a directory in ./cmd has a Go"
                        + " file that says `package main`.\nWrite `package main` with a func main, or leave out"
                        + " <image>: then it is a library, of which no image is made.");
    }

    @Test
    void mainsThatNoConventionFindsAreExamplesAndTools() {
        sources.file("lib.go", "package lib")
                .file("examples/hello/main.go", MAIN)
                .file("internal/gen/main.go", MAIN)
                .file("testdata/x/main.go", MAIN);

        assertThat(resolve()).isEmpty();
        assertThat(MainPackages.isLibrary(root)).isTrue();
        assertThat(MainPackages.elsewhere(sources.module("."))).containsExactly("./examples/hello", "./internal/gen");
        assertThat(MainPackages.missing(sources.module("."), "entrypoint"))
                .hasMessageContaining("\nName those that make executables in <mains>: ./examples/hello,"
                        + " ./internal/gen, or leave out <entrypoint>: then");
    }

    @ParameterizedTest
    @ValueSource(strings = {"store/store.go", "a/b/c.go", "lib_test.go"})
    void aLibraryNeedsNoPackageAtItsRoot(String file) {
        sources.file(file, "package lib");

        assertThat(resolve()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "_old/x.go", "testdata/x.go", ".x.go"})
    void aModuleWithoutGoFilesIsNone(String file) {
        sources.file(file, "package lib");

        assertThatThrownBy(this::resolve)
                .isInstanceOf(GoDockerException.class)
                .hasMessage("Cannot compile example.com/app: there is no Go file in " + root
                        + ".\nWrite `package main` with a func main, or set <sourceDirectory> to another module.");
    }

    @Test
    void aProgramIsNoLibrary() {
        sources.file("cmd/api/main.go", MAIN);

        assertThat(MainPackages.isLibrary(root)).isFalse();
        assertThat(MainPackages.isLibrary(root.resolve("cmd"))).as("no go.mod").isFalse();
    }

    @Test
    void refusesTwoOfOneName() {
        sources.file("cmd/api/main.go", MAIN).file("tools/api/main.go", MAIN);

        assertThatThrownBy(() -> resolve("cmd/api", "tools/api"))
                .isInstanceOf(GoDockerException.class)
                .hasMessageStartingWith("Cannot build ./cmd/api and ./tools/api together: both make an executable named"
                        + " api.\nName only one");
    }

    @Test
    void refusesWhatIsNotInTheModule() {
        sources.file("nested/go.mod", "module example.com/nested").file("nested/cmd/x/main.go", MAIN);

        for (String outside : List.of("../other", "nested/cmd/x", "/tmp")) {
            assertThatThrownBy(() -> resolve(outside))
                    .isInstanceOf(GoDockerException.class)
                    .hasMessageStartingWith("Cannot build main package " + outside + ": it is outside of the module ")
                    .hasMessageContaining("\nSet <sourceDirectory>");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x_test.go", "_x.go", ".x.go", "x.go.bak", "x.txt"})
    void someFilesDoNotCount(String name) {
        sources.file("lib.go", "package lib").file(name, MAIN);

        assertThat(resolve()).isEmpty();
    }

    @Test
    void readsOnWhereALicenceIsLong() {
        sources.file("app.go", "/*" + "licence\n".repeat(2000) + "*/", "//go:build ignore", "", MAIN);
        assertThat(resolve()).isEmpty();
        for (int cut = 0; cut < 20; cut++) {
            sources.file("app.go", "//" + "x".repeat(4096 - 3 - cut), MAIN, "");
            assertThat(resolve()).as("%d characters before the cut", cut).hasSize(1);
            sources.file("app.go", "//" + "x".repeat(4096 - 3 - cut), MAIN + "ly", "");
            assertThat(resolve()).isEmpty();
        }
    }

    @Test
    void aDirectoryCanBeCalledLikeAFile() {
        sources.file("strange.go/main.go", MAIN).file("app.go", MAIN);

        assertThat(resolve()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "package main => true",
                "package main;func main() {} => true",
                "/* a */ /* b¶ */package\tmain // c => true",
                "// package main¶package app => false",
                "/* package main */ package app => false",
                "package mainly => false",
                "package /* odd */ main => true",
                "packagemain => false",
                "//go:build ignore¶¶package main => false",
                "//go:build (ignore)¶¶package main => false",
                "//go:build ignore && linux¶¶package main => false",
                "//go:build ignore || linux¶¶package main => true",
                "//go:build !ignore¶¶package main => true",
                "//go:build !(linux && ignore)¶¶package main => true",
                "//go:build linux && amd64¶¶package main => true",
                "//go:build tools¶package main => true",
                "// +build ignore¶¶package main => false",
                "// +build ignore,linux¶¶package main => false",
                "// +build ignore linux¶¶package main => true",
                "//go:build linux¶// +build ignore¶¶package main => true",
                "// go:build ignore¶¶package main => true",
                "/* unclosed package main => false",
            })
    void readsTheHeaderOfAFile(String source, boolean main) {
        assertThat(GoHeader.declaresMain(source.replace('¶', '\n'))).isEqualTo(main);
    }

    @Test
    void skipsAByteOrderMark() {
        sources.file("app.go", "\uFEFF" + MAIN);

        assertThat(resolve()).hasSize(1);
    }

    private List<MainPackage> resolve(String... configured) {
        return MainPackages.resolve(sources.module("."), List.of(configured));
    }
}
