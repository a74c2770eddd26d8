package io.github.godocker.go;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoSourcesTest {
    @TempDir
    Path root;

    private Sources sources() {
        return new Sources(root)
                .file("c.go", "package a", "/*", "#include <x.h>", "*/", "import \"C\"")
                .file("block/b.go", "package b", "import (", "\t\"C\"", "\t\"fmt\"", ")")
                .file("other.go", "package a", "import \"fmt\"", "var c = \"C\"")
                .file("either_cgo.go", "//go:build cgo", "", "package a", "import \"C\"")
                .file("testdata/t.go", "package t", "import \"C\"")
                .file("vendor/v/v.go", "package v", "import \"C\"")
                .file("nested/go.mod", "module nested")
                .file("nested/n.go", "package n", "import \"C\"");
    }

    @Test
    void namesWhatGoLeavesOutWithoutCgo() {
        sources();

        assertThat(GoSources.needingCgo(root))
                .containsExactlyInAnyOrder(Path.of("c.go"), Path.of("block/b.go"), Path.of("either_cgo.go"));
        assertThat(GoSources.needingCgo(root.resolve("gone"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "c.go, true",
        "block/b.go, true",
        "other.go, false",
        "either_cgo.go, false",
        "tray_darwin.go, false",
        "tray_linux_arm64.go, false",
        "x_cgo.go, true"
    })
    void whatOnlyTheWantOfCgoLeavesOut(String file, boolean leftOut) {
        sources()
                .file("tray_darwin.go", "package a", "import \"C\"")
                .file("tray_linux_arm64.go", "package a", "import \"C\"")
                .file("x_cgo.go", "package a", "import \"C\"");
        assertThat(GoSources.isLeftOutForCgo(root.resolve(file))).isEqualTo(leftOut);
    }
}
