package io.github.godocker.mojo.container;

import io.github.godocker.Platform;
import io.github.godocker.container.Service;
import io.github.godocker.container.watch.Watch;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.docker.TarStream;
import io.github.godocker.handover.ImageLayout;
import io.github.godocker.handover.Inventory;
import io.github.godocker.image.Compiled;
import io.github.godocker.image.ImageSpec;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The programs of an image with Go's race detector: compiled as the pom says, beside those of the image, and put into
 * containers instead. The image stays as it is.
 *
 * @param image as the pom or the command line name it; empty for the usual one
 * @param aside by which the programs are kept apart from those of the image
 * @param layout of that
 * @param platform of the image
 */
record RaceProgram(
        BuildGoals goals, String image, ImageReference aside, ImageLayout layout, Supplier<String> platform) {
    private static final int EXECUTABLE = 0755;

    void compile() {
        goals.compile(
                image,
                Map.of("image", aside.toString(), "tags", "", "platforms", platform.get(), "raceDetector", "true"));
    }

    /** A container whose own file system stays read-only. */
    Service in(Service service) {
        return Watch.replaceable(service, ImageSpec.BINARY_DIRECTORY)
                .withFiles(new Service.Files(
                        ImageSpec.BINARY_DIRECTORY,
                        () -> tar(Compiled.read(layout).files(), layout, platform.get())));
    }

    /** Compiled programs as an image has them. */
    static TarStream tar(Inventory compiled, ImageLayout layout, String platform) {
        TarStream tar = new TarStream(0, 0);
        compiled.below(layout.binaries(Platform.parse(platform)))
                .forEach((name, file) -> tar.content(name, EXECUTABLE, compiled.size(file), () -> compiled.open(file)));
        return tar;
    }
}
