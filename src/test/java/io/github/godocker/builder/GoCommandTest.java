package io.github.godocker.builder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.godocker.docker.Container;
import io.github.godocker.log.LinesLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoCommandTest {
    @TempDir
    Path module;

    private final LinesLog log = new LinesLog();
    private final List<Container.Exec> asked = new ArrayList<>();
    private final FakeContainer container = new FakeContainer((exec, output) -> {
        asked.add(exec);
        output.accept(Container.Stream.STDERR, "go: downloading example.com/x v1.0.0");
        output.accept(Container.Stream.STDOUT, "go: downloading is what a test printed");
        output.accept(Container.Stream.STDERR, "./main.go:3:5: undefined: x");
        return 2;
    });

    @Test
    void keepsWhatIsPrintedByStreamAndTellsTheLogOfDownloads() {
        GoCommand.Answer answer = container.go(module, log).ask(List.of("go", "build"));
        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.lines()).containsExactly("go: downloading is what a test printed");
        assertThat(answer.complaints()).containsExactly("./main.go:3:5: undefined: x");
        assertThat(log.text()).contains("example.com/x v1.0.0");
    }

    @Test
    void aQuietOneTellsNobodyOfDownloads() {
        GoCommand.Answer answer = container.go(module, log).quiet().ask(List.of("go", "list"));
        assertThat(answer.complaints()).containsExactly("./main.go:3:5: undefined: x");
        assertThat(log.text()).doesNotContain("example.com/x");
    }

    @Test
    void runsWhereTheModuleIsWithItsEnvironment() {
        GoCommand go = container.go(module, log).with(Map.of("GOOS", "linux", "A", "1"));
        var unused = go.with(Map.of("A", "2")).ask(List.of("go", "build"));
        assertThat(asked.get(0).directory()).isEqualTo("/src");
        assertThat(asked.get(0).environment())
                .containsEntry("GOOS", "linux")
                .containsEntry("A", "2")
                .containsEntry("GOWORK", "off");
    }

    @Test
    void aWorkspaceIsNotTurnedOff() throws IOException {
        Files.writeString(module.resolve("go.mod"), "module example.com/app\n\ngo 1.26\n");
        Files.writeString(module.resolve("go.work"), "go 1.26\n\nuse .\n");
        var unused = container.go(module, log).ask(List.of("go", "build"));
        assertThat(asked.get(0).environment()).doesNotContainKey("GOWORK");
    }

    @Test
    void readsPathsAsThisMachineHasThem() {
        GoCommand go = container.go(module, log);
        assertThat(go.readable("./main.go:3:5: undefined: x"))
                .isEqualTo(module.resolve("main.go") + ":3:5: undefined: x");
        assertThat(go.knownFailure("Cannot compile app", List.of("a line", "x: no space left on device")))
                .hasValueSatisfying(failure ->
                        assertThat(failure.problem()).isEqualTo("Cannot compile app: x: no space left on device."));
        assertThat(go.knownFailure("Cannot compile app", List.of("a line"))).isEmpty();
    }

    @Test
    void namesTheModulesThatGoWantedOffline() {
        GoCommand go = container.go(module, log);
        var unused = go.ask(List.of("go", "build"));
        List<String> lines = List.of("x.go:3:2: module lookup disabled by GOPROXY=off");
        assertThat(go.knownFailure("Cannot compile app", lines))
                .hasValueSatisfying(failure ->
                        assertThat(failure.nextStep()).startsWith("Not in the module cache: example.com/x v1.0.0. "));
        assertThat(go.quiet().knownFailure("Cannot compile app", lines))
                .hasValueSatisfying(failure -> assertThat(failure.nextStep()).doesNotContain("example.com/x"));
    }
}
