package io.github.godocker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.godocker.GoDockerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageRecordTest {
    private static final ImageRecord RECORD = new ImageRecord(
            List.of("app:1", "app:latest"),
            null,
            List.of(new ImageRecord.PlatformImage("linux/amd64", List.of("app:1", "app:latest"), "sha256:1", 42, null)),
            "scratch",
            "golang:1.26",
            "go1.26.3",
            List.of("app"));

    @TempDir
    Path directory;

    @Test
    void comesBackAsItWas() {
        Path file = directory.resolve("target/image.json");
        RECORD.write(file);
        assertThat(ImageRecord.read(file)).isEqualTo(RECORD);

        ImageRecord pushed =
                RECORD.pushed("sha256:d", List.of(RECORD.images().get(0).pushed("sha256:d")));
        pushed.write(file);
        assertThat(ImageRecord.read(file)).isEqualTo(pushed);
    }

    @Test
    void beginsWithTheKeysOfJib() throws IOException {
        Path file = directory.resolve("image.json");
        RECORD.write(file);

        assertThat(new ObjectMapper().readTree(file.toFile()).fieldNames())
                .toIterable()
                .startsWith("image", "imageId", "imageDigest", "tags", "imagePushed");
    }

    @Test
    void saysWhatToDoWhereThereIsNoneOrARuin() throws IOException {
        Path file = directory.resolve("image.json");
        assertThatThrownBy(() -> ImageRecord.read(file))
                .isInstanceOf(GoDockerException.class)
                .hasMessageContaining("no image was built here.\nRun `mvn package`");

        for (String ruin : List.of("{", "{}", "[]")) {
            Files.writeString(file, ruin);
            assertThatThrownBy(() -> ImageRecord.read(file))
                    .isInstanceOf(GoDockerException.class)
                    .hasMessageContaining("\nRun `mvn package` again");
        }
    }
}
