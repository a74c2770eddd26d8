package io.github.godocker.image;

import io.github.godocker.GoDockerException;
import io.github.godocker.Platform;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.docker.Images;
import io.github.godocker.docker.RegistryCredentials;
import io.github.godocker.image.ImageRecord.PlatformImage;
import io.github.godocker.log.Brief;
import io.github.godocker.log.Heartbeat;
import io.github.godocker.log.ImageLog;
import io.github.godocker.registry.Credentials;
import io.github.godocker.registry.RegistryClient;
import io.github.godocker.registry.RegistryClient.PlatformManifest;
import io.github.godocker.registry.RetryPolicy;
import java.net.ProxySelector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Brings a built image to its registries: what the record names, and nothing that has taken its name since. */
public final class ImagePush {
    private static final String NAMED = "<image> or <tags>";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Images images;
    private final Function<String, Credentials> credentials;
    private final ImageLog log;
    private final RetryPolicy policy;

    /** @param credentials by registry */
    public ImagePush(Images images, Function<String, Credentials> credentials, ImageLog log) {
        this(images, credentials, log, RetryPolicy.USUAL);
    }

    ImagePush(Images images, Function<String, Credentials> credentials, ImageLog log, RetryPolicy policy) {
        this.policy = policy;
        this.images = images;
        this.credentials = credentials;
        this.log = log;
    }

    /** @return the record with digests */
    public ImageRecord push(ImageRecord built) {
        if (built.refused() != null) {
            throw new GoDockerException(
                    "Cannot push " + built.image() + ", which its build has refused: " + built.refused(),
                    "Correct that, and run `mvn package` again.");
        }
        built.images().forEach(this::checkUnchanged);
        Map<String, String> digests = new HashMap<>();
        List<PlatformImage> pushed = new ArrayList<>();
        boolean several = built.images().size() > 1;
        for (PlatformImage image : built.images()) {
            String digest = null;
            for (String tag : image.tags()) {
                // Under the plain names the registry gets the index of all platforms.
                if (!several || !built.tags().contains(tag)) {
                    String own = pushOne(ImageReference.parse(tag));
                    digests.put(tag, own);
                    digest = digest == null ? own : digest;
                }
            }
            pushed.add(digest == null ? image : image.pushed(digest));
        }
        if (several) {
            for (String tag : built.tags()) {
                digests.put(tag, pushIndex(ImageReference.parse(tag), built, digests));
            }
        }
        return built.pushed(String.valueOf(digests.get(built.image())), pushed);
    }

    /** What was tested is what is shipped: a name that has been given to another image meanwhile is not pushed. */
    private void checkUnchanged(PlatformImage image) {
        for (String tag : image.tags()) {
            String id = images.find(tag).map(found -> found.id()).orElse("");
            if (!id.equals(image.id())) {
                throw new GoDockerException(
                        "Cannot push " + tag + ": "
                                + (id.isEmpty()
                                        ? "Docker does not have it any more."
                                        : "it is no longer the image that was built here (now " + Brief.id(id)
                                                + ", built " + Brief.id(image.id()) + ")."),
                        "Run `mvn package` again and push what it builds.");
            }
        }
    }

    private String pushOne(ImageReference image) {
        long start = System.nanoTime();
        Credentials known = credentials.apply(image.registry());
        Optional<RegistryCredentials> login = known.find(image.registry());
        log.pushing(image.toString(), login.map(found -> "with " + found).orElse("without a login"));
        try (Heartbeat ignored = Heartbeat.start(log, "pushing " + image)) {
            String digest = new DaemonTransfer(image, true, NAMED, known, policy, log)
                    .run(() -> images.push(
                            image,
                            login.orElse(null),
                            transfer -> log.transferring(image.toString(), transfer.done(), transfer.total())));
            log.pushed(image.toString(), digest, Duration.ofNanos(System.nanoTime() - start));
            return digest;
        }
    }

    private String pushIndex(ImageReference tag, ImageRecord built, Map<String, String> digests) {
        long start = System.nanoTime();
        RegistryClient registry = new RegistryClient(
                tag, credentials.apply(tag.registry()), LIMIT, ProxySelector.getDefault(), policy, log);
        List<PlatformManifest> platforms = new ArrayList<>();
        for (PlatformImage image : built.images()) {
            ImageReference name = ImageBuilder.platformName(tag, Platform.parse(image.platform()));
            String digest = String.valueOf(digests.get(name.toString()));
            platforms.add(new PlatformManifest(
                    image.platform(),
                    registry.findManifest(digest)
                            .orElseThrow(() -> new GoDockerException(
                                    "Cannot join the platforms of " + tag + ": the registry does not have " + name
                                            + " (" + digest + "), which was just pushed.",
                                    "Run the goal go-docker:push again."))));
        }
        String digest = registry.pushIndex(tag.tag(), platforms);
        log.pushed(tag.toString(), digest, Duration.ofNanos(System.nanoTime() - start));
        return digest;
    }
}
