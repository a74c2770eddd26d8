package io.github.godocker.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import io.github.godocker.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {
    @TempDir
    Path directory;

    private StateFile file(String name) {
        return new StateFile(new OwnTree(directory), directory.resolve(name));
    }

    @Test
    void isReadAsItWasWritten() throws IOException {
        StateFile file = file("new/compile.state");
        State state = State.of("abc")
                .with("platforms", "linux/amd64 linux/arm64")
                .with("tag a:1", "x=y=z")
                .with("none", "");
        file.write(state);

        State read = file.read();
        assertThat(read).isEqualTo(state);
        assertThat(read.get(State.FINGERPRINT)).isEqualTo("abc");
        assertThat(read.list("platforms")).containsExactly("linux/amd64", "linux/arm64");
        assertThat(read.list("none")).isEmpty();
        assertThat(read.get("tag a:1")).isEqualTo("x=y=z");
        assertThat(read.get("unknown")).isEmpty();
        assertThat(file.path()).content().startsWith("fingerprint=abc\n");
    }

    @Test
    void whatMakesNoSenseIsAsGoodAsNothing() throws IOException {
        Files.createDirectory(directory.resolve("directory"));
        Files.writeString(directory.resolve("empty"), "");
        Files.writeString(directory.resolve("other"), "a=b\n=c\nno\n");
        Files.write(directory.resolve("bytes"), new byte[] {(byte) 0xff, 0, 1});

        assertThat(List.of("none", "directory", "empty", "other", "bytes"))
                .allSatisfy(name -> assertThat(file(name).read()).isEqualTo(State.NONE));
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
        Path root = Files.writeString(directory.resolve("file"), "");
        Path file = root.resolve("state");

        assertThatThrownBy(() -> new StateFile(new OwnTree(root), file).write(State.of("abc")))
                .isInstanceOf(GoDockerException.class)
                .hasMessageStartingWith("Cannot write " + file + ": ");
    }
}
