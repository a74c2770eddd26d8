package io.github.godocker.builder;

import io.github.godocker.handover.OwnTree;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which builder container to open. Equal specs share one container.
 *
 * @param image the golang image, which the daemon has
 * @param imageId what that name stood for in the daemon when this spec was made; empty if it is not known
 * @param root the directory of which the builder sees everything below; wide enough for {@code go.work} and
 *     {@code replace ../x}
 * @param target the build directory, below {@code root}: it belongs to the user and may be written
 * @param outputs directories below {@code root} where builds write: of these only sources are copied where sources have
 *     to be copied
 * @param network Docker's name of the network; null for the daemon's default
 * @param daemonSocket the daemon's own socket, for tests that start containers; null for most
 * @param environment of every command, proxies and go's own variables; its values may be secret
 * @param certificates a PEM file to trust besides what the image trusts; null for none
 * @param modules how go gets the modules of others
 * @param cacheDirectory for Go's caches instead of volumes, where the daemon sees it; null for none
 * @param keep how many seconds its container stays after this process has ended; 0 for not at all
 */
public record BuilderSpec(
        String image,
        String imageId,
        Path root,
        OwnTree target,
        Set<Path> outputs,
        @Nullable String network,
        @Nullable Socket daemonSocket,
        Map<String, String> environment,
        @Nullable Path certificates,
        ModuleAccess modules,
        @Nullable CacheDirectory cacheDirectory,
        int keep) {
    /**
     * A socket of the daemon's host.
     *
     * @param group the id of the group that may use it; empty if that is not known, or where a user's own daemon listens:
     *     root in its containers is that user, and its containers know no other ids of this machine
     */
    public record Socket(Path path, String group) {
        /** @param host the daemon's address; where it is on another machine, the usual socket there is meant */
        public static Socket of(URI host) {
            if (!"unix".equals(host.getScheme())) {
                return new Socket(Path.of("/var/run/docker.sock"), "");
            }
            Path socket = Path.of(host.getPath());
            try {
                Map<String, Object> owner = Files.readAttributes(socket, "unix:uid,gid");
                return new Socket(
                        socket, Integer.valueOf(0).equals(owner.get("uid")) ? String.valueOf(owner.get("gid")) : "");
            } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
                return new Socket(socket, "");
            }
        }
    }

    public BuilderSpec {
        outputs = Set.copyOf(outputs);
        environment = Map.copyOf(environment);
    }

    /** The same network and logins, but nothing by which a command could reach the daemon. */
    BuilderSpec forTools() {
        return new BuilderSpec(
                image,
                imageId,
                root,
                target,
                outputs,
                network,
                null,
                environment,
                certificates,
                modules.withoutAgent(),
                cacheDirectory,
                0);
    }

    /**
     * What decides whether two goals can share a container: where each of them writes does not, and a container is of
     * the image that was there when it began.
     */
    public Object key() {
        return new BuilderSpec(
                image,
                "",
                root,
                new OwnTree(root),
                Set.of(),
                network,
                daemonSocket,
                environment,
                certificates,
                modules,
                cacheDirectory,
                keep);
    }

    /** Never shows what may be secret. */
    @Override
    public String toString() {
        return "BuilderSpec[image=" + image + ", root=" + root + ", network=" + network + "]";
    }
}
