package io.github.godocker.container;

import static io.github.godocker.KnownFailure.said;

import io.github.godocker.GoDockerException;
import io.github.godocker.KnownFailure;
import java.util.List;
import java.util.regex.Pattern;

/** What the daemon's words mean where it does not start a container, and what to do. */
final class StartFailure {
    private static final KnownFailure PORT_TAKEN = new KnownFailure(
            "a port of the daemon's machine is taken",
            said("Docker 20.10.24", "port is already allocated", "address already in use"),
            said("Docker on Windows, unseen", "bind: Only one usage"));
    static final KnownFailure NAME_TAKEN = new KnownFailure(
            "another container has the name",
            said("Docker 20.10.24", Pattern.compile("container name .* is already in use", Pattern.DOTALL)));
    static final KnownFailure NO_PROGRAM = new KnownFailure(
            "the image has no such program, or it cannot be executed",
            said(
                    "Docker 20.10.24",
                    "executable file not found",
                    "no such file or directory: unknown",
                    "permission denied: unknown"));

    private StartFailure() {}

    /** Another Maven was faster, which has the same to start. */
    static GoDockerException alreadyStarting(String service, String name) {
        return new GoDockerException(
                "Cannot start container " + service + ": another build or command of this module is starting it, as "
                        + name + ".",
                "Let that end. `mvn go-docker:stop` stops what it has started.");
    }

    /** @param name that the container was to have in the daemon */
    static GoDockerException explain(GoDockerException e, Service service, String name) {
        if (NAME_TAKEN.isIn(e.problem())) {
            return new GoDockerException(
                    "Cannot start container " + service.name() + ": Docker has another container named " + name
                            + ", of another program or another checkout.",
                    "Give it another <name>, or remove the other one: `docker rm -f " + name + "`.",
                    e);
        }
        if (PORT_TAKEN.isIn(e.problem())) {
            List<String> fixed = service.ports().stream()
                    .filter(port -> port.host() != 0)
                    .map(port -> String.valueOf(port.host()))
                    .toList();
            String ports = String.join(", ", fixed);
            GoDockerException taken = new GoDockerException(
                    "Cannot start container " + service.name() + ": "
                            + (fixed.isEmpty()
                                    ? "a port"
                                    : fixed.size() == 1 ? "port " + ports : "one of the ports " + ports)
                            + " is taken by another program or container.",
                    fixed.isEmpty()
                            ? "It was free a moment before: run the build again."
                            : "Take a free one: <port>some.property:"
                                    + service.ports().stream()
                                            .filter(port -> port.host() != 0)
                                            .map(Port::container)
                                            .findFirst()
                                            .orElse(0)
                                    + "</port>, or for `run` -Dgo-docker.run.ports=<port of the container>; `docker ps` shows"
                                    + " whether a container has it.");
            taken.addSuppressed(e);
            return taken;
        }
        if (NO_PROGRAM.isIn(e.problem())) {
            return DaemonFailure.of(service.name(), e)
                    .withNextStep("Correct <entrypoint> or <arguments> of container " + service.name()
                            + ": the image has no such program.");
        }
        return DaemonFailure.of(service.name(), e);
    }
}
