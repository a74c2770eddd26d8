package io.github.godocker.handover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.State;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryTest {
    @TempDir
    Path root;

    private ImageLayout layout;
    private Path binary;
    private Path passwd;

    @BeforeEach
    void compile() throws IOException {
        layout = new ImageLayout(new OwnTree(root), root.resolve("go-docker/app"));
        binary = write("bin/linux_amd64/app", "a binary");
        passwd = write("rootfs/etc/passwd", "nonroot");
        Files.createDirectories(layout.rootfs().resolve("tmp"));
    }

    private Path write(String name, String text) throws IOException {
        Path file = layout.directory().resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** As the next goal has it: by way of the state. */
    private Inventory taken() throws IOException {
        Inventory inventory = Inventory.take(
                layout, List.of(binary, layout.rootfs(), layout.directory().resolve("none")));
        return Inventory.of(layout, inventory.addTo(State.of("compiled")));
    }

    private static String read(Inventory inventory, Path file) throws IOException {
        try (InputStream in = inventory.open(file)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @Test
    void holdsFilesAndWhatIsBelowDirectories() throws IOException {
        Inventory inventory = taken();

        assertThat(inventory.below(layout.rootfs()))
                .containsOnlyKeys("etc", "etc/passwd", "tmp")
                .containsEntry("etc/passwd", passwd);
        assertThat(inventory.below(layout.binaries())).containsOnlyKeys("linux_amd64/app");
        assertThat(inventory.isDirectory(layout.rootfs().resolve("tmp"))).isTrue();
        assertThat(inventory.isDirectory(passwd)).isFalse();
        assertThat(inventory.holds(binary)).isTrue();
        assertThat(inventory.holds(layout.binaries().resolve("other"))).isFalse();
        assertThat(inventory.holds(root.resolve("bin/linux_amd64/app"))).isFalse();
        assertThat(inventory.size(binary)).isEqualTo(8);
        assertThat(read(inventory, binary)).isEqualTo("a binary");
        assertThat(inventory.digests().lines()).hasSize(4).anyMatch(line -> line.matches("[0-9a-f]{64} bin/.*app"));
    }

    /** One name is the beginning of the other. */
    @Test
    void whatLiesBesideADirectoryIsNotBelowIt() throws IOException {
        write("rootfs/etc-old/x", "x");
        write("rootfs/etc.conf", "x");
        assertThat(taken().below(layout.rootfs().resolve("etc"))).containsOnlyKeys("passwd");
    }

    @Test
    void aStateThatIsNoneOfOursHasNothing() {
        State state = State.of("compiled")
                .with("file bin/app", "abc 12")
                .with("file bin/other", "abc many stamp")
                .with("builder", "golang:1.26");
        assertThat(Inventory.of(layout, state).digests()).isEmpty();
        assertThat(Inventory.of(layout, state).isUntouchedBelow(layout.binaries()))
                .isFalse();
    }

    /** Whoever cannot see the change by its size sees it at the last byte: before that nobody has the whole of it. */
    @Test
    void otherContentIsNeverReadToItsEnd() throws IOException {
        Inventory inventory = taken();
        for (String other : List.of("b binary", "a binary and more", "a", "")) {
            Files.writeString(binary, other);
            assertThatThrownBy(() -> read(inventory, binary))
                    .as(other)
                    .isInstanceOf(Inventory.ChangedException.class)
                    .hasMessage(binary + " is no longer what was compiled");
        }
    }

    @Test
    void aByteAtATimeIsTheSame() throws IOException {
        Inventory inventory = taken();
        try (InputStream in = inventory.open(binary)) {
            StringBuilder text = new StringBuilder();
            for (int next = in.read(); next >= 0; next = in.read()) {
                text.append((char) next);
            }
            assertThat(text).hasToString("a binary");
        }
        Files.write(binary, new byte[] {-1, 0, 0, 0, 0, 0, 0, 0});
        try (InputStream in = inventory.open(binary)) {
            assertThat(in.read()).isEqualTo(255);
        }
    }

    /** While it is read, too. */
    @Test
    void aFileThatIsCutShortWhileItIsReadIsTold() throws IOException {
        Files.write(binary, new byte[1 << 20]);
        Inventory inventory = taken();
        try (InputStream in = inventory.open(binary)) {
            assertThat(in.readNBytes(1 << 10)).hasSize(1 << 10);
            Files.write(binary, new byte[1 << 10]);
            assertThatThrownBy(in::readAllBytes).isInstanceOf(Inventory.ChangedException.class);
        }
    }

    @Test
    void whatIsGoneOrALinkIsNotWhatWasCompiled() throws IOException {
        Inventory inventory = taken();
        Path copy = Files.move(binary, root.resolve("copy"));
        assertThatThrownBy(() -> read(inventory, binary)).isInstanceOf(Inventory.ChangedException.class);
        Files.createSymbolicLink(binary, copy);
        assertThatThrownBy(() -> read(inventory, binary)).isInstanceOf(Inventory.ChangedException.class);
        assertThatThrownBy(() -> inventory.open(layout.binaries().resolve("stranger")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTouchShowsWithoutReading() throws IOException {
        Inventory inventory = taken();
        assertThat(inventory.isUntouched(passwd)).isTrue();
        assertThat(inventory.isUntouched(layout.rootfs().resolve("tmp"))).isFalse();
        assertThat(inventory.isUntouched(layout.rootfs().resolve("new"))).isFalse();
        assertThat(inventory.isUntouchedBelow(layout.rootfs())).isTrue();
        assertThat(inventory.isUntouchedBelow(layout.directory().resolve("none")))
                .isFalse();

        FileTime time = Files.getLastModifiedTime(passwd);
        Files.writeString(passwd, "nonrooT");
        Files.setLastModifiedTime(passwd, time);
        assertThat(inventory.isUntouched(passwd)).isFalse();
        assertThat(inventory.isUntouchedBelow(layout.rootfs())).isFalse();
        assertThat(inventory.isUntouchedBelow(layout.binaries())).isTrue();
    }

    /** A name would be read back as another one. */
    @Test
    void aNameThatCannotBeRecordedIsRefused() throws IOException {
        for (String name : List.of("rootfs/a=b", "rootfs/a\nb")) {
            Path file = write(name, "x");
            assertThatThrownBy(this::taken)
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("cannot be recorded");
            Files.delete(file);
        }
    }

    @Test
    void equalFilesHaveEqualDigestsWheneverTheyWereMade() throws IOException {
        String before = taken().digests();
        Files.delete(passwd);
        write("rootfs/etc/passwd", "nonroot");
        assertThat(taken().digests()).isEqualTo(before);
        write("rootfs/etc/passwd", "another");
        assertThat(taken().digests()).isNotEqualTo(before);
    }
}
