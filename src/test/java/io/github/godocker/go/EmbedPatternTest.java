package io.github.godocker.go;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The expected files are those of go 1.26's {@code go list -f '{{.EmbedFiles}}'} on the same tree. */
class EmbedPatternTest {
    @TempDir
    Path root;

    private List<String> files(String pattern) throws IOException {
        List<String> files = new ArrayList<>();
        new EmbedPattern(pattern).expand(root, new EmbedPattern.Found() {
            @Override
            public void file(Path file) {
                files.add(root.relativize(file).toString().replace('\\', '/'));
            }

            @Override
            public void directory(Path directory) {}
        });
        return files;
    }

    @Test
    void meansWhatItMeansToGo() throws IOException {
        new Sources(root)
                .file("a.txt", "")
                .file("b-c.txt", "")
                .file(".hidden", "")
                .file("d/e.txt", "")
                .file("d/.f", "")
                .file("d/_g/h.txt", "")
                .file("d/i/j.txt", "")
                .file("d/.git/config", "")
                .file("d/other/go.mod", "")
                .file("d/other/k.txt", "");
        assertThat(files("a.txt")).containsExactly("a.txt");
        assertThat(files("*.txt")).containsExactly("a.txt", "b-c.txt");
        assertThat(files("?.txt")).containsExactly("a.txt");
        assertThat(files("[!-~]-[^d]*")).containsExactly("b-c.txt");
        assertThat(files("[a\\-z].txt")).containsExactly("a.txt");
        assertThat(files("*/*.txt")).containsExactly("d/e.txt");
        assertThat(files("d")).containsExactly("d/e.txt", "d/i/j.txt");
        assertThat(files("all:d")).containsExactly("d/.f", "d/_g/h.txt", "d/e.txt", "d/i/j.txt");
        assertThat(files("d/*")).contains("d/.f", "d/_g/h.txt", "d/e.txt", "d/i/j.txt");
        assertThat(files(".hidden")).containsExactly(".hidden");
        assertThat(files("nothing/*/x")).isEmpty();
        assertThat(files("[a")).isEmpty();
    }
}
