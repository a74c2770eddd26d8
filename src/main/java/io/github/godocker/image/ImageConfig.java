package io.github.godocker.image;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a container of the image starts: what the OCI image specification calls its configuration.
 *
 * @param entrypoint command with its first arguments; empty for the base's own
 * @param arguments default arguments, which {@code docker run} can replace
 * @param environment of the container
 * @param labels of the image
 * @param ports {@code 8080} or {@code 53/udp}
 * @param user {@code uid[:gid]} or a name that the base knows; null for the base's own
 * @param workingDirectory null for the base's own
 * @param volumes directories that containers mount
 * @param healthcheck what follows {@code HEALTHCHECK} in a Dockerfile; null for none
 */
public record ImageConfig(
        List<String> entrypoint,
        List<String> arguments,
        Map<String, String> environment,
        Map<String, String> labels,
        List<String> ports,
        @Nullable String user,
        @Nullable String workingDirectory,
        List<String> volumes,
        @Nullable String healthcheck) {
    public ImageConfig {
        entrypoint = List.copyOf(entrypoint);
        arguments = List.copyOf(arguments);
        // In the order of the pom, which is that of the Dockerfile's lines.
        environment = new LinkedHashMap<>(environment);
        labels = new LinkedHashMap<>(labels);
        ports = List.copyOf(ports);
        volumes = List.copyOf(volumes);
    }
}
