package io.github.godocker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.ImageDetails;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageBuilderTest {
    @TempDir
    Path directory;

    private final SampleImage image = new SampleImage();
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
                    case "find" -> {
                        return Optional.of(new ImageDetails("sha256:1", "linux/amd64", 7, List.of(), Map.of()));
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                }
            });

    private final FakeDocker daemon = new FakeDocker() {
        @Override
        public Images images() {
            return images;
        }
    };

    private List<ImageRecord.PlatformImage> build(Inventory compiled) {
        return new ImageBuilder(daemon, BuildNetwork.OPEN, new ImageLog(new LinesLog()))
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
}
