package io.github.godocker.builder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.docker.Container;
import io.github.godocker.docker.ContainerSpec;
import io.github.godocker.docker.Containers;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a builder's container gets to see, and what its commands get. */
class GolangContainerTest {
    @TempDir
    Path root;

    private final List<ContainerSpec> started = new ArrayList<>();
    private final List<byte[]> inputs = new ArrayList<>();
    private final List<Container.Exec> ran = new ArrayList<>();
    private final FakeContainer container = new FakeContainer((exec, output) -> {
        ran.add(exec);
        return 4;
    });
    private final LinesLog log = new LinesLog();
    private String greeting = "mounted volumes 7:8 go1.26.3 /usr/local/go linux/amd64 -mod=vendor";
    private BuilderSpec.@Nullable Socket socket;
    private @Nullable Path certificates;
    private @Nullable CacheDirectory caches;
    private String netrc = "";

    private Builder open() {
        @SuppressWarnings("unchecked")
        Containers containers = (Containers) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Containers.class}, (proxy, method, arguments) -> {
                    started.add((ContainerSpec) arguments[0]);
                    inputs.add((byte[]) arguments[1]);
                    ((Consumer<String>) arguments[2]).accept(greeting);
                    return container;
                });
        BuilderSpec spec = new BuilderSpec(
                "golang:1.26",
                "",
                root,
                new OwnTree(root.resolve("target")),
                Set.of(),
                "it-network",
                socket,
                Map.of("HTTPS_PROXY", "http://proxy.test", "HOME", "/home/of/the/user"),
                certificates,
                new ModuleAccess(false, netrc, List.of(), null),
                caches,
                0);
        return Builder.open(containers, spec, new BuilderLog(log));
    }

    private Map<String, String> environment(Map<String, String> more) {
        int exit = open().run(List.of("go", "build"), more, root.resolve("app"), (stream, line) -> {});
        assertThat(exit).isEqualTo(4);
        return ran.get(ran.size() - 1).environment();
    }

    @Test
    void commandsHaveTheCachesTheCertificatesAndAQuietGit() {
        assertThat(environment(Map.of("GOOS", "linux")))
                .containsEntry("GOMODCACHE", "/cache/mod")
                .containsEntry("GOCACHE", "/cache/build")
                .containsEntry("SSL_CERT_FILE", "/tmp/go-docker/ca.crt")
                .containsEntry("GIT_SSL_CAINFO", "/tmp/go-docker/ca.crt")
                .containsEntry("CURL_CA_BUNDLE", "/tmp/go-docker/ca.crt")
                .containsEntry("GIT_CONFIG_COUNT", "1")
                .containsEntry("GIT_CONFIG_KEY_0", "safe.directory")
                .containsEntry("GIT_CONFIG_VALUE_0", "*")
                .containsEntry("HTTPS_PROXY", "http://proxy.test")
                .containsEntry("HOME", "/home/of/the/user")
                .containsEntry("GOOS", "linux")
                .doesNotContainKeys("DOCKER_HOST", "GOFLAGS");
        Container.Exec exec = ran.get(0);
        assertThat(exec.user()).isEqualTo("7:8");
        assertThat(exec.directory()).isEqualTo("/src/app");
        assertThat(log.text())
                .contains("cd /src/app && ")
                .containsPattern("\\[DEBUG\\] Exit code 4 after \\d{1,2}\\.\\d+ s of go build");
        // What the goal sets counts more than what the user sets for all of them.
        assertThat(environment(Map.of("HTTPS_PROXY", "http://other.test")))
                .containsEntry("HTTPS_PROXY", "http://other.test");
    }

    /** Go makes them read-only, and a folder of the user's has to be deletable; the image's own flags stay. */
    @Test
    void modulesInAFolderOfTheUsersStayWritable() {
        caches = new CacheDirectory(root.resolve(".cache"));
        greeting = greeting.replace("volumes", "folder");
        assertThat(environment(Map.of())).containsEntry("GOFLAGS", "-mod=vendor -modcacherw");
        assertThat(environment(Map.of("GOFLAGS", "-v"))).containsEntry("GOFLAGS", "-v -modcacherw");
    }

    @Test
    void theDaemonsSocketComesWithItsGroup() {
        socket = new BuilderSpec.Socket(Path.of("/run/user/7/docker.sock"), "998");
        assertThat(environment(Map.of())).containsEntry("DOCKER_HOST", "unix:///var/run/docker.sock");
        assertThat(started.get(0).groups()).containsExactly("998");
        assertThat(started.get(0).mounts())
                .contains(new ContainerSpec.Bind(Path.of("/run/user/7/docker.sock"), "/run/docker.sock", false));

        socket = new BuilderSpec.Socket(Path.of("/run/docker.sock"), "");
        open();
        assertThat(started.get(1).groups()).isEmpty();
    }

    /** Not in its configuration, which everybody may read who may use the daemon. */
    @Test
    void whatIsPrivateComesOnStandardInput() throws IOException {
        certificates = Files.writeString(root.resolve("ca.pem"), "PEM\n");
        netrc = "machine a login b password s3cret\n";
        open();
        assertThat(inputs.get(0)).asString(UTF_8).isEqualTo("PEM\n" + netrc);
        ContainerSpec spec = started.get(0);
        assertThat(spec.toString()).doesNotContain("s3cret");
        assertThat(spec.command()).contains("4", String.valueOf(netrc.length()));
        assertThat(spec.network()).isEqualTo("it-network");
        assertThat(spec.labels()).isEqualTo(Map.of(Builder.LABEL, root.toString()));
    }

    @Test
    void certificatesThatCannotBeReadAreNamed() {
        certificates = root.resolve("missing.pem");
        assertThatThrownBy(this::open)
                .hasMessageStartingWith("Cannot read the certificates " + certificates + ": " + certificates
                        + " does not exist.\nSet <caCertificates> to ");
        assertThat(started).isEmpty();
    }

    @Test
    void anImageThatIsNoGolangIsNotLeftRunning() {
        greeting = "sh: go: not found";
        assertThatThrownBy(this::open)
                .hasMessageStartingWith("Cannot use builder image golang:1.26: it answered 'sh: go: not found'.\n");
        assertThat(container.calls()).containsExactly("close");
    }

    @Test
    void nothingOfItsStartIsLeftInTheBuildDirectory() throws IOException {
        open();
        try (var left = Files.walk(root.resolve("target"))) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }
}
