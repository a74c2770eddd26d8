package io.github.godocker.docker.client.address;

import io.github.godocker.GoDockerException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which daemon to talk to, and who said so. The first of these that says something wins:
 *
 * <ol>
 *   <li>the parameter {@code dockerHost};
 *   <li>the parameter {@code dockerContext};
 *   <li>the environment variable DOCKER_HOST;
 *   <li>the environment variable DOCKER_CONTEXT;
 *   <li>{@code currentContext} of Docker's config.json (in DOCKER_CONFIG, else {@code ~/.docker});
 *   <li>the socket where an installed daemon listens, Docker's own first, then those of rootless Docker, Docker Desktop,
 *       Colima, Rancher Desktop and podman.
 * </ol>
 *
 * <p>The order of the variables is what the docker CLI does ({@code resolveContextName} of {@code cli/command/cli.go};
 * version 28.2.2 with DOCKER_HOST and an unknown DOCKER_CONTEXT uses DOCKER_HOST), although the CLI's reference says
 * that DOCKER_CONTEXT overrides DOCKER_HOST. The context {@code default} means, as there, "as if there were no
 * contexts".
 *
 * <p>TLS is also decided as by the docker CLI: for a context by its files, otherwise by DOCKER_TLS_VERIFY or DOCKER_TLS
 * with any value, with the files in DOCKER_CERT_PATH or else beside config.json. DOCKER_CERT_PATH alone switches
 * nothing on.
 *
 * @param host {@code unix}, {@code npipe}, {@code tcp} with host and port, or {@code ssh}
 * @param tlsDirectory holds what there is of ca.pem, cert.pem and key.pem; null to talk without TLS
 * @param tlsVerify whether the daemon must prove who it is, with TLS
 * @param source who named the daemon, for the log: {@code DOCKER_HOST}, {@code context 'colima'}, {@code default
 *     socket}
 */
public record DaemonAddress(URI host, @Nullable Path tlsDirectory, boolean tlsVerify, String source) {
    /**
     * Finds the daemon without talking to it.
     *
     * @param dockerHost the parameter of that name; null or empty if it is not set
     * @param dockerContext the parameter of that name; null or empty if it is not set
     * @param environment the environment variables
     * @param home the user's home directory
     * @throws GoDockerException if what the user named does not exist or makes no sense, or no daemon's socket is found
     */
    public static DaemonAddress resolve(
            @Nullable String dockerHost, @Nullable String dockerContext, Map<String, String> environment, Path home) {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
        return new Search(environment, home, Path.of("/"), windows).resolve(dockerHost, dockerContext);
    }
}
