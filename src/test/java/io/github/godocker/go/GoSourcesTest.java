package io.github.godocker.go;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoSourcesTest {
    @TempDir
    Path root;

    @Test
    void namesWhatGoLeavesOutWithoutCgo() {
        new Sources(root)
                .file("c.go", "package a", "/*", "#include <x.h>", "*/", "import \"C\"")
                .file("block/b.go", "package b", "import (", "\t\"C\"", "\t\"fmt\"", ")")
                .file("other.go", "package a", "import \"fmt\"", "var c = \"C\"")
                .file("either_cgo.go", "//go:build cgo", "", "package a", "import \"C\"")
                .file("testdata/t.go", "package t", "import \"C\"")
                .file("vendor/v/v.go", "package v", "import \"C\"")
                .file("nested/go.mod", "module nested")
                .file("nested/n.go", "package n", "import \"C\"");
        assertThat(GoSources.needingCgo(root, true)).containsExactlyInAnyOrder(Path.of("c.go"), Path.of("block/b.go"));
        assertThat(GoSources.needingCgo(root, false))
                .containsExactlyInAnyOrder(Path.of("c.go"), Path.of("block/b.go"), Path.of("either_cgo.go"));
        assertThat(GoSources.needingCgo(root.resolve("gone"), false)).isEmpty();
    }
}
