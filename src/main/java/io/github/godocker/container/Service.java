package io.github.godocker.container;

import io.github.godocker.GoDockerException;
import io.github.godocker.container.settings.Wait;
import io.github.godocker.docker.ContainerState;
import io.github.godocker.docker.RunSpec;
import io.github.godocker.docker.TarStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A container that was asked for, checked.
 *
 * @param name by which it is chosen, and by which the others find it
 * @param spec what the daemon is told; its image is what the user wrote until it is pulled
 * @param own whether its image is the module's own
 * @param pullPolicy as the user wrote it; null for the goal's
 * @param network of its own choice; null for the one that all of the module's share
 * @param dependsOn names of those that are ready before it starts
 * @param waits all that make it ready, in their order
 * @param files what is copied into its container before that starts; null for nothing
 */
public record Service(
        String name,
        RunSpec spec,
        boolean own,
        @Nullable String pullPolicy,
        @Nullable String network,
        List<Port> ports,
        List<String> dependsOn,
        List<Wait> waits,
        @Nullable Files files) {
    /**
     * @param directory of the container
     * @param content made anew for each container
     */
    public record Files(String directory, Supplier<TarStream> content) {}

    public Service {
        ports = List.copyOf(ports);
        dependsOn = List.copyOf(dependsOn);
        waits = List.copyOf(waits);
    }

    /** The same of an image that the daemon has. */
    public Service withImage(String id) {
        return withSpec(spec.withImage(id));
    }

    /** The exit code of its container; a failure of its own if memory ran out, which the code does not tell. */
    int exitCode(int exit, Optional<ContainerState> state) {
        if (exit != 0 && state.filter(ContainerState::outOfMemory).isPresent()) {
            throw new GoDockerException(
                    "Container " + name + " ended with exit code " + exit + ": memory ran out.",
                    "Give it more: <memory>, or let it use less.");
        }
        return exit;
    }

    public Service withSpec(RunSpec other) {
        return new Service(name, other, own, pullPolicy, network, ports, dependsOn, waits, files);
    }

    /** The same with files that its image has not; its file system, or a volume there, can be written. */
    public Service withFiles(Files copied) {
        return new Service(name, spec, own, pullPolicy, network, ports, dependsOn, waits, copied);
    }
}
