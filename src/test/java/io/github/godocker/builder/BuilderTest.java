package io.github.godocker.builder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.ContainerSpec;
import io.github.godocker.docker.Containers;
import io.github.godocker.log.BuilderLog;
import io.github.godocker.log.LinesLog;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuilderTest {
    private static final String UNSEEN = "!Cannot start: invalid mount config: bind source path does not exist: /x.";
    private static final String NOT_SHARED =
            "!Cannot start: Mounts denied: The path /x is not shared from the host and is not" + " known to Docker.";
    private static final String REST = " 1:2 go1.26.3 /usr/local/go linux/amd64 ";

    @TempDir
    Path root;

    private final List<ContainerSpec> started = new ArrayList<>();
    private final FakeContainer container = new FakeContainer();

    /** @param answers of the containers that are started, one after the other */
    private void open(String... answers) {
        started.clear();
        Containers containers = (Containers) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Containers.class}, (proxy, method, arguments) -> {
                    started.add((ContainerSpec) arguments[0]);
                    String answer = answers[started.size() - 1];
                    if (answer.startsWith("!")) {
                        throw new GoDockerException(answer.substring(1), "next");
                    }
                    @SuppressWarnings("unchecked")
                    Consumer<String> greeting = (Consumer<String>) arguments[2];
                    greeting.accept(answer);
                    return container;
                });
        Builder.open(containers, FakeContainer.spec(root), new BuilderLog(new LinesLog()));
        assertThat(started).hasSize(answers.length);
    }

    private ContainerSpec.@Nullable Mount atSources(int container) {
        return started.get(container).mounts().stream()
                .filter(mount -> mount.target().equals("/src"))
                .findFirst()
                .orElse(null);
    }

    @Test
    void mountsTheSourcesWhereTheDaemonSeesThem() {
        open("mounted volumes" + REST);
        assertThat(atSources(0)).isEqualTo(new ContainerSpec.Bind(root, "/src", false));
    }

    @Test
    void keepsTheSourcesInAVolumeWhereItDoesNot() {
        for (String answer : List.of(UNSEEN, NOT_SHARED, "copied volumes" + REST)) {
            open(answer, "kept volumes" + REST);
            ContainerSpec.Volume volume = (ContainerSpec.Volume) Objects.requireNonNull(atSources(1));
            assertThat(volume.name()).matches("go-docker-sources-\\w+-[0-9a-f-]{36}");
            assertThat(volume.labels()).isEqualTo(Map.of(Builder.LABEL, "sources"));
            assertThat(volume.readOnly()).isFalse();
            assertThat(started.get(1).command()).endsWith("kept", "0", "0");
        }
    }

    @Test
    void goesWithoutThatVolumeWhereAnotherBuilderHasIt() {
        open(UNSEEN, "busy volumes" + REST, "copied volumes" + REST);
        assertThat(atSources(2)).isNull();
        assertThat(started.get(2).command()).doesNotContain("kept");
        assertThat(container.calls()).contains("close");
    }
}
