package io.github.godocker.builder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.godocker.State;
import io.github.godocker.docker.Container;
import io.github.godocker.go.Inputs;
import io.github.godocker.log.LinesLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputsReadTest {
    @TempDir
    Path root;

    private int exit;
    private final FakeContainer container = new FakeContainer((exec, output) -> {
        output.accept(Container.Stream.STDOUT, "77");
        String name = exec.command().get(exec.command().size() - 1);
        output.accept(Container.Stream.STDOUT, "/src/" + name + "\u001e" + "old_windows.go");
        return exit;
    });
    private GoCommand go;
    private Inputs inputs;

    @BeforeEach
    void module() throws Exception {
        go = container.go(root, new LinesLog());
        inputs = new Inputs(go.module(), List.of(), false);
        for (String each : List.of("a", "b")) {
            Files.createDirectories(root.resolve(each));
            Files.writeString(root.resolve(each).resolve(each + ".go"), "package " + each + "\n");
        }
        // Younger files could change without another time.
        Thread.sleep(60);
    }

    private State read() {
        InputsRead read = new InputsRead(inputs);
        for (String each : List.of("a", "b")) {
            GoList list = read.list(go, List.of(), List.of(each), true);
            read.add(list);
        }
        assertThat(read.leftOut()).containsExactly(root.resolve("a/old_windows.go"), root.resolve("b/old_windows.go"));
        return read.addTo(State.of("settings"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/a.go", "b/b.go"})
    void aChangeOfWhatAnyCommandReadCounts(String file) throws IOException {
        State state = read();
        assertThat(inputs.changeSince(state)).isEmpty();
        Files.writeString(root.resolve(file), "package changed\n");
        assertThat(inputs.changeSince(state)).isPresent();
    }

    /** It could be changed later without notice. */
    @Test
    void whatGoDidNotTellToTheEndIsReadAgain() {
        exit = 1;
        assertThat(inputs.changeSince(read())).isPresent();
    }
}
