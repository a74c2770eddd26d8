package io.github.godocker.image;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnDockerfileTest {
    @TempDir
    Path directory;

    private final SampleImage image = new SampleImage();
    private Path own;

    /** A copy of what was generated when there were two entries of files. */
    @BeforeEach
    void copy() throws IOException {
        image.context = directory;
        image.module = directory;
        image.target = directory.resolve("target");
        Path data = Files.writeString(directory.resolve("data.txt"), "data");
        image.files = List.of(new ExtraFile(data, "/srv/a"), new ExtraFile(data, "/srv/b"));
        own = Files.writeString(
                directory.resolve("Own.Dockerfile"), image.dockerfile().text());
    }

    private void check(int files) {
        OwnDockerfile.check(own, image.dockerfile(), files);
    }

    @Test
    void mayCopyTheFilesThatThereAre() {
        assertThatCode(() -> check(2)).doesNotThrowAnyException();
    }

    @Test
    void missesThoseThatWereTakenOutOfThePom() {
        assertThatThrownBy(() -> check(1))
                .isInstanceOf(GoDockerException.class)
                .hasMessageContaining("Cannot build from " + own
                        + ": it copies 2 entries of <files> and src/main/image by way of target/go-docker/app/files/, and"
                        + " there is 1.")
                .hasMessageContaining("Keep them as they were");
        assertThatThrownBy(() -> check(0)).isInstanceOf(GoDockerException.class);
    }

    @Test
    void needsNoneOfThem() throws IOException {
        Files.writeString(own, "FROM scratch\n# target/go-docker/app/files/7/\nCOPY data.txt /\n");
        assertThatCode(() -> check(0)).doesNotThrowAnyException();
    }
}
