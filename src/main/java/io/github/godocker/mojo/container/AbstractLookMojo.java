package io.github.godocker.mojo.container;

import io.github.godocker.GoDockerException;
import io.github.godocker.container.StartedContainers;
import io.github.godocker.container.UserSide;
import io.github.godocker.docker.ContainerState;
import io.github.godocker.log.LiveTable;
import java.time.Duration;
import java.util.List;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What the goals have in common that show something of all running containers, once or again and again. */
abstract class AbstractLookMojo extends AbstractContainerMojo {
    /** Names of containers; default: all that {@code start} has started. */
    @Parameter(property = "go-docker.container")
    @Nullable
    List<String> container;

    /** Goes on until they have ended or Ctrl-C. */
    @Parameter(property = "go-docker.follow", defaultValue = "false")
    boolean follow;

    /** Prints lines of JSON instead of a table, one for each row of it; sizes are whole bytes. */
    @Parameter(property = "go-docker.json", defaultValue = "false")
    boolean json;

    /** Why there is nothing to look at. */
    private final String nothing;
    /** Between two looks. */
    private final Duration pause;

    AbstractLookMojo(String nothing, Duration pause) {
        this.nothing = nothing;
        this.pause = pause;
    }

    /** One look at each of them, as rows. */
    abstract List<String> look(List<ContainerState> running);

    @Override
    protected final void run() {
        StartedContainers started = startedContainers();
        List<String> names = clean(container);
        tellEnded(started.named(names));
        List<ContainerState> running = started.running(names);
        if (running.isEmpty()) {
            throw new GoDockerException(nothing, "Start them: `mvn go-docker:start`.");
        }
        LiveTable table =
                new LiveTable(console(), follow && !json && console().interactive() && UserSide.hasTerminal());
        while (!running.isEmpty()) {
            table.show(look(running));
            running = follow && goesOn()
                    ? started.stillRunning(names, running, name -> {
                        table.leave();
                        containerLog().gone(name);
                    })
                    : List.of();
        }
    }

    private boolean goesOn() {
        try {
            Thread.sleep(pause.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
