package io.github.godocker.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarStreamTest {
    @TempDir
    Path directory;

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    /** Mode, kind and size or target, by name. */
    private static Map<String, String> entries(byte[] tar) throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar), "UTF-8")) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                assertThat(entry.getLastModifiedTime().toMillis()).isZero();
                assertThat(entry.getUserName() + entry.getGroupName()).isEmpty();
                assertThat(entry.getLongUserId() + entry.getLongGroupId()).isZero();
                byte[] content = in.readAllBytes();
                assertThat(content).hasSize((int) entry.getSize());
                String kind = entry.isDirectory()
                        ? "directory"
                        : entry.isSymbolicLink() ? "-> " + entry.getLinkName() : "file " + Arrays.hashCode(content);
                entries.put(entry.getName(), Integer.toOctalString(entry.getMode()) + " " + kind);
            }
        }
        return entries;
    }

    private TarStream everything() throws IOException {
        Path big = directory.resolve("big");
        if (!Files.exists(big)) {
            Files.write(big, random(3_000_001));
        }
        return new TarStream()
                .file("Dockerfile", 0644, "FROM scratch\n".getBytes(StandardCharsets.UTF_8))
                .directory("dir", 0755)
                .directory("tmp/", 01777)
                .file("dir/empty", 0600, new byte[0])
                .file("dir/record", 0644, random(512))
                .file("dir/" + "long".repeat(60) + "/name", 0755, random(10))
                .file("dir/\u00fcml\u00e4ut-\u4e16\u754c", 0644, random(1))
                .file("dir/big", 0755, big)
                .symbolicLink("link", "dir/big")
                .symbolicLink("dir/" + "l".repeat(120), "../" + "target/".repeat(30))
                .content("last", 0644, 700, () -> new ByteArrayInputStream(random(700)));
    }

    @Test
    void isReadBackByCommonsCompress() throws IOException {
        Map<String, String> entries = entries(everything().readAllBytes());

        assertThat(entries)
                .containsEntry("dir/", "755 directory")
                .containsEntry("tmp/", "1777 directory")
                .containsEntry("dir/empty", "600 file " + Arrays.hashCode(new byte[0]))
                .containsEntry("dir/record", "644 file " + Arrays.hashCode(random(512)))
                .containsEntry("dir/" + "long".repeat(60) + "/name", "755 file " + Arrays.hashCode(random(10)))
                .containsEntry("dir/\u00fcml\u00e4ut-\u4e16\u754c", "644 file " + Arrays.hashCode(random(1)))
                .containsEntry("dir/big", "755 file " + Arrays.hashCode(random(3_000_001)))
                .containsEntry("link", "777 -> dir/big")
                .containsEntry("dir/" + "l".repeat(120), "777 -> ../" + "target/".repeat(30))
                .containsEntry("last", "644 file " + Arrays.hashCode(random(700)))
                .hasSize(11);
        assertThat(entries.keySet()).startsWith("Dockerfile", "dir/", "tmp/");
    }

    @Test
    void isTheSameEachTimeHoweverItIsRead() throws IOException {
        byte[] once = everything().readAllBytes();

        assertThat(everything().readAllBytes()).isEqualTo(once);
        assertThat(once.length % 512).isZero();
        assertThat(Arrays.copyOfRange(once, once.length - 1024, once.length)).containsOnly(0);
        byte[] piecemeal = new byte[once.length];
        Random random = new Random(1);
        int at = 0;
        try (TarStream tar = everything()) {
            for (int count = 0;
                    count >= 0;
                    count = tar.read(piecemeal, at, Math.min(piecemeal.length - at, random.nextInt(9000)))) {
                at += count;
                if (at == once.length) {
                    break;
                }
            }
            assertThat(tar.read()).isEqualTo(-1);
            assertThat(tar.read(new byte[10])).isEqualTo(-1);
        }
        assertThat(piecemeal).isEqualTo(once);
        try (TarStream tar = new TarStream().file("a", 0644, new byte[] {(byte) 0xff})) {
            for (int i = 0; i < 512; i++) {
                assertThat(tar.read()).isNotNegative();
            }
            assertThat(tar.read()).isEqualTo(0xff);
        }
    }

    @Test
    void withoutEntriesIsAnArchiveAllTheSame() throws IOException {
        assertThat(new TarStream().isEmpty()).isTrue();
        assertThat(new TarStream().readAllBytes()).hasSize(1024).containsOnly(0);
        assertThat(new TarStream().directory("a", 0755).isEmpty()).isFalse();
    }

    @Test
    void aFileThatShrinksIsAnError() throws IOException {
        Path file = Files.write(directory.resolve("file"), random(10_000));
        TarStream tar = new TarStream().file("dir/file", 0644, file);
        Files.write(file, random(9_000));

        assertThatThrownBy(tar::readAllBytes)
                .isInstanceOf(IOException.class)
                .hasMessage("dir/file became shorter while it was read");
    }

    @Test
    void aFileThatGrowsIsCutAtTheSizeItHad() throws IOException {
        Path file = Files.write(directory.resolve("file"), random(1_000));
        TarStream tar = new TarStream().file("file", 0644, file).file("next", 0644, new byte[1]);
        Files.write(file, Arrays.copyOf(random(1_000), 2_000));

        assertThat(entries(tar.readAllBytes()))
                .containsEntry("file", "644 file " + Arrays.hashCode(random(1_000)))
                .containsKey("next");
    }

    @Test
    void aFileThatVanishesIsNamed() throws IOException {
        Path file = Files.write(directory.resolve("file"), random(10));
        TarStream tar = new TarStream().file("dir/file", 0644, file);
        Files.delete(file);

        assertThatThrownBy(tar::readAllBytes).isInstanceOf(IOException.class).hasMessageContaining("file");
    }

    @Test
    void filesAreOpenOnlyWhileTheyAreRead() throws IOException {
        int[] open = new int[2];
        TarStream tar = new TarStream();
        for (String name : List.of("a", "b", "c")) {
            tar.content(name, 0644, 3, () -> {
                open[0]++;
                open[1] = Math.max(open[0], open[1]);
                return new ByteArrayInputStream(new byte[3]) {
                    @Override
                    public void close() {
                        open[0]--;
                    }
                };
            });
        }
        assertThat(open[1]).isZero();
        tar.readNBytes(513);
        assertThat(open[0]).isEqualTo(1);
        tar.close();
        assertThat(open[0]).isZero();
        assertThat(open[1]).isEqualTo(1);
    }

    @Test
    void aGigabyteTakesNoMemory() throws IOException {
        long size = 9L << 30;
        TarStream tar = new TarStream().content("huge", 0644, size, () -> new InputStream() {
            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                // As fast as it can be: what is in the buffer is as good as anything.
                return length;
            }
        });
        byte[] buffer = new byte[1 << 22];
        long total = 0;
        long before = allocated();
        for (int count = tar.read(buffer); count >= 0; count = tar.read(buffer)) {
            total += count;
        }
        // Beyond 8 GiB a size needs a PAX header: two records more.
        assertThat(total).isBetween(size + 512 + 1024, size + 4 * 512 + 1024);
        assertThat(allocated() - before).isLessThan(1 << 20);
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }
}
