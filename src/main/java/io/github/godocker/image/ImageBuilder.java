package io.github.godocker.image;

import io.github.godocker.GoDockerException;
import io.github.godocker.Platform;
import io.github.godocker.docker.BuildRequest;
import io.github.godocker.docker.BuildStep;
import io.github.godocker.docker.Docker;
import io.github.godocker.docker.ImageDetails;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.docker.TarStream;
import io.github.godocker.handover.ImageLayout;
import io.github.godocker.handover.Inventory;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.image.ImageRecord.PlatformImage;
import io.github.godocker.log.ImageLog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns a spec and what `compile` made into images in the daemon. There are three ways to the same image: layers made
 * here and loaded, where the image is nothing but binaries and files on an empty base; BuildKit with the generated Dockerfile or
 * the user's own; and the classic builder on engines without BuildKit.
 */
public final class ImageBuilder {
    private static final int OUTPUT_TAIL = 40;

    private final Docker docker;
    private final BuildNetwork network;
    private final ImageLog log;

    public ImageBuilder(Docker docker, BuildNetwork network, ImageLog log) {
        this.docker = docker;
        this.network = network;
        this.log = log;
    }

    /**
     * Builds and tags one image for each platform. Of several, the daemon's own platform gets the plain names and
     * each one gets names that end in its platform, because most daemons keep one platform under a name.
     *
     * @param compiled what `compile` made: nothing else of its directories goes into an image
     * @param daemonPlatform what the daemon runs by default
     */
    public List<PlatformImage> build(
            ImageSpec spec, Dockerfile dockerfile, ImageLayout layout, Inventory compiled, Platform daemonPlatform) {
        Platform main = spec.platforms().contains(daemonPlatform)
                ? daemonPlatform
                : spec.platforms().get(0);
        List<Platform> ordered = new ArrayList<>(List.of(main));
        spec.platforms().stream().filter(platform -> !platform.equals(main)).forEach(ordered::add);
        List<PlatformImage> images = new ArrayList<>();
        for (Platform platform : ordered) {
            images.add(buildOne(
                    spec, dockerfile, layout, compiled, platform, daemonPlatform, names(spec, platform, main)));
        }
        return images;
    }

    private static List<ImageReference> names(ImageSpec spec, Platform platform, Platform main) {
        if (spec.platforms().size() == 1) {
            return spec.tags();
        }
        List<ImageReference> names = new ArrayList<>();
        if (platform.equals(main)) {
            names.addAll(spec.tags());
        }
        spec.tags().forEach(tag -> names.add(platformName(tag, platform)));
        return names;
    }

    /** {@code app:1.0} for linux/arm/v7 is {@code app:1.0-linux-arm-v7}. */
    public static ImageReference platformName(ImageReference tag, Platform platform) {
        return tag.withTag(tag.tag() + "-" + platform.toString().replace('/', '-'));
    }

    private PlatformImage buildOne(
            ImageSpec spec,
            Dockerfile dockerfile,
            ImageLayout layout,
            Inventory compiled,
            Platform platform,
            Platform daemonPlatform,
            List<ImageReference> names) {
        long start = System.nanoTime();
        ImageReference name = names.get(0);
        log.buildingImage(
                name.toString(), spec.ownDockerfile() == null ? spec.base() : "its Dockerfile", platform.toString());
        String loaded = null;
        if (spec.loadable()) {
            loaded = load(spec, layout, compiled, platform, names);
        } else {
            buildWithDockerfile(spec, dockerfile, compiled, platform, daemonPlatform, names);
        }
        ImageDetails image = docker.images()
                .find(name.toString())
                .orElseThrow(() -> new GoDockerException(
                        "Cannot find image " + name + " right after it was built.",
                        "Did somebody remove it? Run the build again."));
        // What a Dockerfile of the user's starts is in that file.
        String starts =
                spec.ownDockerfile() != null || spec.config().entrypoint().isEmpty()
                        ? ""
                        : spec.config().entrypoint().get(0);
        log.builtImage(name.toString(), image.id(), image.size(), starts, Duration.ofNanos(System.nanoTime() - start));
        names.stream().skip(1).forEach(other -> log.tagged(other.toString()));
        return new PlatformImage(
                platform.toString(),
                names.stream().map(ImageReference::toString).toList(),
                image.id(),
                loaded == null ? image.configDigest().orElse(null) : loaded,
                image.size(),
                null);
    }

