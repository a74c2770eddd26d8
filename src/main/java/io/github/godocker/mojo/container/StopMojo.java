package io.github.godocker.mojo.container;

import io.github.godocker.container.Services;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Stops and removes what {@code start} has started: of this build, or on the command line, what runs of this module. */
@Mojo(name = "stop", defaultPhase = LifecyclePhase.POST_INTEGRATION_TEST, threadSafe = true)
public class StopMojo extends AbstractContainerMojo {
    /** Skips this goal. */
    @Parameter(property = "go-docker.stop.skip", defaultValue = "false")
    boolean stopSkip;

    /** Leaves the containers running, for a look at them. */
    @Parameter(property = "go-docker.keep", defaultValue = "false")
    boolean keep;

    @Override
    protected boolean goalSkipped() {
        return stopSkip;
    }

    @Override
    protected void run() {
        boolean inBuild = BoundGoals.inLifecycle(mojoExecution);
        if (inBuild && keep) {
            log().skipped("go-docker.keep is set");
            return;
        }
        Services services = new Services(docker(), machine(), ownership(inBuild ? sessionName() : ""), containerLog());
        if (services.stop() == 0) {
            containerLog().nothingToStop();
        }
    }
}
