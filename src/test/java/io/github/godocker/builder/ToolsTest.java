package io.github.godocker.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.godocker.docker.Container;
import io.github.godocker.docker.ContainerSpec;
import io.github.godocker.docker.Containers;
import io.github.godocker.go.GoModule;
import io.github.godocker.log.BuilderLog;
import io.github.godocker.log.LinesLog;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolsTest {
    private static final GoTool TOOL = new GoTool("benchstat", "golang.org/x/perf/cmd/benchstat", "v0.1.0");
    private static final String PLACE = "/cache/tools/bin/go1.26.3/benchstat@v0.1.0/benchstat";

    @TempDir
    Path module;

    private final LinesLog log = new LinesLog();
    private final List<ContainerSpec> started = new ArrayList<>();
    private final List<Container.Exec> searches = new ArrayList<>();
    private final List<Container.Exec> builds = new ArrayList<>();
    private String toolchain = "local";
    private boolean there;
    private int exit;

    private final FakeContainer container = new FakeContainer((exec, output) -> {
        if (exec.command().get(2).contains("go install")) {
            builds.add(exec);
            output.accept(Container.Stream.STDERR, "go: downloading golang.org/x/perf v0.1.0");
            output.accept(Container.Stream.STDERR, "\tgo: it does not compile");
            there = exit == 0;
            return exit;
        }
        searches.add(exec);
        output.accept(Container.Stream.STDERR, "go: a warning of go env");
        output.accept(Container.Stream.STDOUT, toolchain + " " + PLACE);
        if (there) {
            output.accept(Container.Stream.STDOUT, "there");
        }
        return 0;
    });

    @SuppressWarnings("unchecked")
    private final Containers containers = (Containers) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Containers.class}, (proxy, method, arguments) -> {
                started.add((ContainerSpec) arguments[0]);
                ((Consumer<String>) arguments[2]).accept("mounted volumes 7:8 go1.26.3 /usr/local/go linux/amd64");
                return container;
            });

    private GoCommand go;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(module.resolve("go.mod"), "module example.com/app\n\ngo 1.26\n");
        Builder builder = Builder.open(containers, FakeContainer.spec(module), new BuilderLog(log));
        go = new GoCommand(builder, GoModule.read(module), new BuilderLog(log));
    }

    @Test
    void oneThatIsThereIsNotBuilt() throws Exception {
        there = true;
        assertThat(go.path(TOOL)).isEqualTo(PLACE);
        assertThat(started).hasSize(1);
        assertThat(searches).singleElement().satisfies(exec -> {
            // A toolchain that go fetches for the module builds it, too.
            assertThat(exec.directory()).isEqualTo("/src");
            assertThat(exec.user()).isEqualTo("7:8");
            assertThat(exec.command()).endsWith("/cache/tools", "benchstat", "v0.1.0");
        });
        assertThat(log.text()).doesNotContain("[INFO]");
    }

    /** What a test leaves in a cache must not run as a tool later, and a tool's build must see no project. */
    @Test
    void oneThatIsNotIsBuiltOnceWhereNoProjectIs() throws Exception {
        assertThat(go.path(TOOL)).isEqualTo(PLACE);
        assertThat(go.path(TOOL)).isEqualTo(PLACE);

        assertThat(builds).singleElement().satisfies(exec -> {
            assertThat(exec.command()).endsWith("golang.org/x/perf/cmd/benchstat@v0.1.0", PLACE);
            assertThat(exec.user()).isEqualTo("0:0");
            assertThat(exec.directory()).isEqualTo("/");
            assertThat(exec.environment())
                    .containsEntry("GOMODCACHE", "/cache/tools/mod")
                    .containsEntry("GOCACHE", "/cache/tools/build")
                    .containsEntry("GOFLAGS", "")
                    .containsEntry("GOWORK", "off")
                    .containsEntry("CGO_ENABLED", "0")
                    .doesNotContainKey("GOTOOLCHAIN");
        });
        assertThat(started).hasSize(2);
        assertThat(mounts(started.get(0))).contains("/cache/tools read-only", "/src");
        assertThat(mounts(started.get(1))).containsExactly("/cache/tools");
        assertThat(container.calls())
                .endsWith(String.join(" ", searches.get(1).command()))
                .containsOnlyOnce("close");
        assertThat(log.text())
                .contains("[INFO]   Building benchstat v0.1.0", "golang.org/x/perf v0.1.0")
                .containsPattern("\\[DEBUG\\]   Built benchstat v0.1.0 in \\d{1,2}\\.\\d+ s");
    }

    private static List<String> mounts(ContainerSpec spec) {
        return spec.mounts().stream()
                .map(mount -> mount.target()
                        + (mount instanceof ContainerSpec.Volume volume && volume.readOnly() ? " read-only" : ""))
                .toList();
    }

    /** Else it could not read the module. */
    @Test
    void theToolchainOfTheModuleBuildsIt() throws Exception {
        toolchain = "go1.27.1";
        assertThat(go.with(Map.of("GOPROXY", "https://proxy.test")).path(TOOL)).isEqualTo(PLACE);
        assertThat(builds.get(0).environment())
                .containsEntry("GOTOOLCHAIN", "go1.27.1")
                .containsEntry("GOPROXY", "https://proxy.test");
    }

    @Test
    void whatGoSaysOfOneThatCannotBeBuiltIsForTheCallerToJudge() {
        exit = 1;
        GoTool.NotBuilt failure = catchThrowableOfType(GoTool.NotBuilt.class, () -> go.path(TOOL));
        assertThat(failure.lines()).containsExactly("go: it does not compile");
        assertThat(failure.exit()).isEqualTo(1);
        assertThat(container.calls()).endsWith("close");
    }

    @Test
    void aGoThatDoesNotSayWhereItWouldBeBuildsNothing() {
        FakeContainer broken = new FakeContainer((exec, output) -> {
            output.accept(Container.Stream.STDERR, "go: go.mod requires go >= 1.99");
            return 1;
        });
        GoCommand stranger = broken.go(module, log);
        GoTool.NotBuilt failure = catchThrowableOfType(GoTool.NotBuilt.class, () -> stranger.path(TOOL));
        assertThat(failure.lines()).containsExactly("go: go.mod requires go >= 1.99");
        assertThat(failure.exit()).isEqualTo(1);
        assertThat(broken.calls()).hasSize(1);
    }
}
