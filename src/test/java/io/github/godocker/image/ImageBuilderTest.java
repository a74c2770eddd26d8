package io.github.godocker.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import io.github.godocker.Platform;
import io.github.godocker.docker.BuildRequest;
import io.github.godocker.docker.BuildStep;
import io.github.godocker.docker.Engine;
import io.github.godocker.docker.ImageDetails;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.docker.Images;
import io.github.godocker.handover.Inventory;
import io.github.godocker.log.ImageLog;
import io.github.godocker.log.LinesLog;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageBuilderTest {
    @TempDir
    Path directory;

    private static final Platform ARM64 = Platform.parse("linux/arm64");

    private final SampleImage image = new SampleImage();
    private final LinesLog log = new LinesLog();
    private final List<String> calls = new ArrayList<>();
    private final List<BuildRequest> requests = new ArrayList<>();
    private final List<String> dockerfiles = new ArrayList<>();
    private Consumer<Consumer<BuildStep>> steps = progress -> {};
    private boolean buildKit = true;
    private boolean found = true;
    private List<String> repoDigests = List.of();
    private int loaded;

    @BeforeEach
    void compiled() throws IOException {
        image.context = directory;
        image.module = directory;
        image.target = directory.resolve("target");
        write(image.layout().rootfs().resolve("etc/passwd"), "nonroot");
        write(image.layout().binaries(SampleImage.AMD64).resolve("app"), "a binary");
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** A daemon that takes an archive in, and fails in its own words if that ends too soon. */
    private final Images images = (Images) Proxy.newProxyInstance(
            Images.class.getClassLoader(), new Class<?>[] {Images.class}, (proxy, method, arguments) -> {
                switch (method.getName()) {
                    case "load" -> {
                        try {
                            ((InputStream) arguments[1]).readAllBytes();
                        } catch (IOException e) {
                            throw new GoDockerException(
                                    "Cannot load image: the pipe broke.", "Look.", new UncheckedIOException(e));
                        }
                        loaded++;
                        return null;
                    }
                    case "tag" -> {
                        return null;
                    }
                    case "build" -> {
                        requests.add((BuildRequest) arguments[0]);
                        dockerfiles.add(dockerfileIn((InputStream) arguments[1]));
                        @SuppressWarnings("unchecked")
                        Consumer<BuildStep> progress = (Consumer<BuildStep>) arguments[2];
                        steps.accept(progress);
                        return null;
                    }
                    case "find" -> {
                        calls.add(String.valueOf(arguments[0]));
                        return found
                                ? Optional.of(new ImageDetails(
                                        "sha256:1",
                                        "linux/amd64",
                                        7,
                                        repoDigests,
                                        Map.of(),
                                        List.of(),
                                        List.of(),
                                        List.of()))
                                : Optional.empty();
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                }
            });

    private static String dockerfileIn(InputStream context) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(context)) {
            assertThat(tar.getNextEntry().getName()).isEqualTo(BuildContext.DOCKERFILE);
            return new String(tar.readAllBytes(), UTF_8);
        }
    }

    private final FakeDocker daemon = new FakeDocker() {
        @Override
        public Images images() {
            return images;
        }

        @Override
        public Engine engine() {
            return new Engine("unix:///fake.sock", "28.5.2", buildKit);
        }
    };

    private List<ImageRecord.PlatformImage> build(Inventory compiled) {
        return new ImageBuilder(daemon, BuildNetwork.OPEN, new ImageLog(log))
                .build(image.spec(), image.dockerfile(), image.layout(), compiled, SampleImage.AMD64);
    }

    @Test
    void loadsAnImageOnScratchAndTellsWhatNamesItsContent() throws IOException {
        ImageRecord.PlatformImage built = build(image.compiled()).get(0);
        assertThat(loaded).isOne();
        assertThat(built.id()).isEqualTo("sha256:1");
        assertThat(built.configDigest()).matches("sha256:[0-9a-f]{64}");
        assertThat(build(image.compiled()).get(0).configDigest()).isEqualTo(built.configDigest());
    }

    @Test
    void whatChangesWhileItIsSentIsToldAsThatAndNotAsAFaultOfTheDaemon() throws IOException {
        Inventory compiled = image.compiled();
        Path file = image.layout().binaries(SampleImage.AMD64).resolve("app");
        Files.writeString(file, "patched");
        assertThatThrownBy(() -> build(compiled))
                .isInstanceOf(GoDockerException.class)
                .hasMessage("Cannot build image acme/app:1.0: " + file + " is no longer what was compiled.\n"
                        + "Run `mvn package`, which compiles it again; a test or another program has changed the"
                        + " file.");
        assertThat(loaded).isZero();
    }

    @Test
    void ofSeveralPlatformsTheDaemonsOwnHasThePlainNames() throws IOException {
        image.platforms.add(0, ARM64);
        image.tags.add(ImageReference.parse("acme/app:latest"));
        write(image.layout().binaries(ARM64).resolve("app"), "another binary");

        List<ImageRecord.PlatformImage> built = build(image.compiled());

        assertThat(built).extracting(ImageRecord.PlatformImage::platform).containsExactly("linux/amd64", "linux/arm64");
        assertThat(built.get(0).tags())
                .containsExactly(
                        "acme/app:1.0", "acme/app:latest", "acme/app:1.0-linux-amd64", "acme/app:latest-linux-amd64");
        assertThat(built.get(1).tags()).containsExactly("acme/app:1.0-linux-arm64", "acme/app:latest-linux-arm64");
        assertThat(built.get(1).configDigest()).isNotEqualTo(built.get(0).configDigest());
        assertThat(log.text()).contains("Tagged acme/app:latest\n").doesNotContain("Tagged acme/app:1.0\n");
    }

    @Test
    void whereTheDaemonsOwnIsNotWantedTheFirstHasThem() throws IOException {
        image.platforms.clear();
        image.platforms.addAll(List.of(ARM64, Platform.parse("linux/riscv64")));
        write(image.layout().binaries(ARM64).resolve("app"), "a binary");

        assertThat(build(image.compiled()))
                .extracting(each -> each.tags().get(0))
                .containsExactly("acme/app:1.0", "acme/app:1.0-linux-riscv64");
    }

    @Test
    void onABaseBuildKitGetsTheWholeDockerfileAndTheBinariesOfMaven() throws IOException {
        image.base = "debian:12";
        image.tags.add(ImageReference.parse("acme/app:latest"));

        ImageRecord.PlatformImage built = build(image.compiled()).get(0);

        assertThat(loaded).isZero();
        assertThat(dockerfiles).containsExactly(image.dockerfile().text());
        BuildRequest request = requests.get(0);
        assertThat(request.buildArgs()).isEqualTo(Map.of("BINARIES", "from-maven"));
        assertThat(request.tags()).isEqualTo(image.tags);
        assertThat(request.platform()).isEqualTo("linux/amd64");
        assertThat(built.configDigest()).isEqualTo("sha256:1");
        assertThat(log.text()).contains("from debian:12 for linux/amd64", "starts /usr/local/bin/app");
    }

    /** Its id is the manifest's digest then; nobody has asked for the configuration's. */
    @Test
    void whatTheContainerdStoreBuiltHasNoDigestOfItsConfiguration() throws IOException {
        image.base = "debian:12";
        repoDigests = List.of("acme/app@sha256:1");
        assertThat(build(image.compiled()).get(0).configDigest()).isNull();
    }

    @Test
    void anEngineWithoutBuildKitGetsTheLastStageOnly() throws IOException {
        image.base = "debian:12";
        buildKit = false;

        build(image.compiled());

        assertThat(dockerfiles).containsExactly(image.dockerfile().classicText("linux_amd64"));
        assertThat(requests.get(0).buildArgs()).isEmpty();
    }

    @Test
    void aDockerfileOfTheUsersIsTakenAsItIs() throws IOException {
        image.ownDockerfile = directory.resolve("Dockerfile");
        image.buildArgs = new HashMap<>();
        image.buildArgs.put("EMPTY", null);
        write(image.ownDockerfile, "FROM scratch\nARG EMPTY\n");

        build(image.compiled());

        assertThat(dockerfiles).containsExactly("FROM scratch\nARG EMPTY\n");
        assertThat(requests.get(0).buildArgs()).isEqualTo(Map.of("EMPTY", ""));
        // What it starts only the file knows.
        assertThat(log.text()).contains("from its Dockerfile for").doesNotContain("starts");
    }

    @Test
    void oneThatBeganAsTheGeneratedOneGetsTheBinariesOfMavenUnlessTheUserSaysOtherwise() throws IOException {
        image.ownDockerfile = directory.resolve("Dockerfile");
        write(image.ownDockerfile, "ARG BINARIES=from-source\nFROM scratch\n");
        build(image.compiled());
        image.buildArgs = Map.of("BINARIES", "from-source");
        build(image.compiled());

        assertThat(requests)
                .extracting(request -> request.buildArgs().get("BINARIES"))
                .containsExactly("from-maven", "from-source");
    }

    @Test
    void ofABuildThatFailsTheLastLinesAreShown() throws IOException {
        image.base = "debian:12";
        steps = progress -> {
            progress.accept(new BuildStep(BuildStep.Kind.CACHED, "FROM debian:12"));
            progress.accept(new BuildStep(BuildStep.Kind.WARNING, "it is old"));
            progress.accept(new BuildStep(BuildStep.Kind.STARTED, "RUN make"));
            for (int i = 1; i <= 41; i++) {
                progress.accept(new BuildStep(BuildStep.Kind.OUTPUT, "line " + i));
            }
            throw new GoDockerException("Cannot build image: exit code 2.", "Look.");
        };
        Inventory compiled = image.compiled();

        assertThatThrownBy(() -> build(compiled)).hasMessageStartingWith("Cannot build image: exit code 2.");

        List<String> errors =
                log.text().lines().filter(line -> line.startsWith("[ERROR]")).toList();
        assertThat(errors).hasSize(40).startsWith("[ERROR] line 2").endsWith("[ERROR] line 41");
        assertThat(log.text())
                .contains("  CACHED FROM debian:12\n", "[WARNING] Dockerfile: it is old\n", "  RUN make\n");
    }

    @Test
    void anImageThatIsGoneAtOnceIsToldAsThat() throws IOException {
        found = false;
        Inventory compiled = image.compiled();
        assertThatThrownBy(() -> build(compiled))
                .hasMessage("Cannot find image acme/app:1.0 right after it was built.\n"
                        + "Did somebody remove it? Run the build again.");
        assertThat(calls).containsExactly("acme/app:1.0");
    }

    @Test
    void aDockerfileThatIsGoneIsNamed() throws IOException {
        image.ownDockerfile = directory.resolve("Dockerfile");
        Inventory compiled = image.compiled();
        assertThatThrownBy(() -> build(compiled))
                .hasMessageStartingWith(
                        "Cannot read what goes into image acme/app:1.0: " + image.ownDockerfile + " does not exist.\n");
        assertThat(requests).isEmpty();
    }
}
