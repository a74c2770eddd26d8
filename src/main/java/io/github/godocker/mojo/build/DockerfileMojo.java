package io.github.godocker.mojo.build;

import io.github.godocker.Platform;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes the multi-stage Dockerfile of the image, {@code target/go-docker/<name>/Dockerfile}. It is complete by itself
 * ({@code docker build} with it needs no Maven), and it is the one that the goal {@code build} uses. Needs no Docker.
 */
@Mojo(name = "dockerfile", defaultPhase = LifecyclePhase.PREPARE_PACKAGE, threadSafe = true)
public class DockerfileMojo extends AbstractImageMojo {
    /** Skips this goal. */
    @Parameter(property = "go-docker.dockerfile.skip", defaultValue = "false")
    boolean dockerfileSkip;

    @Override
    protected boolean goalSkipped() {
        return dockerfileSkip;
    }

    @Override
    protected void run() {
        if (library().isPresent()) {
            nothingToDo(); // the goal `build` says that there is no image
            return;
        }
        if (dockerfile != null) {
            log().skipped("the image has a Dockerfile of its own, " + shown(dockerfile.toPath()));
            return;
        }
        Image image = image(Platform.ANY);
        if (writeDockerfile(image)) {
            log().wrote("Dockerfile", shown(image.layout().dockerfile()));
        } else {
            nothingToDo();
        }
    }
}
