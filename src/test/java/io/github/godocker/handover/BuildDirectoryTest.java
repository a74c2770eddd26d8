package io.github.godocker.handover;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuildDirectoryTest {
    @Test
    void nothingReadsWhatMavenAndThisPluginKeepThere() {
        Path target = Path.of("target").toAbsolutePath();
        assertThat(BuildDirectory.neverRead(List.of(target)))
                .contains(target.resolve("go-docker"), target.resolve("project-local-repo"))
                .doesNotContain(target.resolve("classes"));
        assertThat(BuildDirectory.mayBeRead("consumer-2409865893605715625.pom")).isFalse();
        assertThat(BuildDirectory.mayBeRead("consumer.pom")).isTrue();
        assertThat(BuildDirectory.mayBeRead("data.txt")).isTrue();
    }
}
