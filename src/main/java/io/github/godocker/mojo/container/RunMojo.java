package io.github.godocker.mojo.container;

import io.github.godocker.GoDockerException;
import io.github.godocker.container.Ownership;
import io.github.godocker.container.Services;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Runs a container in the foreground: {@code mvn package go-docker:run}. What it prints is printed; Ctrl-C stops it; its
 * exit code, if it is not 0, ends the build. What it depends on is started before, and nothing is left of either.
 */
@Mojo(name = "run", threadSafe = true)
public class RunMojo extends AbstractForegroundMojo {
    /** Skips this goal. */
    @Parameter(property = "go-docker.run.skip", defaultValue = "false")
    boolean runSkip;

    @Override
    protected boolean goalSkipped() {
        return runSkip;
    }

    @Override
    protected void run() {
        Foreground what = foreground();
        Services services = new Services(docker(), machine(), ownership(Ownership.newSession()), containerLog());
        int exit = services.run(what.before(), what.service(), this::sink);
        if (exit != 0) {
            throw GoDockerException.code(
                    "Container " + what.service().name() + " ended with exit code " + exit + ".",
                    "What it printed is above.");
        }
    }
}
