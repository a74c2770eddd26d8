package io.github.godocker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.handover.OwnTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateTest {
    @TempDir
    Path directory;

    @Test
    void isReadAsItWasWritten() throws IOException {
        Path file = directory.resolve("new/compile.state");
        State state = State.of("abc")
                .with("platforms", "linux/amd64 linux/arm64")
                .with("tag a:1", "x=y=z")
                .with("none", "");
        state.write(new OwnTree(directory), file);

        State read = State.read(new OwnTree(directory), file).orElseThrow();
        assertThat(read).isEqualTo(state);
        assertThat(read.get(State.FINGERPRINT)).isEqualTo("abc");
        assertThat(read.list("platforms")).containsExactly("linux/amd64", "linux/arm64");
        assertThat(read.list("none")).isEmpty();
        assertThat(read.get("tag a:1")).isEqualTo("x=y=z");
        assertThat(read.get("unknown")).isEmpty();
        assertThat(file).content().startsWith("fingerprint=abc\n");
    }

    @Test
    void whatMakesNoSenseIsAsGoodAsNothing() throws IOException {
        assertThat(State.read(new OwnTree(directory), directory.resolve("none")))
                .isEmpty();
        assertThat(State.read(new OwnTree(directory), Files.createDirectory(directory.resolve("directory"))))
                .isEmpty();
        assertThat(State.read(new OwnTree(directory), Files.writeString(directory.resolve("empty"), "")))
                .isEmpty();
        assertThat(State.read(new OwnTree(directory), Files.writeString(directory.resolve("other"), "a=b\n=c\nno\n")))
                .isEmpty();
        assertThat(State.read(
                        new OwnTree(directory),
                        Files.write(directory.resolve("bytes"), new byte[] {(byte) 0xff, 0, 1})))
                .isEmpty();
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
        Path root = Files.writeString(directory.resolve("file"), "");
        Path file = root.resolve("state");

        assertThatThrownBy(() -> State.of("abc").write(new OwnTree(root), file))
                .isInstanceOf(GoDockerException.class)
                .hasMessageStartingWith("Cannot write " + file + ": ");
    }
}
