package io.github.godocker.docker;

/**
 * The daemon behind a connection.
 *
 * @param address where it was found, with what pointed there: {@code unix:///var/run/docker.sock (default)}
 * @param version the engine's version, {@code 28.5.2}
 * @param buildKit whether it builds with BuildKit: false for podman and Windows containers
 */
public record Engine(String address, String version, boolean buildKit) {}
