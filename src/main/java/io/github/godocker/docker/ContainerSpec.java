package io.github.godocker.docker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container to create.
 *
 * @param image reference or id
 * @param command entrypoint and arguments
 * @param mounts what it sees of the host and of named volumes
 * @param labels by which it is found again
 * @param groups ids of further groups that its users belong to
 * @param network the network's name, {@code host}, {@code none}; null for the daemon's default
 */
public record ContainerSpec(
        String image,
        List<String> command,
        List<Mount> mounts,
        Map<String, String> labels,
        List<String> groups,
        @Nullable String network) {
    public ContainerSpec {
        command = List.copyOf(command);
        mounts = List.copyOf(mounts);
        labels = Map.copyOf(labels);
        groups = List.copyOf(groups);
    }

    public ContainerSpec withLabel(String name, String value) {
        Map<String, String> all = new HashMap<>(labels);
        all.put(name, value);
        return new ContainerSpec(image, command, mounts, all, groups, network);
    }

    /** Something from outside that the container sees at {@code target}. */
    public sealed interface Mount {
        String target();
    }

    /**
     * A directory or file of the daemon's host; the container fails to start where the daemon has none such.
     *
     * @param readOnly whether nothing in this container may write to it
     */
    public record Bind(Path source, String target, boolean readOnly) implements Mount {}

    /**
     * A volume, made with these labels where it does not exist yet.
     *
     * @param name empty for one that is the container's alone and goes with it
     * @param readOnly whether nothing in this container may write to it
     */
    public record Volume(String name, String target, Map<String, String> labels, boolean readOnly) implements Mount {}
}
