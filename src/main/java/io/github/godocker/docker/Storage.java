package io.github.godocker.docker;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the daemon keeps, listed with what else is made of it, and removed a piece at a time. Nothing here is forced: what
 * is in use the daemon refuses to remove. Calls are as {@link Docker} says.
 */
public interface Storage {
    /** All containers, running or not, of whomever. */
    List<StoredContainer> containers();

    /** Bytes that a container has written. */
    long containerSize(String id);

    /** The images with this label that have a tag, or that nothing is made of. */
    List<StoredImage> images(String label);

    /** The last step by which an image was made, as its history tells it; empty if it tells nothing. */
    String lastStep(String image);

    /** The networks with this label. */
    List<StoredNetwork> networks(String label);

    /** The volumes with this label; how large they are takes the daemon its time. */
    List<StoredVolume> volumes(String label);

    /** Bytes that images, containers, volumes and build caches take together; the daemon counts for a while. */
    long used();

    /** Removes a container that does not run, and its anonymous volumes. */
    void removeContainer(String id);

    /**
     * Takes a tag away, and the image with its last one; or removes an image that has none.
     *
     * @param reference a tag, or an id
     */
    void removeImage(String reference);

    void removeVolume(String name);

    /**
     * @param image as it was named when the container was created
     * @param volumes the names of those that it mounts
     * @param networks names and ids of those that it is in; one that never ran knows no id
     */
    record StoredContainer(
            String id,
            String name,
            String image,
            String imageId,
            String status,
            Instant created,
            Map<String, String> labels,
            Set<String> volumes,
            Set<String> networks) {
        public StoredContainer {
            labels = Map.copyOf(labels);
            volumes = Set.copyOf(volumes);
            networks = Set.copyOf(networks);
        }

        public boolean isRunning() {
            return status.equals("running") || status.equals("paused") || status.equals("restarting");
        }
    }

    /**
     * @param tags whole references
     * @param since when it got its last tag, or when it was made; null if neither is known: a build that can be repeated has
     *     no date
     */
    record StoredImage(
            String id,
            List<String> tags,
            long size,
            @Nullable Instant since,
            Map<String, String> labels) {
        public StoredImage {
            tags = List.copyOf(tags);
            labels = Map.copyOf(labels);
        }
    }

    record StoredNetwork(String id, String name, Instant created, Map<String, String> labels) {
        public StoredNetwork {
            labels = Map.copyOf(labels);
        }
    }

    /** @param size in bytes; negative if it is not known */
    record StoredVolume(String name, Instant created, Map<String, String> labels, long size) {
        public StoredVolume {
            labels = Map.copyOf(labels);
        }
    }
}