    /** @return the digest of its configuration */
    private String load(
            ImageSpec spec, ImageLayout layout, Inventory compiled, Platform platform, List<ImageReference> names) {
        ImageArchive image = ImageArchive.of(spec, layout, compiled, platform, names);
        try (InputStream archive = image.open()) {
            docker.images().load(names.get(0), archive);
            // Engine 20.10 notes no time of a load, and the image's own date says nothing: prune asks how old it is.
            docker.images().tag(names.get(0).toString(), names.get(0));
            return image.configDigest();
        } catch (IOException e) {
            throw unreadable(names.get(0), e);
        } catch (GoDockerException e) {
            throw image.failure().map(why -> unreadable(names.get(0), why)).orElse(e);
        }
    }

    private void buildWithDockerfile(
            ImageSpec spec,
            Dockerfile dockerfile,
            Inventory compiled,
            Platform platform,
            Platform daemonPlatform,
            List<ImageReference> names) {
        Map<String, String> buildArgs = new LinkedHashMap<>();
        // Maven gives null for an empty element.
        spec.buildArgs().forEach((arg, value) -> buildArgs.put(arg, value == null ? "" : value));
        Deque<String> tail = new ArrayDeque<>();
        try {
            String text;
            if (spec.ownDockerfile() != null) {
                text = Files.readString(spec.ownDockerfile());
                if (text.contains("ARG " + Dockerfile.BINARIES)) {
                    buildArgs.putIfAbsent(Dockerfile.BINARIES, Dockerfile.FROM_MAVEN);
                }
            } else if (docker.engine().buildKit()) {
                text = dockerfile.text();
                buildArgs.put(Dockerfile.BINARIES, Dockerfile.FROM_MAVEN);
            } else {
                text = dockerfile.classicText(platform.directory());
            }
            boolean buildKit = docker.engine().buildKit();
            network.check(
                    names.get(0),
                    () -> DockerfileSources.of(
                            text, buildArgs, platform.toString(), daemonPlatform.toString(), buildKit),
                    docker.images());
            try (TarStream context = new BuildContext(dockerfile, spec, compiled, platform).open(text)) {
                docker.images()
                        .build(
                                new BuildRequest(
                                        BuildContext.DOCKERFILE,
                                        names,
                                        platform.toString(),
                                        network.arguments(buildArgs, buildKit),
                                        network.name(buildKit)),
                                context,
                                step -> report(step, tail));
            }
        } catch (GoDockerException e) {
            tail.forEach(log::complaint);
            throw e;
        } catch (IOException e) {
            throw unreadable(names.get(0), e);
        }
    }

    static GoDockerException unreadable(ImageReference name, IOException e) {
        if (e instanceof Inventory.ChangedException || e instanceof OwnTree.ForeignException) {
            return new GoDockerException(
                    "Cannot build image " + name + ": " + e.getMessage() + ".",
                    "Run `mvn package`, which compiles it again; a test or another program has changed the file.",
                    e);
        }
        return new GoDockerException(
                "Cannot read what goes into image " + name + ": " + GoDockerException.words(e) + ".",
                "Make the files readable, and run the build when no other program changes them.",
                e);
    }

    private void report(BuildStep step, Deque<String> tail) {
        switch (step.kind()) {
            case STARTED -> log.buildStep(step.text());
            case CACHED -> log.buildStep("CACHED " + step.text());
            case WARNING -> log.buildWarning(step.text());
            case OUTPUT -> {
                log.buildStep(step.text());
                tail.addLast(step.text());
                if (tail.size() > OUTPUT_TAIL) {
                    tail.removeFirst();
                }
            }
        }
    }
}
