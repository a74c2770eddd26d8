package io.github.godocker.docker;

import java.util.List;
import java.util.Map;

/**
 * An image in the daemon.
 *
 * @param id {@code sha256:…}
 * @param platform {@code linux/amd64}
 * @param size bytes that its layers take, unpacked
 * @param repoDigests {@code repository@sha256:…}, as registries know it; empty for an image that was built here
 * @param environment that its containers get
 */
public record ImageDetails(
        String id, String platform, long size, List<String> repoDigests, Map<String, String> environment) {
    public ImageDetails {
        repoDigests = List.copyOf(repoDigests);
        environment = new QuietMap(environment);
    }
}
