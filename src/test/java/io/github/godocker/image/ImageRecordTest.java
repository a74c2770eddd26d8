package io.github.godocker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.godocker.GoDockerException;
import io.github.godocker.Golden;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.image.ImageRecord.PlatformImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageRecordTest {
    @TempDir
    Path directory;

    private static ImageRecord record() {
        return new ImageRecord(
                List.of("acme/app:1.0", "acme/app:latest"),
                null,
                List.of(
                        new PlatformImage(
                                "linux/amd64", List.of("acme/app:1.0"), "sha256:1", "sha256:c", 5_000_000_000L, null),
                        new PlatformImage(
                                "linux/arm64", List.of("acme/app:1.0-linux-arm64"), "sha256:2", null, 7, null)),
                "scratch",
                "golang:1.26",
                "go1.26.3",
                List.of("app", "admin"),
                null);
    }

    @Test
    void isReadAsItWasWritten() throws IOException {
        Path file = directory.resolve("new/image.json");
        record().write(new OwnTree(directory), file);

        assertThat(ImageRecord.read(new OwnTree(directory), file)).isEqualTo(record());
        Golden.assertThatFile("image-record.json", Files.readString(file));
    }

    @Test
    void keepsTheDigestsOfAPush() {
        Path file = directory.resolve("image.json");
        ImageRecord pushed =
                record().pushed("sha256:index", List.of(record().images().get(0).pushed("sha256:one")));
        pushed.write(new OwnTree(directory), file);

        assertThat(ImageRecord.read(new OwnTree(directory), file)).isEqualTo(pushed);
        assertThat(file).content().contains("\"imageDigest\" : \"sha256:index\"", "\"imagePushed\" : true");
    }

    @Test
    void keepsWhyItWasRefused() {
        Path file = directory.resolve("image.json");
        ImageRecord refused = record().refused("Image acme/app:1.0 has 5 GB.");
        refused.write(new OwnTree(directory), file);

        assertThat(ImageRecord.read(new OwnTree(directory), file)).isEqualTo(refused);
        assertThat(refused.pushed("sha256:index", refused.images()).refused()).isEqualTo(refused.refused());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ``                                    | Cannot use FILE: it names no image.
                    {}                                    | Cannot use FILE: it names no image.
                    []                                    | Cannot use FILE: it names no image.
                    null                                  | Cannot use FILE: it names no image.
                    {"tags":["a:1"]}                      | Cannot use FILE: it names no image.
                    {"tags":[],"platforms":[{}]}          | Cannot use FILE: it names no image.
                    {"tags":["a:1"],"platforms":[{}]}     | Cannot use FILE: it names no image.
                    {"tags":                              | Cannot read FILE: Unexpected end-of-input within/between Object entries.
                    <html>                                | Cannot read FILE: Unexpected character ('<' (code 60)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false').
                    """)
    void whatMakesNoSenseIsToldByName(String text, String words) throws IOException {
        Path file = Files.writeString(directory.resolve("image.json"), text);

        assertThat(catchThrowableOfType(GoDockerException.class, () -> ImageRecord.read(new OwnTree(directory), file)))
                .hasMessageStartingWith(words.replace("FILE", file.toString()) + "\n")
                .hasMessageContaining("\nRun `mvn package` again");
    }

    @Test
    void withoutABuildThereIsNone() {
        Path file = directory.resolve("none.json");

        assertThat(catchThrowableOfType(GoDockerException.class, () -> ImageRecord.read(new OwnTree(directory), file)))
                .hasMessage("Cannot find " + file + ": no image was built here.\n"
                        + "Run `mvn package`, or put the goal go-docker:build before this one.");
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
        Path root = Files.writeString(directory.resolve("file"), "");
        Path file = root.resolve("image.json");

        assertThat(catchThrowableOfType(GoDockerException.class, () -> record().write(new OwnTree(root), file)))
                .hasMessageStartingWith("Cannot write " + file + ": ")
                .hasMessageEndingWith("\nMake the build directory writable; files of another user may be in the way.");
    }
}
