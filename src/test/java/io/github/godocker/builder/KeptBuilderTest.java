package io.github.godocker.builder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.Container;
import io.github.godocker.docker.ContainerSpec;
import io.github.godocker.docker.Containers;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.log.BuilderLog;
import io.github.godocker.log.LinesLog;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which builder a build gets where an earlier one may have left its own. */
class KeptBuilderTest {
    private static final String MOUNTED = "mounted volumes 0:0 go1.26.3 /usr/local/go linux/amd64";

    @TempDir
    Path root;

    private final LinesLog log = new LinesLog();
    private final List<String> running = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> held = new ArrayList<>();
    private final List<Container.Exec> takenUpBy = new ArrayList<>();
    private final List<ContainerSpec> started = new ArrayList<>();
    private final FakeContainer kept = new FakeContainer();
    private String answer = MOUNTED;

    @SuppressWarnings("unchecked")
    private Containers containers() {
        return (Containers) Proxy.newProxyInstance(
                Containers.class.getClassLoader(), new Class<?>[] {Containers.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "running":
                            asked.add(arguments[0] + "=" + arguments[1]);
                            return running;
                        case "hold":
                            held.add(String.valueOf(arguments[0]));
                            takenUpBy.add((Container.Exec) arguments[1]);
                            if (answer.isEmpty()) {
                                throw new GoDockerException("Cannot take up container x: it is gone.", "Again.");
                            }
                            ((Consumer<String>) arguments[3]).accept(answer);
                            return kept;
                        case "open":
                            started.add((ContainerSpec) arguments[0]);
                            ((Consumer<String>) arguments[2]).accept(MOUNTED);
                            return new FakeContainer();
                        default:
                            throw new UnsupportedOperationException(method.getName());
                    }
                });
    }

    private BuilderSpec spec(int keep, String imageId, @Nullable String network) {
        return new BuilderSpec(
                "golang:1.26",
                imageId,
                root,
                new OwnTree(root.resolve("target")),
                Set.of(),
                network,
                null,
                Map.of(),
                null,
                new ModuleAccess(false, "machine a login b password s3cret", List.of(), null),
                null,
                keep);
    }

    private Builder open(int keep, String imageId, @Nullable String network) {
        return Builder.open(containers(), spec(keep, imageId, network), new BuilderLog(log));
    }

    private void opens(int keep, String imageId, @Nullable String network) {
        var unused = open(keep, imageId, network);
    }

    @Test
    void whoDoesNotAskForItAsksNobody() {
        opens(0, "sha256:1", null);
        assertThat(asked).isEmpty();
        assertThat(started).singleElement().satisfies(spec -> {
            assertThat(spec.labels()).hasSize(1);
            assertThat(spec.command()).endsWith("0", "0");
        });
        assertThat(log.text()).contains("sources mounted) started in ");
    }

    @Test
    void theFirstOneIsStartedWithTheNameByWhichItIsFoundAgain() {
        opens(60, "sha256:1", null);
        assertThat(asked).hasSize(1);
        ContainerSpec spec = started.get(0);
        assertThat(spec.labels().entrySet().stream().map(each -> each.getKey() + "=" + each.getValue()))
                .contains(asked.get(0));
        assertThat(String.join(" ", spec.labels().values())).doesNotContain("s3cret");
        // Where its command waits for the next build, it knows for how long.
        assertThat(spec.command()).endsWith("60", "0");
    }

    @Test
    void oneThatWaitsIsTakenUp() {
        running.add("k1");
        Builder builder = open(60, "sha256:1", null);
        assertThat(held).containsExactly("k1");
        assertThat(takenUpBy).singleElement().satisfies(exec -> {
            assertThat(exec.command()).startsWith("sh", "-c").endsWith("60", "0");
            assertThat(exec.user()).isEqualTo("0:0");
        });
        assertThat(started).isEmpty();
        assertThat(builder.goVersion()).isEqualTo("go1.26.3");
        assertThat(log.text()).contains("sources mounted, kept from an earlier build");
        builder.close();
        assertThat(kept.calls()).containsExactly("letGo");
    }

    @Test
    void oneThatAnotherBuildHoldsIsLeftAloneForTheNext() {
        running.addAll(List.of("k1", "k2"));
        answer = StartScript.BUSY;
        opens(60, "sha256:1", null);
        // One that sweeps itself after its build is busy for a moment only.
        assertThat(held).containsExactly("k1", "k2", "k1", "k2", "k1", "k2");
        assertThat(kept.calls()).hasSize(6).containsOnly("letGo");
        assertThat(started).hasSize(1);
    }

    @Test
    void oneThatDoesNotSeeTheFilesOrIsGoneIsNoneToTakeUp() {
        running.add("k1");
        answer = "copied volumes 0:0 go1.26.3 /usr/local/go linux/amd64";
        opens(60, "sha256:1", null);
        answer = "garbled";
        opens(60, "sha256:1", null);
        // They would be tried by each build.
        assertThat(kept.calls()).containsExactly("close", "close");
        answer = "";
        opens(60, "sha256:1", null);
        assertThat(started).hasSize(3);
        assertThat(log.text()).contains("Cannot take up the builder k1: Cannot take up container x: it is gone.");
    }

    @Test
    void whatMakesItAnotherOneIsInItsName() {
        opens(60, "sha256:1", null);
        opens(60, "sha256:2", null);
        opens(60, "sha256:1", "none");
        opens(90, "sha256:1", null);
        opens(60, "sha256:1", null);
        assertThat(asked.stream().distinct()).hasSize(4);
        assertThat(asked.get(4)).isEqualTo(asked.get(0));
        // Nobody knows whether it would be the same.
        opens(60, "", null);
        assertThat(asked).hasSize(5);
    }

    /** What Map.of has made shows another order in each JVM, so only one of two builds found its builder again. */
    @Test
    void theNameIsTheSameInEachVirtualMachine() {
        for (List<String> keys : List.of(List.of("a", "b"), List.of("b", "a"))) {
            Map<String, String> labels = new LinkedHashMap<>();
            keys.forEach(key -> labels.put(key, "1"));
            BuilderSpec spec = spec(60, "sha256:1", null);
            GolangContainer.open(
                    containers(),
                    spec,
                    List.of(new ContainerSpec.Volume("v", "/cache/mod", labels, false)),
                    "/src/marker",
                    "",
                    "0:0",
                    false,
                    new BuilderLog(log));
        }
        assertThat(asked).hasSize(2);
        assertThat(asked.get(0)).isEqualTo(asked.get(1));
    }

    @Test
    void aHeldContainerIsOneThatEndsWithItsInput() {
        StartScript script = new StartScript("/src/marker", "0:0", new byte[] {1, 2}, "abc", "de", "", false, 0);
        assertThat(script.start().get(2)).endsWith("exec cat > /dev/null\n");
        assertThat(script.start()).endsWith("/src/marker", "0:0", "2", "3", "", "", "0", "2");
        assertThat(script.stdin()).hasSize(7);
    }
}
