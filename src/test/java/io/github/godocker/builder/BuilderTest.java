package io.github.godocker.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.ContainerSpec;
import io.github.godocker.docker.Containers;
import io.github.godocker.log.BuilderLog;
import io.github.godocker.log.LinesLog;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
    private final LinesLog log = new LinesLog();
    private ModuleAccess modules = new ModuleAccess(false, "", List.of(), null);

    /** @param answers of the containers that are started, one after the other */
    private Builder open(String... answers) {
        return open(FakeContainer.spec(root, modules), answers);
    }

    private Builder open(BuilderSpec spec, String... answers) {
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
        Builder builder = Builder.open(containers, spec, new BuilderLog(log));
        assertThat(started).hasSize(answers.length);
        return builder;
    }

    private ContainerSpec.@Nullable Mount atSources(int container) {
        return started.get(container).mounts().stream()
                .filter(mount -> mount.target().equals("/src"))
                .findFirst()
                .orElse(null);
    }

    @Test
    void mountsTheSourcesWhereTheDaemonSeesThem() {
        Builder builder = open("mounted volumes" + REST);
        assertThat(atSources(0)).isEqualTo(new ContainerSpec.Bind(root, "/src", false));
        assertThat(builder.goRoot()).isEqualTo("/usr/local/go");
        assertThat(builder.platform()).isEqualTo("linux/amd64");
        assertThat(log.text())
                .containsPattern("Builder golang:1.26 \\(go1.26.3, sources mounted\\) started in \\d{1,2}\\.\\d+ s");
    }

    @Test
    void keepsTheSourcesInAVolumeWhereItDoesNot() throws IOException {
        String owner = Files.getAttribute(root, "unix:uid") + ":" + Files.getAttribute(root, "unix:gid");
        for (String answer : List.of(UNSEEN, NOT_SHARED, "copied volumes" + REST)) {
            var unused = open(answer, "kept volumes" + REST);
            ContainerSpec.Volume volume = (ContainerSpec.Volume) Objects.requireNonNull(atSources(1));
            assertThat(volume.name()).matches("go-docker-sources-\\w+-[0-9a-f-]{36}");
            assertThat(volume.labels())
                    .containsEntry(Builder.LABEL, "sources")
                    .containsEntry("io.github.godocker.purpose", "sources");
            assertThat(volume.readOnly()).isFalse();
            assertThat(started.get(1).command()).endsWith("kept", "0", "0").contains(owner);
        }
        // The one that did not see them.
        assertThat(container.calls()).containsExactly("close");
    }

    @Test
    void goesWithoutThatVolumeWhereAnotherBuilderHasIt() {
        var unused = open(UNSEEN, "busy volumes" + REST, "copied volumes" + REST);
        assertThat(atSources(2)).isNull();
        assertThat(started.get(2).command()).doesNotContain("kept");
        assertThat(container.calls()).contains("close");
    }

    @Test
    void whatOnlyThisMachineHasIsToldBeforeSourcesAreCopied() {
        modules = new ModuleAccess(false, "", List.of(new ContainerSpec.Bind(root, "/srv/proxy", true)), null);
        assertThatThrownBy(() -> open(UNSEEN, "never asked"))
                .hasMessageStartingWith(
                        "Cannot use GOPROXY=file:///srv/proxy: Docker does not see this machine's files");
        assertThat(started).hasSize(1);
    }

    @Test
    void whatIsPrivateIsNotPrinted() {
        modules = new ModuleAccess(false, "machine a login b password s3cret", List.of(), null);
        assertThat(FakeContainer.spec(root, modules).toString())
                .contains("golang:1.26", root.toString())
                .doesNotContain("s3cret");
        assertThat(modules.toString()).contains("offline=false").doesNotContain("s3cret");
    }

    /** The socket of a daemon elsewhere is where daemons have it. */
    @Test
    void theDaemonsSocketIsThatOfItsOwnMachine() throws IOException {
        Path socket = Files.createFile(root.resolve("docker.sock"));
        assertThat(BuilderSpec.Socket.of(URI.create("unix://" + socket)))
                .isEqualTo(new BuilderSpec.Socket(socket, String.valueOf(Files.getAttribute(socket, "unix:gid"))));
        assertThat(BuilderSpec.Socket.of(URI.create("unix://" + root.resolve("gone.sock"))))
                .isEqualTo(new BuilderSpec.Socket(root.resolve("gone.sock"), ""));
        assertThat(BuilderSpec.Socket.of(URI.create("ssh://docker.test")))
                .isEqualTo(new BuilderSpec.Socket(Path.of("/var/run/docker.sock"), ""));
    }

    @Test
    void aSocketThatIsNotThereIsNotTakenForADaemonThatDoesNotSeeTheSources() {
        BuilderSpec plain = FakeContainer.spec(root);
        BuilderSpec spec = new BuilderSpec(
                plain.image(),
                "",
                root,
                plain.target(),
                Set.of(),
                null,
                new BuilderSpec.Socket(Path.of("/run/no.sock"), ""),
                Map.of(),
                null,
                plain.modules(),
                null,
                0);
        String missing = "!Cannot start a container of golang:1.26: invalid mount config for type \"bind\": bind source"
                + " path does not exist: /run/no.sock.";
        for (String[] answers : List.of(new String[] {missing}, new String[] {UNSEEN, missing})) {
            assertThatThrownBy(() -> open(spec, answers))
                    .hasMessage(missing.substring(1)
                            + "\nWith <dockerSocket> tests get that socket of the daemon's machine."
                            + " Leave it out, or let the daemon listen there.");
            assertThat(started).hasSize(answers.length);
        }
    }
}
