package io.github.godocker.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.godocker.Golden;
import io.github.godocker.Platform;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The texts are in src/test/resources/dockerfiles: read them as a Docker user would. */
class DockerfileTest {
    private final SampleImage image = new SampleImage();

    private void assertThatIs(String name) throws IOException {
        Golden.assertThatFile(
                "dockerfiles/" + name + ".Dockerfile", image.dockerfile().text());
    }

    @Test
    void onScratch() throws IOException {
        assertThatIs("scratch");
    }

    @Test
    void onABaseImage() throws IOException {
        image.base = "debian:bookworm-slim";
        image.user = "";

        assertThatIs("base-image");
    }

    @Test
    void isTheSameForSeveralPlatforms() {
        String single = image.dockerfile().text();
        image.platforms.add(Platform.parse("linux/arm/v7"));

        assertThat(image.dockerfile().text()).isEqualTo(single).contains("${TARGETVARIANT:+_}${TARGETVARIANT}");
    }

    @Test
    void inASubdirectoryOfItsContext() throws IOException {
        image.module = image.context.resolve("services/app");
        image.target = image.module.resolve("target");

        assertThatIs("subdirectory");
    }

    @Test
    void withEverySetting() throws IOException {
        all();

        assertThatIs("all-settings");
    }

    @Test
    void withWhatHasAMeaningToDocker() throws IOException {
        odd();

        assertThatIs("odd-characters");
    }

    @Test
    void forTheClassicBuilder() throws IOException {
        all();
        Golden.assertThatFile(
                "dockerfiles/classic.Dockerfile", image.dockerfile().classicText("linux_arm_v7"));
        odd();
        Golden.assertThatFile(
                "dockerfiles/classic-odd-characters.Dockerfile",
                image.dockerfile().classicText("linux_amd64"));
    }

    @Test
    void neverNeedsARegistryForItsSyntaxOrEmulationForItsPlatform() {
        all();
        String text = image.dockerfile().text();

        assertThat(text).doesNotContain("# syntax=");
        assertThat(text.substring(text.indexOf("FROM ${BINARIES}"))).doesNotContain("RUN ");
    }

    @Test
    void leavesBuildOutputOutOfABuildByHand() {
        assertThat(image.dockerfile().dockerignore()).isEqualTo("""
                **/.git
                target
                !target/go-docker/app/bin
                !target/go-docker/app/rootfs
                """);
    }

    @Test
    void knowsWhatMavensBuildNeeds() {
        assertThat(image.dockerfile().compiled(Platform.parse("linux/arm/v7")))
                .containsExactly(
                        image.layout().directory().resolve("bin/linux_arm_v7"),
                        image.layout().rootfs());
    }

    @Test
    void fillsTheRootInTheBuilderAsInTheDockerfile() throws IOException {
        Golden.assertThatFile("dockerfiles/rootfs.sh", Rootfs.script("/out", "/usr/local/go") + "\n");
        assertThat(image.dockerfile().text().replace(" \\\n", ""))
                .contains(Rootfs.script("/rootfs", "\"$(go env GOROOT)\""));
    }

    private void all() {
        image.files = List.of(
                new ExtraFile(image.context.resolve("conf/app.yaml"), "/etc/app/"),
                new ExtraFile(image.context.resolve("static"), "/srv/static"));
        image.environment.put("ZONEINFO", "/usr/share/zoneinfo.zip");
        image.environment.put("GREETING", "hello world");
        image.ports = List.of("8080", "53/udp");
        image.volumes = List.of("/data", "/var/cache/app");
        image.labels.put("org.opencontainers.image.title", "app");
        image.workingDirectory = "/srv";
        image.healthcheck = "--interval=10s CMD [\"/usr/local/bin/app\", \"health\"]";
        image.entrypoint = List.of("/usr/local/bin/app", "serve");
        image.arguments = List.of("--port", "8080");
        image.ldflags = "-X main.version=1.0 -X 'main.by=me and you'";
        image.goFlags = List.of("-race=false");
    }

    private void odd() {
        image.module = image.context.resolve("my services/app $1");
        image.target = image.module.resolve("target");
        image.files =
                List.of(new ExtraFile(image.context.resolve("it's [a] \"file\" $HOME*?.txt"), "/etc/my app/$x/it's\\"));
        image.environment.clear();
        image.environment.put("QUOTES", "say \"it's\" \\ `x` #no");
        image.environment.put("DOLLAR", "$HOME ${HOME} \\$x $$");
        image.environment.put("EMPTY", "");
        image.environment.put("END", "trailing\\");
        image.environment.put("EQUALS", "a=b c=d");
        image.labels.clear();
        image.labels.put("a.label with \"quotes\"", "$100 \\n");
        image.volumes = List.of("/my data", "/$x");
        image.workingDirectory = "/srv/$HOME/my \"dir\"";
        image.user = "me$";
        image.healthcheck = "";
        image.entrypoint = List.of("/usr/local/bin/app", "$HOME", "it's", "\"", "\\", "tab\tand\nline\u0001");
        image.arguments = List.of("", " ");
    }
}
