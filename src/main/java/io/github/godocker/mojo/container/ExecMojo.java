package io.github.godocker.mojo.container;

import io.github.godocker.GoDockerException;
import io.github.godocker.container.Services;
import io.github.godocker.docker.ContainerState;
import io.github.godocker.log.ContainerLog;
import java.time.Duration;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.codehaus.plexus.util.cli.CommandLineUtils;
import org.jspecify.annotations.Nullable;

/**
 * Runs a command in a running container of the module: {@code mvn go-docker:exec -Dgo-docker.command='ls -l /tmp'}. What it
 * prints is printed; an exit code other than 0 fails the build. It has no standard input and no terminal.
 */
@Mojo(name = "exec", threadSafe = true)
public class ExecMojo extends AbstractContainerMojo {
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

    /** Skips this goal. */
    @Parameter(property = "go-docker.exec.skip", defaultValue = "false")
    boolean execSkip;

    /** The name of the container; default: the only one that runs. */
    @Parameter(property = "go-docker.container")
    @Nullable
    String container;

    /** Program and arguments, with quotes around what holds blanks. No shell reads it: {@code sh -c '…'} has one do so. */
    @Parameter(property = "go-docker.command")
    @Nullable
    String command;

    @Override
    protected boolean goalSkipped() {
        return execSkip;
    }

    @Override
    protected void run() {
        List<String> words = words();
        List<String> names = container == null || container.isBlank() ? List.of() : List.of(container.strip());
        List<ContainerState> running = new Services(docker(), machine(), ownership(""), containerLog())
                .named(names).stream().filter(ContainerState::isRunning).toList();
        if (running.size() != 1) {
            throw new GoDockerException(
                    "Cannot run " + words.get(0) + " in a container: "
                            + (running.isEmpty() ? "it does not run." : "several of this module run."),
                    running.isEmpty()
                            ? "Start it: `mvn go-docker:start`; `mvn go-docker:logs` shows why it has ended."
                            : "Choose one by -Dgo-docker.container=<name>.");
        }
        ContainerLog log = containerLog();
        int exit = docker().containers()
                .exec(running.get(0).id(), words, Duration.ofDays(1), (stream, line) -> log.printed(line));
        if (exit != 0) {
            throw GoDockerException.code(
                    "Command " + words.get(0) + " ended with exit code " + exit + ".",
                    exit == NOT_FOUND || exit == NOT_EXECUTABLE
                            ? "Is there such a program in the image? One from scratch has no shell."
                            : "What it printed is above.");
        }
    }

    private List<String> words() {
        if (command == null || command.isBlank()) {
            throw new GoDockerException(
                    "Cannot run a command: there is none.", "Write -Dgo-docker.command='ls -l /tmp'.");
        }
        try {
            return List.of(CommandLineUtils.translateCommandline(command.strip()));
        } catch (Exception e) { // as it declares
            throw new GoDockerException(
                    "Cannot read -Dgo-docker.command: a quote in it is not closed.", "Close it, or leave it out.", e);
        }
    }
}
