package io.github.godocker.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.godocker.docker.ImageReference;
import io.github.godocker.go.GoBuild;
import io.github.godocker.go.MainPackage;
import io.github.godocker.go.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Golden files; {@code -Dgolden.write} writes them anew, for a review in the diff. */
@NullUnmarked
class DockerfileTest {
    private static final Path GOLDEN = Path.of("src/test/resources/dockerfiles");
    private static final Path CONTEXT = Path.of("/project");
    private static final Platform AMD64 = Platform.parse("linux/amd64");

    @Test
    void oneBinaryOnScratch() throws IOException {
        Dockerfile dockerfile = new Dockerfile(new Spec().image(), source(CONTEXT, false, false, true));

        check("scratch", dockerfile.text());
        check("scratch-classic", dockerfile.classicText("linux_amd64"));
        check("scratch-dockerignore", dockerfile.dockerignore());
    }

    @Test
    void everythingOnAnotherBase() throws IOException {
        Spec spec = new Spec();
        spec.base = "debian:trixie-slim";
        spec.user = "1000";
        spec.workingDirectory = "/srv";
        spec.environment.put("GREETING", "say \"hi\" for $5 \\ day");
        spec.labels.put("org.opencontainers.image.title", "orders");
        spec.ports = List.of("8080", "53/udp");
        spec.volumes = List.of("/data", "/var/my \"cache\"");
        spec.healthcheck = "--interval=10s CMD [\"/usr/local/bin/orders\", \"health\"]";
        spec.arguments = List.of("serve", "--quiet");
        spec.files = List.of(new ImageSpec.ExtraFile(CONTEXT.resolve("static files"), "/srv/static/"));

        check("base", new Dockerfile(spec.image(), source(CONTEXT, false, false, true)).text());
    }

    @Test
    void moduleOfAWorkspaceBelowTheContext() throws IOException {
        check(
                "workspace",
                new Dockerfile(new Spec().image(), source(CONTEXT.resolve("services/orders"), true, false, true))
                        .text());
    }

    @Test
    void vendoredModulesAreNotDownloaded() throws IOException {
        check("vendored", new Dockerfile(new Spec().image(), source(CONTEXT, false, true, true)).text());
    }

    @Test
    void aModuleWithoutRequirementsHasNothingToDownload() throws IOException {
        check("no-sums", new Dockerfile(new Spec().image(), source(CONTEXT, false, false, false)).text());
    }

    @Test
    void neverNeedsARegistryForItsSyntaxOrEmulationForItsPlatform() {
        String text = new Dockerfile(new Spec().image(), source(CONTEXT, false, false, true)).text();

        assertThat(text).doesNotContain("# syntax=");
        assertThat(text.substring(text.indexOf("FROM ${BINARIES}"))).doesNotContain("RUN ");
    }

    private static Dockerfile.Source source(Path module, boolean workspace, boolean vendored, boolean sums) {
        GoBuild build = new GoBuild(
                List.of(new MainPackage("./cmd/orders", "orders")),
                AMD64,
                "-X main.version=1.0.0",
                List.of(),
                List.of(),
                false,
                Map.of());
        return new Dockerfile.Source(
                "golang:1.26",
                build,
                CONTEXT,
                module,
                new ImageLayout(module.resolve("target/go-docker/orders")),
                workspace,
                vendored,
                sums);
    }

    private static void check(String name, String text) throws IOException {
        Path file = GOLDEN.resolve(name + ".Dockerfile");
        if (System.getProperty("golden.write") != null) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, text);
        }
        assertThat(text).isEqualTo(Files.readString(file));
    }

    /** An image with nothing but defaults, to be changed by a test. */
    static final class Spec {
        String base = ImageSpec.SCRATCH;
        List<String> arguments = List.of();
        Map<String, String> environment = new LinkedHashMap<>(Map.of("ZONEINFO", Rootfs.ZONEINFO));
        Map<String, String> labels = new LinkedHashMap<>();
        List<String> ports = List.of();
        String user = "65532:65532";
        String workingDirectory;
        List<String> volumes = List.of();
        String healthcheck;
        List<ImageSpec.ExtraFile> files = List.of();
        Path ownDockerfile;

        ImageSpec image() {
            return new ImageSpec(
                    List.of(ImageReference.parse("orders:1.0.0")),
                    List.of(AMD64),
                    base,
                    List.of("orders"),
                    List.of("/usr/local/bin/orders"),
                    arguments,
                    environment,
                    labels,
                    ports,
                    user,
                    workingDirectory,
                    volumes,
                    healthcheck,
                    files,
                    "1970-01-01T00:00:00Z",
                    ownDockerfile,
                    Map.of());
        }
    }
}
