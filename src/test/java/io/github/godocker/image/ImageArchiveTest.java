package io.github.godocker.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.go.Platform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class ImageArchiveTest {
    private static final Platform ARM = Platform.parse("linux/arm/v7");

    @TempDir
    Path directory;

    private ImageLayout layout;

    @BeforeEach
    void compiled() throws IOException {
        layout = new ImageLayout(directory);
        Files.createDirectories(layout.binaries(ARM));
        Files.writeString(layout.binaries(ARM).resolve("orders"), "machine code");
        Files.createDirectories(layout.rootfs().resolve("tmp"));
        Files.createDirectories(layout.rootfs().resolve("etc"));
        Files.writeString(layout.rootfs().resolve("etc/passwd"), "nonroot");
    }

    @Test
    void isWhatDockerSaveWouldWrite() throws Exception {
        Map<String, byte[]> files = read(archive());
        JsonNode manifest = json(files.get("manifest.json")).get(0);
        JsonNode config = json(files.get("config.json"));

        assertThat(manifest.get("RepoTags").get(0).asText()).isEqualTo("orders:1.0.0");
        assertThat(manifest.get("Layers")).hasSize(2);
        for (int i = 0; i < 2; i++) {
            byte[] layer = files.get(manifest.get("Layers").get(i).asText());
            assertThat(config.at("/rootfs/diff_ids/" + i).asText()).isEqualTo("sha256:" + sha256(layer));
        }
        assertThat(config.get("architecture").asText()).isEqualTo("arm");
        assertThat(config.get("variant").asText()).isEqualTo("v7");
        assertThat(config.get("history")).hasSize(2);
        assertThat(config.get("config").toString())
                .isEqualTo("{\"User\":\"65532:65532\",\"ExposedPorts\":{\"53/udp\":{},\"8080/tcp\":{}},"
                        + "\"Env\":[\"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\","
                        + "\"ZONEINFO=/usr/share/zoneinfo.zip\"],\"Entrypoint\":[\"/usr/local/bin/orders\"],"
                        + "\"Cmd\":[\"serve\"],\"Volumes\":{\"/data\":{}},\"WorkingDir\":\"/\","
                        + "\"Labels\":{\"a\":\"b\"}}");
    }

    @Test
    void filesHaveTheModesThatTheyNeedWhateverTheyHaveHere() throws Exception {
        Map<String, byte[]> files = read(archive());

        assertThat(modes(files.get("layer0.tar")))
                .containsExactly(Map.entry("etc/", 0755), Map.entry("etc/passwd", 0644), Map.entry("tmp/", 01777));
        assertThat(modes(files.get("layer1.tar")))
                .containsExactly(
                        Map.entry("usr/", 0755),
                        Map.entry("usr/local/", 0755),
                        Map.entry("usr/local/bin/", 0755),
                        Map.entry("usr/local/bin/orders", 0755));
    }

    @Test
    void theSameInputIsTheSameImage() throws Exception {
        byte[] first = archive();
        Files.setLastModifiedTime(
                layout.binaries(ARM).resolve("orders"), java.nio.file.attribute.FileTime.fromMillis(1_000_000));

        assertThat(archive()).isEqualTo(first);
    }

    private byte[] archive() throws IOException {
        DockerfileTest.Spec spec = new DockerfileTest.Spec();
        spec.ports = List.of("8080", "53/udp");
        spec.volumes = List.of("/data");
        spec.arguments = List.of("serve");
        spec.labels.put("a", "b");
        try (InputStream in = ImageArchive.of(spec.image(), layout, ARM, List.of(ImageReference.parse("orders:1.0.0")))
                .open()) {
            return in.readAllBytes();
        }
    }

    private static Map<String, byte[]> read(byte[] tar) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
            for (TarArchiveEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
                files.put(e.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    private static Map<String, Integer> modes(byte[] tar) throws IOException {
        Map<String, Integer> modes = new LinkedHashMap<>();
        try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
            for (TarArchiveEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
                modes.put(e.getName(), e.getMode() & 07777);
            }
        }
        return modes;
    }

    private static JsonNode json(byte[] bytes) throws IOException {
        return new ObjectMapper().readTree(bytes);
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
