package io.github.godocker.image.contents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.docker.TarStream;
import io.github.godocker.image.contents.Layer.FileEntry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SavedImageTest {
    private static final String CONFIG = "{\"rootfs\":{\"diff_ids\":[\"sha256:1\",\"sha256:2\"]}}";

    @TempDir
    Path directory;

    private SavedImage.Content read(InputStream archive) throws IOException {
        return read(archive, 100);
    }

    private SavedImage.Content read(InputStream archive, int most) throws IOException {
        Path file = Files.createTempFile(directory, "scratch", "");
        try (FileChannel scratch = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return SavedImage.read(archive, new LayerReader(scratch, most));
        }
    }

    private static byte[] bytes(TarStream tar) throws IOException {
        return tar.readAllBytes();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    private static byte[] layer() throws IOException {
        return bytes(new TarStream()
                .directory("etc", 0755)
                .file("etc/small", 0640, text("12"))
                .file("etc/large", 0644, text("12345"))
                .symbolicLink("etc/link", "large"));
    }

    private static final FileEntry LARGE = new FileEntry("etc/large", 5, 0644);
    private static final FileEntry SMALL = new FileEntry("etc/small", 2, 0640);

    private static TarStream archive(String config, String... layers) {
        List<String> names = Stream.of(layers).map(name -> '"' + name + '"').toList();
        return new TarStream()
                .file(
                        "manifest.json",
                        0644,
                        text("[{\"Config\":\"" + config + "\",\"RepoTags\":null,\"Layers\":[" + String.join(",", names)
                                + "]}]"))
                .file("repositories", 0644, text("{}"));
    }

    /** A layer that is there twice is a link, as Docker 20.10 makes it. */
    @Test
    void readsWhatClassicEnginesSave() throws IOException {
        TarStream archive = archive("c.json", "a/layer.tar", "b/layer.tar")
                .file("a/VERSION", 0644, text("1.0"))
                .file("a/json", 0644, text("{\"id\":\"a\"}"))
                .file("a/layer.tar", 0644, layer())
                .symbolicLink("b/layer.tar", "../a/layer.tar")
                .file("c.json", 0644, text(CONFIG));

        SavedImage.Content content = read(archive);

        assertThat(content.layers()).hasSize(2);
        Layer layer = content.layers().get(1);
        assertThat(layer).isEqualTo(new Layer("sha256:2", 7, 2, List.of(LARGE, SMALL), 1, 0, 0, List.of(), ""));
        assertThat(content.layers().get(0)).isEqualTo(layer.withDigest("sha256:1"));
    }

    @Test
    void readsWhatContainerdSavesPackedOrNot() throws IOException {
        TarStream archive = new TarStream()
                .directory("blobs", 0755)
                .file("blobs/sha256/1", 0644, gzip(layer()))
                .file("blobs/sha256/2", 0644, layer())
                .file("blobs/sha256/3", 0644, text(CONFIG))
                .file("index.json", 0644, text("{}"))
                .file(
                        "manifest.json",
                        0644,
                        text("[{\"Config\":\"blobs/sha256/3\",\"Layers\":[\"blobs/sha256/1\",\"blobs/sha256/2\"]}]"));

        assertThat(read(archive).layers()).extracting(Layer::largest).containsOnly(List.of(LARGE, SMALL));
    }

    @Test
    void aLayerThatCannotBeReadIsToldAndTheOthersAreRead() throws IOException {
        byte[] zstd = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 0, 0, 0};
        byte[] half = Arrays.copyOf(gzip(layer()), 60);
        byte[] noise = new byte[2000];
        Arrays.fill(noise, (byte) 'x');
        TarStream archive = archive("c.json", "1", "2", "3", "4", "5")
                .file("1", 0644, zstd)
                .file("2", 0644, half)
                .file("3", 0644, noise)
                .file("4", 0644, layer())
                .file("c.json", 0644, text(CONFIG));

        List<Layer> layers = read(archive).layers();

        assertThat(layers.get(0).problem()).isEqualTo("it is packed by zstd, which is not read here");
        assertThat(layers.get(0).size()).isEqualTo(8);
        assertThat(layers.get(1).problem()).isNotEmpty();
        assertThat(layers.get(2).problem()).isNotEmpty();
        assertThat(layers.get(3).problem()).isEmpty();
        assertThat(layers.get(3).files()).isEqualTo(2);
        assertThat(layers.get(4).problem()).isEqualTo("it is not in the archive");
    }

    @Test
    void keepsTheLargestAndCountsAll() throws IOException {
        TarStream layer = new TarStream();
        IntStream.rangeClosed(1, 50).forEach(i -> layer.file("f" + i, 0600, new byte[i]));
        TarStream archive = archive("c.json", "1").file("1", 0644, bytes(layer)).file("c.json", 0644, text(CONFIG));

        Layer found = read(archive, 3).layers().get(0);

        assertThat(found.files()).isEqualTo(50);
        assertThat(found.size()).isEqualTo(50 * 51 / 2);
        assertThat(found.largest()).extracting(FileEntry::path).containsExactly("f50", "f49", "f48");
    }

    @Test
    void countsWhatIsNoFile() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (byte type : new byte[] {TarConstants.LF_CHR, TarConstants.LF_FIFO, TarConstants.LF_LINK}) {
                tar.putArchiveEntry(new TarArchiveEntry("./dev/odd" + type, type));
                tar.closeArchiveEntry();
            }
            tar.putArchiveEntry(new TarArchiveEntry("etc/.wh.passwd"));
            tar.closeArchiveEntry();
        }
        TarStream archive =
                archive("c.json", "1").file("1", 0644, bytes.toByteArray()).file("c.json", 0644, text(CONFIG));

        assertThat(read(archive).layers())
                .containsExactly(new Layer("sha256:1", 0, 0, List.of(), 1, 1, 2, List.of(), ""));
    }

    /** A quarter of a gigabyte, and a file that claims to be a program and is none: neither is kept in memory. */
    @Test
    void aLargeFileAndABrokenProgramAreFilesLikeOthers() throws IOException {
        byte[] broken = new byte[3000];
        Arrays.fill(broken, (byte) 0xff);
        System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}, 0, broken, 0, 8);
        long large = 256L << 20;
        TarStream layer =
                new TarStream().file("bin/broken", 0755, broken).content("data", 0644, large, () -> new Zeros(large));
        TarStream archive = archive("c.json", "1")
                .content("1", 0644, layer.size(), () -> layer)
                .file("c.json", 0644, text(CONFIG));

        Layer found = read(archive).layers().get(0);

        assertThat(found.problem()).isEmpty();
        assertThat(found.size()).isEqualTo(large + 3000);
        assertThat(found.programs()).isEmpty();
    }

    /** A header of the kind that only says how the next file is called, with gigabytes to follow. */
    @ParameterizedTest
    @ValueSource(chars = {'L', 'K', 'x', 'g'})
    void aNameWithoutEndIsNotKept(char type) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry("name", (byte) type);
        entry.setSize(3L << 30);
        byte[] header = new byte[512];
        entry.writeEntryHeader(header);
        InputStream endless = new java.io.SequenceInputStream(new ByteArrayInputStream(header), new Zeros(3L << 30));

        assertThatThrownBy(() -> read(endless)).isInstanceOf(IOException.class);
    }

    @Test
    void namesAreCutAndKeptAsTheyAre() throws IOException {
        String odd = "\u001b[2J\n[INFO] BUILD SUCCESS";
        TarStream layer =
                new TarStream().file("x".repeat(5000), 0644, text("1")).file(odd, 0644, text("12"));
        TarStream archive = archive("c.json", "1").file("1", 0644, bytes(layer)).file("c.json", 0644, text(CONFIG));

        List<FileEntry> files = read(archive).layers().get(0).largest();

        assertThat(files.get(0).path()).isEqualTo(odd);
        assertThat(files.get(1).path()).hasSize(1001).endsWith("x…");
    }

    @Test
    void anArchiveThatBreaksOffOrHasNoManifestIsAnError() throws IOException {
        byte[] whole = bytes(archive("c.json", "1").file("1", 0644, layer()).file("c.json", 0644, text(CONFIG)));

        for (int length = 0; length < whole.length - 2048; length += 511) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(new ByteArrayInputStream(cut))).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> read(new TarStream().file("1", 0644, layer())))
                .hasMessage("there is no configuration in its archive");
        assertThatThrownBy(() -> read(archive("../../c.json").file("c.json", 0644, text("{\"a\":"))))
                .isInstanceOf(IOException.class);
    }

    @Test
    void linksThatLeadInACircleLeadNowhere() throws IOException {
        TarStream archive = archive("c.json", "a", "../../../b")
                .symbolicLink("a", "b")
                .symbolicLink("b", "a")
                .file("c.json", 0644, text(CONFIG));

        assertThat(read(archive).layers()).extracting(Layer::problem).containsOnly("it is not in the archive");
    }

    @Test
    void findsGoPrograms() throws IOException {
        byte[] program;
        try (InputStream in =
                new GZIPInputStream(Files.newInputStream(Path.of("src/test/resources/executables/sizes-amd64.gz")))) {
            program = in.readAllBytes();
        }
        TarStream layer = new TarStream()
                .file("usr/bin/shop", 0755, program)
                .file("usr/bin/shop.data", 0644, program)
                .file("usr/bin/sh", 0755, text("#!/bin/sh"));
        TarStream archive = archive("c.json", "1").file("1", 0644, bytes(layer)).file("c.json", 0644, text(CONFIG));

        List<Layer.Program> programs = read(archive).layers().get(0).programs();

        assertThat(programs).extracting(Layer.Program::path).containsExactly("usr/bin/shop");
        assertThat(programs.get(0).program().size()).isEqualTo(program.length);
    }

    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long count) {
            left = count;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(length, left);
            Arrays.fill(buffer, offset, offset + count, (byte) 0);
            left -= count;
            return count;
        }
    }
}
