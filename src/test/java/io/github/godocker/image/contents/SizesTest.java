package io.github.godocker.image.contents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import io.github.godocker.Json;
import io.github.godocker.docker.ImageDetails;
import io.github.godocker.go.GoProgram;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.image.contents.ImageContents.Step;
import io.github.godocker.image.contents.Layer.FileEntry;
import io.github.godocker.image.contents.Layer.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizesTest {
    @TempDir
    Path directory;

    private static final ImageDetails FACTS = new ImageDetails(
            "sha256:" + "a".repeat(64),
            "linux/amd64",
            3_000_500,
            List.of(),
            Map.of(),
            List.of("8080/tcp"),
            List.of(),
            List.of());

    private static ImageContents image(String file) throws IOException {
        GoProgram program = new GoProgram(
                "go1.26.3",
                "example.com/shop",
                3_000_000,
                List.of(
                        new GoProgram.Module("std", "", Map.of("runtime", 500_000L, "net/http", 300_000L)),
                        new GoProgram.Module(
                                "google.golang.org/grpc", "v1.85.0", Map.of("google.golang.org/grpc", 200_000L))),
                Map.of("variables", 2_000_000L),
                "");
        Layer layer = new Layer(
                "sha256:1",
                3_000_500,
                3,
                List.of(new FileEntry("usr/local/bin/shop", 3_000_000, 0755), new FileEntry(file, 400, 0644)),
                2,
                1,
                0,
                List.of(new Program("usr/local/bin/shop", program)),
                "");
        Json config = Json.read("{\"created\":\"2026-11-28T10:00:00Z\",\"config\":{\"User\":\"65532\","
                + "\"Entrypoint\":[\"/usr/local/bin/shop\"],\"Cmd\":[\"serve\"]}}");
        return new ImageContents(
                "shop:1",
                FACTS,
                config,
                List.of(new Step("", "ENV A=b", null), new Step("", "COPY \u001b[2J\n  x /", layer)));
    }

    private static Sizes sizes(String id, long size, Map<String, Long> parts) {
        return new Sizes("shop:1", id, size, parts, Map.of());
    }

    @Test
    void allPartsTogetherAreTheImage() throws IOException {
        Sizes sizes = Sizes.of(image("etc/conf"));

        assertThat(sizes.parts())
                .isEqualTo(Map.of(
                        "std",
                        800_000L,
                        "google.golang.org/grpc",
                        200_000L,
                        "variables",
                        2_000_000L,
                        "/etc/conf",
                        400L,
                        "other files",
                        100L));
        assertThat(sizes.packages()).containsEntry("net/http", 300_000L);
        assertThat(sizes.largest())
                .isEqualTo("variables 2.0 MB, std 800.0 kB, google.golang.org/grpc 200.0 kB, /etc/conf 400 B,"
                        + " other files 100 B");
    }

    @Test
    void aDifferenceBeginsWithWhatHasChangedMost() {
        Sizes before = sizes("1", 1_000_000, Map.of("std", 500_000L, "a", 1L, "gone", 300_000L));
        Sizes now = sizes("2", 4_100_000, Map.of("std", 500_000L, "a", 2L, "google.golang.org/grpc", 2_200_000L));

        assertThat(now.since(before)).isEqualTo("+3.1 MB: google.golang.org/grpc +2.2 MB, gone -300.0 kB, a +1 B");
        assertThat(before.since(now)).startsWith("-3.1 MB: google.golang.org/grpc -2.2 MB");
        assertThat(now.since(now)).isEqualTo("of the same size");
    }

    @Test
    void manyDifferencesAreCounted() {
        Map<String, Long> parts = Map.of("a", 1L, "b", 2L, "c", 3L, "d", 4L, "e", 5L, "f", 6L, "g\u202e\n", 7L);

        assertThat(sizes("2", 28, parts).since(sizes("1", 0, Map.of())))
                .isEqualTo("+28 B: g\ufffd\ufffd +7 B, f +6 B, e +5 B, d +4 B, c +3 B, 2 more");
    }

    @Test
    void theImageBeforeStaysForWhoeverAsksAgain() throws IOException {
        OwnTree tree = new OwnTree(directory);
        Path file = directory.resolve("sizes.json");
        Sizes one = sizes("1", 10, Map.of("a", 10L));
        Sizes two = sizes("2", 20, Map.of("a", 20L));
        Sizes three = sizes("3", 30, Map.of("a", 30L));

        assertThat(Sizes.read(tree, file)).isEmpty();
        one.write(tree, file, Sizes.read(tree, file));
        assertThat(Sizes.read(tree, file)).containsExactly(one);
        two.write(tree, file, Sizes.read(tree, file));
        two.write(tree, file, Sizes.read(tree, file));
        assertThat(Sizes.read(tree, file)).containsExactly(two, one);
        three.write(tree, file, Sizes.read(tree, file));
        assertThat(Sizes.read(tree, file)).containsExactly(three, two);

        Files.writeString(file, "{\"last\":");
        assertThat(Sizes.read(tree, file)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "20MB, 20000000",
        "15 MiB, 15728640",
        "1.5gb, 1500000000",
        "1 g, 1000000000",
        "500kB, 500000",
        "1024, 1024",
        "7 B, 7",
        "999999999999999TB, 9223372036854775807"
    })
    void aLimitIsASizeAsImagesHaveIt(String text, long bytes) {
        assertThat(SizeLimit.parse(text).orElseThrow().bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"large", "-1", "20 MB MB", "20ib", "1,5MB", "9999999999999999999999"})
    void whatIsNoSizeIsRefused(String text) {
        assertThatThrownBy(() -> SizeLimit.parse(text)).hasMessageContaining("Write it as 20MB or 15 MiB.");
    }

    @Test
    void aLimitNamesWhatIsLarge() {
        SizeLimit limit = SizeLimit.parse("3MB").orElseThrow();

        limit.check("shop:1", 3_000_000, () -> {
            throw new AssertionError("nobody asked");
        });
        assertThatThrownBy(() -> limit.check("shop:1", 3_100_000, () -> sizes("1", 3_100_000, Map.of("std", 3L))))
                .isInstanceOfSatisfying(
                        GoDockerException.class, e -> assertThat(e.kind()).isEqualTo(GoDockerException.Kind.CODE))
                .hasMessageStartingWith(
                        "Image shop:1 has 3.1 MB, more than the <imageMaxSize> of 3MB: std 3 B.\nLeave out");
        assertThat(SizeLimit.parse(" ")).isEqualTo(Optional.empty());
    }

    @Test
    void isShownWithoutAnythingThatMovesTheCursor() throws IOException {
        List<String> lines = ContentsText.of(image("etc/\u001b[31mred\n[INFO] fine"), 1);

        assertThat(String.join("\n", lines)).isEqualTo("""
                        image       shop:1
                        id          sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
                        digest      none, no registry has it
                        platform    linux/amd64
                        created     2026-11-28T10:00:00Z
                        user        65532
                        entrypoint  /usr/local/bin/shop
                        arguments   serve
                        ports       8080/tcp
                        size        3.0 MB in 1 layer

                        layers, the lowest first, with their largest files
                                   ENV A=b
                           3.0 MB  COPY \ufffd[2J x /
                              3.0 MB  0755  /usr/local/bin/shop
                                              2 more files (500 B), 2 links, 1 file of a layer below removed

                        /usr/local/bin/shop, a Go program of 3.0 MB, compiled by go1.26.3
                          its modules
                            800.0 kB  26.7 %  std
                            200.0 kB   6.7 %  1 more
                          its packages
                            500.0 kB  16.7 %  runtime
                            500.0 kB  16.7 %  2 more
                          what is no code of packages
                              2.0 MB  66.7 %  variables""");
        assertThat(ContentsText.of(image("etc/\u001b[31mred\n[INFO] fine"), 2))
                .contains("       400 B  0644  /etc/\ufffd[31mred\ufffd[INFO] fine");
    }

    @Test
    void isToldToProgramsInBytes() throws IOException {
        ImageContents image = image("etc/conf");
        Sizes before = sizes("0", 3_000_000, Map.of("std", 799_000L));

        Json json = Json.read(ContentsJson.of(image, 1, Optional.of(before)));

        assertThat(json.path("history").path(1).path("files").size()).isEqualTo(1);
        assertThat(json.path("history").path(1).path("size").number()).isEqualTo(3_000_500);
        assertThat(json.path("history").path(0).path("layer").isMissing()).isTrue();
        Json module = json.path("programs").path(0).path("modules").path(1);
        assertThat(module.path("module").text()).isEqualTo("google.golang.org/grpc");
        assertThat(module.path("version").text()).isEqualTo("v1.85.0");
        assertThat(json.path("comparison").path("change").number()).isEqualTo(500);
        assertThat(json.path("comparison").path("parts").path("std").number()).isEqualTo(1000);
        assertThat(Json.read(ContentsJson.of(image, 1, Optional.empty()))
                        .path("comparison")
                        .isMissing())
                .isTrue();
    }
}
