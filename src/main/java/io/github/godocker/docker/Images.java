package io.github.godocker.docker;

import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The images that the daemon has, and how it gets them; calls are as {@link Docker} says. */
public interface Images {

    /** The image that {@code reference} (a reference or an id) names in the daemon, if it is there. */
    Optional<ImageDetails> find(String reference);

    /**
     * Pulls an image.
     *
     * @param platform as Docker writes it ({@code linux/arm64}); null for the daemon's own
     * @param credentials null to pull anonymously
     * @param progress is told about the whole transfer, now and then
     */
    void pull(
            ImageReference image,
            @Nullable String platform,
            @Nullable RegistryCredentials credentials,
            Consumer<Transfer> progress);

    /**
     * Builds an image from a context whose tar holds the Dockerfile: by BuildKit, or by the classic builder where the
     * engine has no BuildKit.
     */
    void build(BuildRequest request, TarStream context, Consumer<BuildStep> progress);

    /**
     * Loads an archive in the format of {@code docker save}.
     *
     * @param name what is in it, for messages
     */
    void load(ImageReference name, InputStream archive);

    /**
     * An image as an archive in the format of {@code docker save}: its layers, its configuration and a manifest. The daemon
     * makes it while it is read; the caller closes it, at any time.
     *
     * @param image a reference or an id
     */
    InputStream save(String image);

    /** Gives an image that is there one more name, or the same one once more: the daemon notes when that was. */
    void tag(String image, ImageReference name);

    /**
     * Pushes one tag.
     *
     * @return the digest under which the registry has it: a push without a digest is a failed push
     */
    String push(ImageReference image, @Nullable RegistryCredentials credentials, Consumer<Transfer> progress);
}
