package io.github.godocker.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.ContainerSpec;
import io.github.godocker.docker.Containers;
import io.github.godocker.go.GoModule;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.log.BuilderLog;
import io.github.godocker.log.LinesLog;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheDirectoryTest {
    @TempDir
    Path temporary;

    private Path project;
    private final List<Boolean> marks = new ArrayList<>();

    @BeforeEach
    void module() throws IOException {
        project = Files.createDirectory(temporary.toRealPath().resolve("project"));
        Files.writeString(project.resolve("go.mod"), "module example.com/x\n\ngo 1.26\n");
    }

    private CacheDirectory check(Path directory) {
        return new CacheDirectory(directory).check(GoModule.read(project, "off"));
    }

    @Test
    void mayLieBesideTheSourcesOrWhereGoDoesNotLook() {
        for (Path good : List.of(
                project.resolveSibling("cache"),
                project.resolve(".go-cache"),
                project.resolve("target/.go/cache"),
                project.resolve("_cache"))) {
            assertThat(check(good).root()).isEqualTo(good);
        }
    }

    @Test
    void mayNotLieWhereGoWouldCompileIt() {
        assertThatThrownBy(() -> check(project.resolve("target/cache")))
                .hasMessageContaining("Cannot use <cacheDirectory>" + project.resolve("target/cache"))
                .hasMessageContaining(project.resolve(".go-cache").toString());
    }

    @Test
    void mayNotHoldTheSources() {
        for (Path bad : List.of(project, project.getParent())) {
            assertThatThrownBy(() -> check(bad))
                    .hasMessageContaining("the sources in " + project + " lie in it")
                    .hasMessageContaining("holds nothing else");
        }
    }

    @Test
    void aFileInItsPlaceIsTold() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "");

        assertThatThrownBy(() -> new CacheDirectory(file).mark())
                .isInstanceOf(GoDockerException.class)
                .hasMessageContaining("Cannot write <cacheDirectory>" + file);
    }

    /** A daemon whose containers answer one after the other. */
    private Builder open(List<List<String>> mounts, LinesLog log, String... answers) {
        FakeContainer container = new FakeContainer();
        Containers containers = (Containers) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Containers.class}, (proxy, method, arguments) -> {
                    ContainerSpec spec = (ContainerSpec) arguments[0];
                    mounts.add(spec.mounts().stream()
                            .map(each -> each.target() + (each instanceof ContainerSpec.Bind ? " bound" : ""))
                            .toList());
                    marks.add(spec.command().stream()
                            .filter(word -> word.startsWith("/cache/mod/"))
                            .map(mark -> Path.of(mark.replace("/cache", temporary + "/cache")))
                            .anyMatch(Files::exists));
                    String answer = answers[mounts.size() - 1];
                    if (answer.startsWith("!")) {
                        throw new GoDockerException(answer.substring(1), "next");
                    }
                    @SuppressWarnings("unchecked")
                    Consumer<String> greeting = (Consumer<String>) arguments[2];
                    greeting.accept(answer);
                    return container;
                });
        Path target = project.resolve("target");
        return Builder.open(
                containers,
                new BuilderSpec(
                        "golang:1.26",
                        "",
                        project,
                        new OwnTree(target),
                        Set.of(target),
                        null,
                        null,
                        Map.of(),
                        null,
                        new ModuleAccess(false, "", List.of(), null),
                        new CacheDirectory(temporary.resolve("cache")),
                        0),
                new BuilderLog(log));
    }

    @Test
    void isMountedInsteadOfVolumesAndLeavesNoMark() throws IOException {
        List<List<String>> mounts = new ArrayList<>();
        LinesLog log = new LinesLog();
        assertThat(temporary.resolve("cache")).doesNotExist();
        open(mounts, log, "mounted folder 1:2 go1.26.3 /usr/local/go linux/amd64 ");

        assertThat(mounts)
                .containsExactly(List.of("/cache/mod bound", "/cache/build bound", "/cache/tools", "/src bound"));
        assertThat(log.text()).doesNotContain("cacheDirectory");
        // By which the container told that it is this folder.
        assertThat(marks).containsExactly(true);
        assertThat(temporary.resolve("cache/mod")).isEmptyDirectory();
        assertThat(temporary.resolve("cache/build")).isEmptyDirectory();
    }

    @Test
    void volumesTakeItsPlaceWhereTheDaemonDoesNotSeeIt() {
        for (String answer : List.of(
                "mounted unseen 1:2 go1.26.3 /usr/local/go linux/amd64 ",
                "!Cannot start: invalid mount config: bind source path does not exist: /cache.")) {
            List<List<String>> mounts = new ArrayList<>();
            LinesLog log = new LinesLog();
            open(mounts, log, answer, "mounted volumes 1:2 go1.26.3 /usr/local/go linux/amd64 ");

            assertThat(mounts).hasSize(2);
            assertThat(mounts.get(1)).containsExactly("/cache/mod", "/cache/build", "/cache/tools", "/src bound");
            assertThat(log.text())
                    .containsOnlyOnce(
                            "[WARNING] Go's caches stay in volumes, not in <cacheDirectory>: the Docker daemon"
                                    + " does not see " + temporary.resolve("cache"));
        }
    }
}
