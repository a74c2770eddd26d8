package io.github.godocker.mojo.container;

import io.github.godocker.GoDockerException;
import io.github.godocker.container.DaemonFailure;
import io.github.godocker.container.DebugContainer;
import io.github.godocker.container.Ownership;
import io.github.godocker.container.UserSide;
import io.github.godocker.docker.Container.Exec;
import io.github.godocker.docker.ContainerState;
import io.github.godocker.log.ContainerLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.codehaus.plexus.util.cli.CommandLineUtils;
import org.jspecify.annotations.Nullable;

/**
 * Runs a command in a running container of the module: {@code mvn go-docker:exec -Dgo-docker.command='ls -l /tmp'}. What it
 * prints is printed; an exit code other than 0 fails the build. With {@code -Dgo-docker.interactive} it reads what is
 * typed: a shell, where no command is named.
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

    /**
     * Program and arguments, with quotes around what holds blanks. No shell reads it: {@code sh -c '…'} has one do so.
     * Default with {@code -Dgo-docker.interactive} or {@code -Dgo-docker.debugImage}: {@code sh}.
     */
    @Parameter(property = "go-docker.command")
    @Nullable
    String command;

    /** As whom the command runs, {@code uid[:gid]} or names; default: the user of the container, or of the debug image. */
    @Parameter(property = "go-docker.exec.user")
    @Nullable
    String execUser;

    /**
     * An image with the programs that the container's own lacks, as one from scratch lacks a shell:
     * {@code -Dgo-docker.debugImage=busybox}. The command runs in a container of that image, which has the processes and
     * the network of the other one, and its files in {@code /proc/1/root}; without a command it is a shell that reads what
     * is typed. It is removed at the end.
     */
    @Parameter(property = "go-docker.debugImage")
    @Nullable
    String debugImage;

    /**
     * Passes Maven's standard input on to the program, as {@code docker exec -i} does, and the program's output as it is,
     * byte by byte: {@code echo x | mvn -q go-docker:exec -Dgo-docker.interactive -Dgo-docker.command=cat}. Where Maven has a
     * terminal, the program gets one too.
     */
    @Parameter(property = "go-docker.interactive", defaultValue = "false")
    boolean interactive;

    /**
     * Whether the program gets a terminal, as with {@code docker exec -t}: keys reach it one by one, Ctrl-C too, and it
     * follows the size of the window. Default: if {@code interactive} was asked for, and Maven's standard input and output
     * are a terminal.
     */
    @Parameter(property = "go-docker.tty")
    @Nullable
    Boolean tty;

    @Override
    protected boolean goalSkipped() {
        return execSkip;
    }

    @Override
    protected void run() {
        List<String> words = words();
        ContainerState in = running(container, "run " + words.get(0) + " in");
        int exit = DaemonFailure.asking(in.labels().getOrDefault(Ownership.NAME, in.name()), () -> exitCode(in, words));
        if (exit != 0) {
            throw GoDockerException.code(
                    "Command " + words.get(0) + " ended with exit code " + exit + ".",
                    exit == NOT_FOUND || exit == NOT_EXECUTABLE
                            ? "Is there such a program in the image? One from scratch has no shell, -Dgo-docker.debugImage=busybox"
                                    + " brings one."
                            : "What it printed is above.");
        }
    }

    private int exitCode(ContainerState in, List<String> words) {
        ContainerLog log = containerLog();
        if (!debugImage().isEmpty()) {
            String image = present(debugImage(), "image", "debugImage", policy(pullPolicy), null);
            DebugContainer debug =
                    new DebugContainer(docker(), machine(), ownership(Ownership.newSession()), containerLog());
            try (UserSide user = userSide(interactive || hasNoCommand(), tty)) {
                return debug.run(in, image, words, execUser, user);
            }
        }
        Exec exec = new Exec(words, Map.of(), execUser == null ? "" : execUser.strip(), "");
        if (!interactive && !Boolean.TRUE.equals(tty)) {
            return docker().containers().exec(in.id(), exec, Duration.ofDays(1), (stream, line) -> log.printed(line));
        }
        OptionalInt exit;
        try (UserSide user = userSide(interactive, tty)) {
            exit = docker().containers().exec(in.id(), exec, user);
        }
        if (exit.isEmpty()) {
            log.leftRunning(words.get(0), in.name());
        }
        return exit.orElse(0);
    }

    private String debugImage() {
        return debugImage == null ? "" : debugImage.strip();
    }

    private boolean hasNoCommand() {
        return command == null || command.isBlank();
    }

    private List<String> words() {
        if (hasNoCommand() && (interactive || !debugImage().isEmpty())) {
            return List.of("sh");
        }
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
