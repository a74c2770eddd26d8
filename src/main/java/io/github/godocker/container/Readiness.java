package io.github.godocker.container;

import io.github.godocker.GoDockerException;
import io.github.godocker.PomValues;
import io.github.godocker.container.Probe.Result;
import io.github.godocker.container.settings.Command;
import io.github.godocker.container.settings.Exit;
import io.github.godocker.container.settings.Healthy;
import io.github.godocker.container.settings.Http;
import io.github.godocker.container.settings.Log;
import io.github.godocker.container.settings.Tcp;
import io.github.godocker.container.settings.Wait;
import io.github.godocker.docker.Container.Exec;
import io.github.godocker.docker.ContainerState;
import io.github.godocker.docker.ContainerState.HostPort;
import io.github.godocker.docker.Containers;
import io.github.godocker.log.ContainerLog;
import java.time.Duration;
import java.util.List;

/** Waits until a container is ready, and no longer than it lives. */
record Readiness(Containers containers, Machine machine, ContainerLog log) {
    private static final long PAUSE_MILLIS = 100;
    private static final String LINES_ABOVE = "The lines above are its last ones.";

    /** Waits for all that makes this service ready, one after the other. */
    void await(RunningService running) throws InterruptedException {
        for (Wait wait : running.service().waits()) {
            await(running, wait);
        }
    }

    /** One that has failed meanwhile is not started, whatever was waited for. */
    void checkNotFailed(RunningService running) {
        ContainerState state = running.state(containers);
        boolean mayFail = running.service().waits().stream().anyMatch(Exit.class::isInstance);
        if (!mayFail && !state.isRunning() && state.exitCode() != 0) {
            throw ended(running, state, " right after its start");
        }
    }

    private void await(RunningService running, Wait wait) throws InterruptedException {
        long start = System.nanoTime();
        long end = start + Duration.ofSeconds(wait.timeout).toNanos();
        String seen = "";
        while (true) {
            // Before the look: what it says while it ends was said before its end.
            ContainerState state = running.state(containers);
            Result result = look(running, wait, state, end);
            if (result.ready()) {
                log.ready(running.service().name(), describe(wait), Duration.ofNanos(System.nanoTime() - start));
                return;
            }
            seen = result.seen().isEmpty() ? seen : result.seen();
            if (!state.isRunning()) {
                throw ended(
                        running,
                        state,
                        wait instanceof Exit exit
                                ? ", not with " + exit.code
                                : " while its start was waited for (" + describe(wait) + ")");
            }
            if (System.nanoTime() > end) {
                throw late(running, wait, seen);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private Result look(RunningService running, Wait wait, ContainerState state, long end) {
        if (wait instanceof Log logged) {
            if (!state.isRunning()) {
                running.awaitOutput();
            }
            return running.output().has(logged)
                    ? Result.READY
                    : new Result(false, "its last line is '" + running.output().lastLine() + "'");
        }
        if (wait instanceof Exit exit) {
            if (state.isRunning()) {
                return new Result(false, "it still runs");
            }
            return state.exitCode() == exit.code ? Result.READY : new Result(false, "");
        }
        if (!state.isRunning()) {
            return new Result(false, "");
        }
        if (wait instanceof Tcp tcp) {
            HostPort port = running.hostPort(state, tcp.port);
            return Probe.tcp(machine.reached(port), port.port());
        }
        if (wait instanceof Http http) {
            HostPort port = running.hostPort(state, running.httpPort(http));
            return Probe.http(machine.reached(port), port.port(), http, end);
        }
        if (wait instanceof Command command) {
            return command(state, command, end);
        }
        return healthy(running, state);
    }

    private Result command(ContainerState state, Command command, long end) {
        StringBuilder last = new StringBuilder();
        try {
            Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
            int exit =
                    containers.exec(state.id(), new Exec(PomValues.clean(command.arguments)), left, (stream, line) -> {
                        last.setLength(0);
                        last.append(line);
                    });
            return exit == 0
                    ? Result.READY
                    : new Result(false, "exit code " + exit + (last.isEmpty() ? "" : ", '" + last + "'"));
        } catch (GoDockerException e) {
            // Where the container has ended meanwhile, or is started again, the next look at it tells.
            return new Result(false, System.nanoTime() < end ? e.problem() : "the command has not ended");
        }
    }

    private static Result healthy(RunningService running, ContainerState state) {
        if (state.health().isEmpty()) {
            throw new GoDockerException(
                    "Cannot wait for container " + running.service().name()
                            + " to be healthy: its image has no health check.",
                    "Wait by <tcp>, <http> or <log>, or set <healthcheck> for the image.");
        }
        return state.health().equals("healthy")
                ? Result.READY
                : new Result(
                        false,
                        "it is " + state.health()
                                + (state.healthOutput().isEmpty() ? "" : ", '" + state.healthOutput() + "'"));
    }

    private GoDockerException ended(RunningService running, ContainerState state, String when) {
        running.awaitOutput();
        tell(running);
        String name = running.service().name();
        String memory = state.outOfMemory() ? ", memory ran out" : "";
        return new GoDockerException(
                "Container " + name + " ended with exit code " + state.exitCode() + memory
                        + running.meaning(state.exitCode())
                        + when
                        + (state.error().isEmpty() ? "" : ": " + state.error()) + ".",
                (state.outOfMemory()
                                ? "Give it more: <memory>, or let it use less. "
                                : running.output().last().isEmpty() ? "It printed nothing. " : "")
                        + (running.output().last().isEmpty() ? "" : LINES_ABOVE));
    }

    private GoDockerException late(RunningService running, Wait wait, String seen) {
        tell(running);
        return new GoDockerException(
                "Container " + running.service().name() + " is not ready after " + wait.timeout + " s: "
                        + describe(wait) + (seen.isEmpty() ? "" : "; seen last: " + seen) + ".",
                "Correct <waitFor>, or raise its <timeout> if it only is slow."
                        + (running.output().last().isEmpty() ? " It printed nothing." : " " + LINES_ABOVE));
    }

    private void tell(RunningService running) {
        List<String> lines = running.output().last();
        if (!lines.isEmpty()) {
            log.lastLines(running.service().name(), lines);
        }
    }

    /** For messages: {@code http GET /health on port 8080}. */
    static String describe(Wait wait) {
        if (wait instanceof Log logged) {
            return "a line with '" + logged.pattern + "'" + (logged.times > 1 ? " " + logged.times + " times" : "");
        }
        if (wait instanceof Tcp tcp) {
            return "tcp port " + tcp.port;
        }
        if (wait instanceof Http http) {
            return (http.https ? "https " : "http ") + http.method + " " + http.path
                    + (http.port == null ? "" : " on port " + http.port) + ", status " + http.status
                    + (http.body == null ? "" : ", body '" + http.body + "'");
        }
        if (wait instanceof Exit exit) {
            return "exit code " + exit.code;
        }
        if (wait instanceof Command command) {
            // What follows the program may be secret.
            return "command " + PomValues.clean(command.arguments).get(0);
        }
        return wait instanceof Healthy ? "healthy" : wait.getClass().getSimpleName();
    }
}
