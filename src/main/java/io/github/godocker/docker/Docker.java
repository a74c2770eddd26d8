package io.github.godocker.docker;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The Docker daemon, as far as this plugin needs it, in the Engine API's own nouns and verbs.
 *
 * <p>Every call blocks, can be interrupted, and fails with a {@link io.github.godocker.GoDockerException} that carries
 * the daemon's words. Implementations are safe for use by several threads.
 */
public interface Docker extends AutoCloseable {

    /** What the daemon said of itself when the connection was opened. */
    Engine engine();

    /** The image that {@code reference} (a reference or an id) names in the daemon, if it is there. */
    Optional<ImageDetails> findImage(String reference);

    /**
     * Pulls an image.
     *
     * @param platform as Docker writes it ({@code linux/arm64}); null for the daemon's own
     * @param credentials null to pull anonymously
     * @param progress is told about the whole transfer, now and then
     */
    void pullImage(
            ImageReference image,
            @Nullable String platform,
            @Nullable RegistryCredentials credentials,
            Consumer<Transfer> progress);

    /**
     * Builds an image from a context whose tar holds the Dockerfile: by BuildKit, or by the classic builder where the
     * engine has no BuildKit.
     *
     * @return the image's id
     */
    String buildImage(BuildRequest request, TarStream context, Consumer<BuildStep> progress);

    /**
     * Loads an archive in the format of {@code docker save}.
     *
     * @param name what is in it, for messages
     * @return what the archive's images are called or, where they have no name, their ids
     */
    List<String> loadImage(ImageReference name, InputStream archive);

    /** Gives an image that is there one more name. */
    void tagImage(String image, ImageReference name);

    /**
     * Pushes one tag.
     *
     * @return the digest under which the registry has it: a push without a digest is a failed push
     */
    String pushImage(ImageReference image, @Nullable RegistryCredentials credentials, Consumer<Transfer> progress);

    /**
     * Creates and starts a container that lives exactly as long as somebody holds it: until {@link Container#close},
     * or until this JVM dies in whatever way. The container's command must end at the end of its standard input.
     *
     * @param stdin the first bytes of the container's standard input, which then stays open
     * @param firstLine receives the first line that the command prints, before this returns
     */
    Container openContainer(ContainerSpec spec, byte[] stdin, Consumer<String> firstLine);

    /**
     * Runs a command in a container that is there, and holds it by that: the command has to end at the end of its standard
     * input, and to see to what becomes of the container then.
     *
     * @param stdin the first bytes of the command's standard input, which then stays open until {@link Container#letGo},
     *     or until this JVM dies in whatever way
     * @param firstLine receives the first line that the command prints, before this returns
     */
    Container holdContainer(String id, Container.Exec command, byte[] stdin, Consumer<String> firstLine);

    /** The ids of the running containers whose label has this value. */
    List<String> runningContainers(String label, String value);

    /** The containers with this label, running or not: their ids and the label's values. */
    Map<String, String> containersLabelled(String label);

    /** Removes a container with all that runs in it; one that is already gone is no failure. */
    void removeContainer(String id);

    @Override
    void close();
}
