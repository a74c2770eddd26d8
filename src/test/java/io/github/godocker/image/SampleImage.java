package io.github.godocker.image;

import io.github.godocker.Platform;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.go.Cgo;
import io.github.godocker.go.GoBuild;
import io.github.godocker.go.MainPackage;
import io.github.godocker.handover.ImageLayout;
import io.github.godocker.handover.Inventory;
import io.github.godocker.handover.OwnTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Specs for tests: an ordinary image, of which a test changes what it is about. */
final class SampleImage {
    static final Platform AMD64 = Platform.parse("linux/amd64");

    final List<ImageReference> tags = new ArrayList<>(List.of(ImageReference.parse("acme/app:1.0")));
    final List<Platform> platforms = new ArrayList<>(List.of(AMD64));
    String base = ImageSpec.SCRATCH;
    List<String> entrypoint = List.of("/usr/local/bin/app");
    List<String> arguments = List.of();
    final Map<String, String> environment = new LinkedHashMap<>();
    final Map<String, String> labels = new LinkedHashMap<>();
    List<String> ports = List.of();
    String user = "65532:65532";
    String workingDirectory = "";
    List<String> volumes = List.of();
    String healthcheck = "";
    List<ExtraFile> files = List.of();
    Path ownDockerfile = Path.of("");
    Map<String, String> buildArgs = Map.of();
    Path context = Path.of("/home/joe/project").toAbsolutePath();
    Path module = context;
    Path target = context.resolve("target");
    String ldflags = "";
    List<String> goFlags = List.of();

    ImageSpec spec() {
        return new ImageSpec(
                tags,
                platforms,
                base,
                List.of("app"),
                new ImageConfig(
                        entrypoint,
                        arguments,
                        environment,
                        labels,
                        ports,
                        user.isEmpty() ? null : user,
                        workingDirectory.isEmpty() ? null : workingDirectory,
                        volumes,
                        healthcheck.isEmpty() ? null : healthcheck),
                files,
                "2026-01-31T12:00:00Z",
                ownDockerfile.toString().isEmpty() ? null : ownDockerfile,
                buildArgs);
    }

    ImageLayout layout() {
        return new ImageLayout(new OwnTree(target), target.resolve("go-docker").resolve("app"));
    }

    /** What lies in the layout's directories now. */
    Inventory compiled() throws IOException {
        return Inventory.take(layout(), List.of(layout().binaries(), layout().rootfs()));
    }

    Dockerfile dockerfile() {
        GoBuild build = new GoBuild(
                List.of(new MainPackage("./cmd/app", "app")),
                AMD64,
                ldflags,
                List.of(),
                goFlags,
                Cgo.OFF,
                Map.of(),
                Map.of());
        return new Dockerfile(spec(), new Dockerfile.Source("golang:1.26", build, context, module, layout()));
    }
}
