package io.github.godocker.mojo.container;

import io.github.godocker.GoDockerException;
import io.github.godocker.container.Ownership;
import io.github.godocker.container.ProcessTable;
import io.github.godocker.container.Services;
import io.github.godocker.docker.ContainerState;
import java.time.Duration;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Shows the processes of the module's running containers in one table, as {@code docker top} does for one. Once, or with
 * {@code -Dgo-docker.follow} every two seconds until Ctrl-C. Process ids are those of the daemon's machine.
 */
@Mojo(name = "top", threadSafe = true)
public class TopMojo extends AbstractContainerMojo {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** Skips this goal. */
    @Parameter(property = "go-docker.top.skip", defaultValue = "false")
    boolean topSkip;

    /** Names of containers; default: all that {@code start} has started. */
    @Parameter(property = "go-docker.container")
    @Nullable
    List<String> container;

    /** Goes on until they have ended or Ctrl-C. */
    @Parameter(property = "go-docker.follow", defaultValue = "false")
    boolean follow;

    /** Prints a line of JSON for each process instead of a table. */
    @Parameter(property = "go-docker.json", defaultValue = "false")
    boolean json;

    @Override
    protected boolean goalSkipped() {
        return topSkip;
    }

    @Override
    protected void run() {
        Services services = new Services(docker(), machine(), ownership(""), containerLog());
        List<String> names = clean(container);
        List<ContainerState> running = services.running(names);
        if (running.isEmpty()) {
            throw new GoDockerException(
                    "Cannot look at processes: no container of this module runs.",
                    "Start them: `mvn go-docker:start`.");
        }
        while (!running.isEmpty()) {
            ProcessTable table = new ProcessTable();
            for (ContainerState each : running) {
                docker().containers()
                        .top(each.id())
                        .ifPresent(processes -> table.add(
                                each.labels().getOrDefault(Ownership.NAME, each.name()), each.id(), processes));
            }
            (json ? table.json() : table.rows()).forEach(containerLog()::printed);
            running = follow && pause() ? services.running(names) : List.of();
        }
    }

    /** @return false to end */
    private static boolean pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
