package io.github.godocker.docker;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An image in the daemon.
 *
 * @param id {@code sha256:…}
 * @param platform {@code linux/amd64}
 * @param size bytes that its layers take, unpacked
 * @param repoDigests {@code repository@sha256:…}, as registries know it; empty for an image that was built here
 * @param environment that its containers get
 * @param exposedPorts that its program listens on: {@code 8080/tcp}
 * @param entrypoint what its containers start, and the first of its arguments
 * @param arguments the further ones, {@code CMD} of a Dockerfile
 */
public record ImageDetails(
        String id,
        String platform,
        long size,
        List<String> repoDigests,
        Map<String, String> environment,
        List<String> exposedPorts,
        List<String> entrypoint,
        List<String> arguments) {
    public ImageDetails {
        repoDigests = List.copyOf(repoDigests);
        environment = new QuietMap(environment);
        exposedPorts = List.copyOf(exposedPorts);
        entrypoint = List.copyOf(entrypoint);
        arguments = List.copyOf(arguments);
    }

    /**
     * The digest of the image's configuration where its id is that. Engines with the containerd image store take the
     * manifest's digest for an id, and then name the image by it, though no registry has it yet.
     */
    public Optional<String> configDigest() {
        return repoDigests.stream().anyMatch(digest -> digest.endsWith("@" + id)) ? Optional.empty() : Optional.of(id);
    }
}
