package io.github.godocker.container;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.ContainerState;
import io.github.godocker.docker.Containers;
import io.github.godocker.docker.Docker;
import io.github.godocker.docker.Interaction;
import io.github.godocker.docker.RunSpec;
import io.github.godocker.log.ContainerLog;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A container beside another one, for the programs that the image of that one does not have: it has that one's processes
 * and network, and so reaches its files by {@code /proc/1/root}. It goes when its program ends.
 */
public final class DebugContainer {
    private final Containers containers;
    private final Services services;
    private final Ownership ownership;
    private final ContainerLog log;

    /** @param ownership of a session of its own, so that the next one removes what a {@code kill -9} leaves */
    public DebugContainer(Docker docker, Machine machine, Ownership ownership, ContainerLog log) {
        this.containers = docker.containers();
        this.services = new Services(docker, machine, ownership, log);
        this.ownership = ownership;
        this.log = log;
    }

    /**
     * @param image that the daemon has
     * @param user null for the image's
     * @return the exit code; 0 if it was left by the terminal's detach keys
     */
    public int run(ContainerState target, String image, List<String> command, @Nullable String user, Interaction with) {
        services.removeLeftOvers();
        String name = target.labels().getOrDefault(Ownership.NAME, target.name());
        AtomicReference<@Nullable String> created = new AtomicReference<>();
        try (AtShutdown unused = AtShutdown.run("go-docker-debug-end", () -> removeIfThere(created.get()))) {
            String id = containers.create(
                    ownership.containerName("debug-" + name),
                    spec(target, image, command, user, with),
                    said -> log.warning(name + ": " + said));
            created.set(id);
            return talk(id, name, image, with);
        }
    }

    private int talk(String id, String name, String image, Interaction with) {
        try {
            OptionalInt exit = containers.run(id, with, () -> log.debugging(name, image));
            if (exit.isEmpty()) {
                log.leftAndStopped(name);
            }
            return exit.orElse(0);
        } catch (GoDockerException e) {
            throw StartFailure.NO_PROGRAM.isIn(e.problem())
                    ? e.withNextStep("Take another -Dgo-docker.debugImage, or name a program that it has:"
                            + " -Dgo-docker.command=<program>.")
                    : e;
        } finally {
            boolean interrupted = Thread.interrupted();
            remove(id);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void removeIfThere(@Nullable String id) {
        if (id != null) {
            remove(id);
        }
    }

    private void remove(String id) {
        try {
            containers.remove(id);
        } catch (GoDockerException e) {
            log.warning(e.problem() + " " + e.nextStep());
        }
    }

    private RunSpec spec(
            ContainerState target, String image, List<String> command, @Nullable String user, Interaction with) {
        String other = "container:" + target.id();
        return new RunSpec(
                image,
                null,
                new RunSpec.Command(command, null, Map.of(), user, null, null, null, false),
                // Without it the kernel shows no files of a process, not even to root.
                new RunSpec.Isolation(
                        false, List.of("SYS_PTRACE"), List.of(), List.of(), List.of(), List.of(), Map.of(), other),
                new RunSpec.Resources(0, 0, 0, 0, 0, List.of()),
                new RunSpec.Networking(other, List.of(), null, List.of(), List.of(), List.of()),
                new RunSpec.Logging(null, Map.of()),
                List.of(),
                ownership.debugLabels(),
                null,
                new RunSpec.Attended(with.input(), with.terminal()),
                true);
    }
}
