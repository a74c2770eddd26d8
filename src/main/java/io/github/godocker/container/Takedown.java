package io.github.godocker.container;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.ContainerState;
import io.github.godocker.docker.Containers;
import io.github.godocker.log.ContainerLog;
import java.time.Duration;
import java.util.List;
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

    /** Those of one maker, and the network unless others are in it. */
    int of(String maker) {
        return remove(each -> maker.equals(each.labels().get(Ownership.MAKER)));
    }

    /** One that did not start. What has failed before is what the user has to hear. */
    void afterFailure(String id) {
        boolean interrupted = Thread.interrupted();
        try {
            containers.remove(id);
        } catch (GoDockerException e) {
            log.warning(e.problem() + " " + e.nextStep());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private int remove(Predicate<ContainerState> which) {
        List<ContainerState> present = containers.all(ownership.projectLabel()).stream()
                .filter(each -> ownership.owns(each.labels()))
                .toList();
        List<ContainerState> found = present.stream().filter(which).toList();
        GoDockerException failure = null;
        for (ContainerState each : found) {
            try {
                remove(each);
            } catch (GoDockerException e) {
                // The others have to go all the same.
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
        if (found.size() == present.size()) {
            network.remove();
        }
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
