package io.github.godocker.mojo.container;

import io.github.godocker.GoDockerException;
import io.github.godocker.container.Ownership;
import io.github.godocker.container.Services;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Runs a container in the foreground: {@code mvn package go-docker:run}. What it prints is printed; Ctrl-C stops it; its
 * exit code, if it is not 0, ends the build. What it depends on is started before, and nothing is left of either. With
 * {@code -Dgo-docker.interactive} it reads what is typed.
 */
@Mojo(name = "run", threadSafe = true)
public class RunMojo extends AbstractForegroundMojo {
    /** Skips this goal. */
    @Parameter(property = "go-docker.run.skip", defaultValue = "false")
    boolean runSkip;

    /**
     * Passes Maven's standard input on to the program, as {@code docker run -i} does, and the program's output as it is,
     * byte by byte: {@code echo x | mvn -q go-docker:run -Dgo-docker.interactive}. Where Maven has a
     * terminal, the program gets one too.
     */
    @Parameter(property = "go-docker.interactive", defaultValue = "false")
    boolean interactive;

    /**
     * Whether the program gets a terminal, as with {@code docker run -t}: keys reach it one by one, Ctrl-C too, and it
     * follows the size of the window. Default: if {@code interactive} was asked for, and Maven's standard input and output
     * are a terminal.
     */
    @Parameter(property = "go-docker.tty")
    @Nullable
    Boolean tty;

    @Override
    protected boolean goalSkipped() {
        return runSkip;
    }

    @Override
    protected void run() {
        Foreground what = foreground(this::withRaceDetector);
        Services services = new Services(docker(), machine(), ownership(Ownership.newSession()), containerLog());
        int exit = interactive || Boolean.TRUE.equals(tty)
                ? services.talk(what.before(), what.service(), this::sink, userSide(interactive, tty))
                : services.run(what.before(), what.service(), this::sink);
        if (exit != 0) {
            throw GoDockerException.code(
                    "Container " + what.service().name() + " ended with exit code " + exit + ".",
                    "What it printed is above.");
        }
    }
}
