package io.github.godocker.docker;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An image build, without its context.
 *
 * @param dockerfile the Dockerfile's path in the context
 * @param tags the names that the image gets
 * @param platform as Docker writes it; null for the daemon's own
 * @param buildArgs values of the Dockerfile's {@code ARG}s; may be secret
 * @param target the stage to build; null for the last
 * @param network of its steps; null for the daemon's default
 * @param pull whether base images are looked up at their registry even if they are here
 */
public record BuildRequest(
        String dockerfile,
        List<ImageReference> tags,
        @Nullable String platform,
        Map<String, String> buildArgs,
        @Nullable String target,
        @Nullable String network,
        boolean pull) {
    public BuildRequest {
        tags = List.copyOf(tags);
        buildArgs = new QuietMap(buildArgs);
    }
}
