package io.github.godocker.container;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.ContainerState;
import io.github.godocker.docker.Containers;
import io.github.godocker.log.ContainerLog;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Stops and removes what this module has started. It is found by its labels: of a container whose creation the daemon could
 * not answer, nobody here knows the id.
 */
record Takedown(Containers containers, Ownership ownership, ModuleNetwork network, ContainerLog log) {
    /** The exit code of what SIGKILL has ended. */
    private static final int KILLED = 137;

    /** All and their network; returns how many containers those were. */
    int all() {
        return remove(each -> true);
    }

    /** Those with these names, and the network. */
    int some(Set<String> names) {
        return remove(each -> names.contains(each.labels().getOrDefault(Ownership.NAME, "")));
    }

    private int remove(Predicate<ContainerState> which) {
        List<ContainerState> found = containers.all(ownership.projectLabel()).stream()
                .filter(each -> ownership.owns(each.labels()))
                .filter(which)
                .toList();
        GoDockerException failure = null;
        for (ContainerState each : found) {
            try {
                remove(each);
            } catch (GoDockerException e) {
                // The others have to go all the same.
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
        network.remove();
        return found.size();
    }

    private void remove(ContainerState each) {
        String name = each.labels().getOrDefault(Ownership.NAME, each.name());
        long start = System.nanoTime();
        if (each.isRunning()) {
            DaemonFailure.about(name, () -> containers.stop(each.id(), -1));
        }
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        boolean killed = each.isRunning()
                && containers
                        .find(each.id())
                        .filter(state -> state.exitCode() == KILLED)
                        .isPresent();
        DaemonFailure.about(name, () -> containers.remove(each.id()));
        log.stopped(name, time, killed);
    }
}
