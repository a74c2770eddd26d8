package io.github.godocker.image;

import io.github.godocker.Platform;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.docker.QuietMap;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An image as it shall be: every default applied, everything checked.
 *
 * @param tags all names that it gets; the first is the one in messages
 * @param platforms one image for each
 * @param base {@code scratch} or the reference of another base image
 * @param binaries names of the executables, as go names them
 * @param config how a container of it starts
 * @param files what is copied besides the binaries, in this order
 * @param created the image's date in ISO form; the epoch where nothing says otherwise, so that equal builds are equal
 * @param ownDockerfile the user's Dockerfile instead of a generated one; null for none
 * @param buildArgs values for {@code ARG}s of the user's Dockerfile; may be secret
 */
public record ImageSpec(
        List<ImageReference> tags,
        List<Platform> platforms,
        String base,
        List<String> binaries,
        ImageConfig config,
        List<ExtraFile> files,
        String created,
        @Nullable Path ownDockerfile,
        Map<String, String> buildArgs) {

    /** The base that holds nothing at all. */
    public static final String SCRATCH = "scratch";
    /** Where the binaries go: on everybody's {@code PATH}. */
    public static final String BINARY_DIRECTORY = "/usr/local/bin/";
    /** What container runtimes set where an image has none, and BuildKit writes into each image. */
    public static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    public ImageSpec {
        tags = List.copyOf(tags);
        platforms = List.copyOf(platforms);
        binaries = List.copyOf(binaries);
        files = List.copyOf(files);
        buildArgs = new QuietMap(buildArgs);
    }

    /** The same image with no other name than this. */
    public ImageSpec named(ImageReference name) {
        return new ImageSpec(
                List.of(name), platforms, base, binaries, config, files, created, ownDockerfile, buildArgs);
    }

    public ImageReference reference() {
        return tags.get(0);
    }

    public boolean onScratch() {
        return base.equals(SCRATCH);
    }

    /**
     * Whether the image is only binaries, files and settings on an empty base: such an image needs no builder, its layers
     * can be made here and loaded.
     */
    public boolean loadable() {
        return onScratch() && ownDockerfile == null && config.healthcheck() == null;
    }
}
