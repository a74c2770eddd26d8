package io.github.godocker.builder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkTargetTest {
    @TempDir
    Path directory;

    private String copied(String name, String target) throws IOException {
        Path root = directory.resolve("project");
        Path link = root.resolve(name);
        Files.createDirectories(link.getParent());
        return LinkTarget.of(root, Files.createSymbolicLink(link, Path.of(target)), "/src/");
    }

    @Test
    void staysAsItIsWithinTheSources() throws IOException {
        assertThat(copied("a", "b/c")).isEqualTo("b/c");
        assertThat(copied("x/a", "../b")).isEqualTo("../b");
        assertThat(copied("x/b", "./y/../../z")).isEqualTo("./y/../../z");
        assertThat(copied("c", "/etc/hosts")).isEqualTo("/etc/hosts");
    }

    /** Docker: {@code invalid symlink "/src/ext" -> "../secret"}. */
    @Test
    void isAbsoluteWhereItClimbsOut() throws IOException {
        assertThat(copied("ext", "../secret")).isEqualTo("/secret");
        assertThat(copied("x/ext", "../../../secret/s")).isEqualTo("/secret/s");
        assertThat(copied("up", "..")).isEqualTo("/");
    }

    @Test
    void leadsBackIntoTheCopyWhereItClimbsOutAndIn() throws IOException {
        assertThat(copied("again", "../project/x/y")).isEqualTo("/src/x/y");
    }
}
