package io.github.godocker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.godocker.Golden;
import io.github.godocker.Platform;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.handover.Inventory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImageArchiveTest {
    @TempDir
    Path directory;

    private final SampleImage image = new SampleImage();

    @BeforeEach
    void compiled() throws IOException {
        image.target = directory;
        Path rootfs = image.layout().rootfs();
        Files.createDirectories(rootfs.resolve("etc"));
        Files.createDirectories(rootfs.resolve("tmp"));
        Files.writeString(rootfs.resolve("etc/passwd"), "root:x:0:0\n");
        for (String platform : List.of("linux_amd64", "linux_arm_v7")) {
            Path binaries = Files.createDirectories(image.layout().binaries().resolve(platform));
            Files.writeString(binaries.resolve("app"), "the program");
            Files.writeString(binaries.resolve("admin"), "another");
        }
        image.environment.put("ZONEINFO", "/usr/share/zoneinfo.zip");
        image.environment.put("GREETING", "hello\n\"world\"");
        image.ports = List.of("8080", "53/udp");
        image.labels.put("z", "last");
        image.labels.put("a", "first");
        image.arguments = List.of("serve");
        image.volumes = List.of("/data");
        image.workingDirectory = "/srv";
    }

    private byte[] archive(String platform) throws IOException {
        try (InputStream in = ImageArchive.of(
                        image.spec(),
                        image.layout(),
                        image.compiled(),
                        Platform.parse(platform),
                        List.of(ImageReference.parse("acme/app:1.0"), ImageReference.parse("acme/app")))
                .open()) {
            return in.readAllBytes();
        }
    }

    private static Map<String, byte[]> files(byte[] tar) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar), "UTF-8")) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    private static byte[] file(Map<String, byte[]> files, String name) {
        return Objects.requireNonNull(files.get(name), name);
    }

    private static List<String> entries(byte[] tar) throws IOException {
        List<String> entries = new ArrayList<>();
        try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar), "UTF-8")) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                assertThat(entry.getLongUserId() + entry.getLongGroupId()).isZero();
                assertThat(entry.getLastModifiedTime()).isEqualTo(FileTime.fromMillis(0));
                entries.add(Integer.toOctalString(entry.getMode()) + " " + entry.getName());
            }
        }
        return entries;
    }

    @Test
    void theConfigurationSaysWhatTheDockerfileWould() throws Exception {
        Map<String, byte[]> files = files(archive("linux/arm/v7"));
        ObjectMapper json = new ObjectMapper();
        JsonNode config = json.readTree(file(files, "config.json"));

        Golden.assertThatFile(
                "image-config.json", json.writerWithDefaultPrettyPrinter().writeValueAsString(config) + "\n");
        assertThat(new String(file(files, "manifest.json"), StandardCharsets.UTF_8))
                .isEqualTo("[{\"Config\":\"config.json\",\"RepoTags\":[\"acme/app:1.0\",\"acme/app\"],"
                        + "\"Layers\":[\"layer0.tar\",\"layer1.tar\"]}]");
        for (int i = 0; i < 2; i++) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(file(files, "layer" + i + ".tar"));
            assertThat(config.at("/rootfs/diff_ids/" + i).asText())
                    .isEqualTo("sha256:" + HexFormat.of().formatHex(digest));
        }
    }

    @Test
    void theLayersAreTheFilesOfTheImage() throws IOException {
        Map<String, byte[]> files = files(archive("linux/amd64"));

        assertThat(files.keySet()).containsExactly("layer0.tar", "layer1.tar", "config.json", "manifest.json");
        assertThat(entries(file(files, "layer0.tar"))).containsExactly("755 etc/", "644 etc/passwd", "1777 tmp/");
        assertThat(entries(file(files, "layer1.tar")))
                .containsExactly(
                        "755 usr/",
                        "755 usr/local/",
                        "755 usr/local/bin/",
                        "755 usr/local/bin/admin",
                        "755 usr/local/bin/app");
        assertThat(file(files(file(files, "layer1.tar")), "usr/local/bin/app"))
                .asString()
                .isEqualTo("the program");
    }

    @Test
    void filesAreALayerBetweenThem() throws IOException {
        Path tree = Files.createDirectories(directory.resolve("image"));
        Files.createDirectories(tree.resolve("tmp"));
        Files.createDirectories(tree.resolve("etc/app"));
        Files.writeString(tree.resolve("etc/app/config.yaml"), "a: b");
        Files.createSymbolicLink(tree.resolve("etc/app/link"), Path.of("config.yaml"));
        image.files = List.of(
                new ExtraFile(tree, "/"),
                new ExtraFile(tree.resolve("etc/app"), "/var/lib/app", List.of(), List.of("link"), "0640", "1000:2000"),
                new ExtraFile(tree.resolve("etc/app/config.yaml"), "/etc/other.yaml"));
        Map<String, byte[]> files = files(archive("linux/amd64"));
        List<String> entries = new ArrayList<>();
        try (TarArchiveInputStream in =
                new TarArchiveInputStream(new ByteArrayInputStream(file(files, "layer1.tar")), "UTF-8")) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.add(Integer.toOctalString(entry.getMode()) + " " + entry.getLongUserId() + ":"
                        + entry.getLongGroupId() + " " + entry.getName() + " " + entry.getLinkName());
            }
        }

        assertThat(files.keySet())
                .containsExactly("layer0.tar", "layer1.tar", "layer2.tar", "config.json", "manifest.json");
        assertThat(entries)
                .containsExactly(
                        "755 0:0 etc/ ",
                        "755 0:0 etc/app/ ",
                        "644 0:0 etc/app/config.yaml ",
                        "777 0:0 etc/app/link config.yaml",
                        "644 0:0 etc/other.yaml ",
                        "1777 0:0 tmp/ ",
                        "755 1000:2000 var/ ",
                        "755 1000:2000 var/lib/ ",
                        "755 1000:2000 var/lib/app/ ",
                        "640 1000:2000 var/lib/app/config.yaml ");
    }

    @Test
    void theSameInputIsTheSameImage() throws IOException {
        byte[] first = archive("linux/amd64");
        Files.setLastModifiedTime(
                image.layout().binaries().resolve("linux_amd64/app"), FileTime.fromMillis(1_234_567_890_123L));

        assertThat(archive("linux/amd64")).isEqualTo(first);
    }

    @Test
    void withoutSettingsTheConfigurationIsDockersMinimum() throws IOException {
        SampleImage plain = new SampleImage();
        plain.target = directory;
        plain.user = "";
        plain.entrypoint = List.of();
        try (InputStream in = ImageArchive.of(
                        plain.spec(), plain.layout(), plain.compiled(), SampleImage.AMD64, plain.tags)
                .open()) {
            JsonNode config = new ObjectMapper().readTree(file(files(in.readAllBytes()), "config.json"));

            assertThat(config.get("config"))
                    .hasToString(
                            "{\"Env\":[\"PATH=" + ImageSpec.DEFAULT_PATH + "\"],\"WorkingDir\":\"/\",\"Labels\":{}}");
            assertThat(config.has("variant")).isFalse();
        }
    }

    @Test
    void aPathOfTheUsersIsTheOnlyOne() throws IOException {
        image.environment.put("PATH", "/bin");

        JsonNode config = new ObjectMapper().readTree(file(files(archive("linux/amd64")), "config.json"));

        assertThat(config.at("/config/Env"))
                .hasToString("[\"ZONEINFO=/usr/share/zoneinfo.zip\",\"GREETING=hello\\n\\\"world\\\"\",\"PATH=/bin\"]");
    }

    @Test
    void onlyWhatWasCompiledIsPacked() throws IOException {
        Inventory compiled = image.compiled();
        Path outside = Files.writeString(directory.resolve("secret"), "of the host");
        Path rootfs = image.layout().rootfs();
        Files.createSymbolicLink(rootfs.resolve("etc/shadow"), outside);
        Files.writeString(rootfs.resolve("evil"), "x");
        Files.writeString(image.layout().binaries(SampleImage.AMD64).resolve("evil"), "x");

        Map<String, byte[]> files;
        try (InputStream in = ImageArchive.of(image.spec(), image.layout(), compiled, SampleImage.AMD64, image.tags)
                .open()) {
            files = files(in.readAllBytes());
        }

        assertThat(entries(file(files, "layer0.tar"))).containsExactly("755 etc/", "644 etc/passwd", "1777 tmp/");
        assertThat(entries(file(files, "layer1.tar"))).noneMatch(entry -> entry.contains("evil"));
    }

    static List<String> inputs() {
        return List.of("bin/linux_amd64/app", "rootfs/etc/passwd");
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void whatHasBecomeALinkIsNotPacked(String name) throws IOException {
        Inventory compiled = image.compiled();
        Path file = image.layout().directory().resolve(name);
        Path outside = directory.resolve("outside");
        Files.move(file, outside);
        Files.createSymbolicLink(file, outside);

        assertRefused(compiled, file);
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void aDirectoryThatHasBecomeALinkIsNotLookedInto(String name) throws IOException {
        Inventory compiled = image.compiled();
        Path file = image.layout().directory().resolve(name);
        Path outside = directory.resolve("outside");
        Files.move(file.getParent(), outside);
        Files.createSymbolicLink(file.getParent(), outside);

        // That of the binaries has another one before it.
        assertThatThrownBy(() -> read(compiled))
                .isInstanceOf(Inventory.ChangedException.class)
                .hasMessageEndingWith(" is no longer what was compiled");
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void whatWasPatchedIsNotPackedWhateverItsTime(String name) throws IOException {
        Inventory compiled = image.compiled();
        Path file = image.layout().directory().resolve(name);
        FileTime time = Files.getLastModifiedTime(file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[0] ^= 1;
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, time);

        assertRefused(compiled, file);
    }

    private byte[] read(Inventory compiled) throws IOException {
        try (InputStream archive = ImageArchive.of(
                        image.spec(), image.layout(), compiled, SampleImage.AMD64, image.tags)
                .open()) {
            return archive.readAllBytes();
        }
    }

    /** Before the configuration, without which the daemon makes no image. */
    private void assertRefused(Inventory compiled, Path file) {
        assertThatThrownBy(() -> read(compiled))
                .isInstanceOf(Inventory.ChangedException.class)
                .hasMessage(file + " is no longer what was compiled");
    }

    @Test
    void aBinaryThatChangesWhileItIsSentIsNoImage() throws IOException {
        Path binary = image.layout().binaries(SampleImage.AMD64).resolve("app");
        Files.write(binary, new byte[2000]);
        ImageArchive archive =
                ImageArchive.of(image.spec(), image.layout(), image.compiled(), SampleImage.AMD64, image.tags);
        byte[] other = new byte[2000];
        other[1999] = 1;
        Files.write(binary, other);

        assertThatThrownBy(() -> archive.open().readAllBytes()).hasMessage(binary + " is no longer what was compiled");
    }
}
