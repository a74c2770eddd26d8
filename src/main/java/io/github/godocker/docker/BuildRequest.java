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
 * @param network of its steps; null for the daemon's default
 */
public record BuildRequest(
        String dockerfile,
        List<ImageReference> tags,
        @Nullable String platform,
        Map<String, String> buildArgs,
        @Nullable String network) {
    public BuildRequest {
        tags = List.copyOf(tags);
        buildArgs = new QuietMap(buildArgs);
    }
}
