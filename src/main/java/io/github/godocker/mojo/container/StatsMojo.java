package io.github.godocker.mojo.container;

import io.github.godocker.GoDockerException;
import io.github.godocker.container.Ownership;
import io.github.godocker.container.Services;
import io.github.godocker.container.StatsTable;
import io.github.godocker.docker.ContainerState;
import io.github.godocker.docker.ContainerStats;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Shows what the module's running containers take: CPU, memory against its limit, network, block I/O, processes and
 * threads. Once, or with {@code -Dgo-docker.follow} again and again until Ctrl-C.
 */
@Mojo(name = "stats", threadSafe = true)
public class StatsMojo extends AbstractContainerMojo {
    /** Skips this goal. */
    @Parameter(property = "go-docker.stats.skip", defaultValue = "false")
    boolean statsSkip;

    /** Names of containers; default: all that {@code start} has started. */
    @Parameter(property = "go-docker.container")
    @Nullable
    List<String> container;

    /** Goes on until they have ended or Ctrl-C. */
    @Parameter(property = "go-docker.follow", defaultValue = "false")
    boolean follow;

    /** Prints a line of JSON for each container, with whole bytes, instead of a table. */
    @Parameter(property = "go-docker.json", defaultValue = "false")
    boolean json;

    @Override
    protected boolean goalSkipped() {
        return statsSkip;
    }

    @Override
    protected void run() {
        Services services = new Services(docker(), machine(), ownership(""), containerLog());
        List<String> names = clean(container);
        List<ContainerState> running = services.running(names);
        if (running.isEmpty()) {
            throw new GoDockerException(
                    "Cannot look at what containers take: none of this module runs.",
                    "Start them: `mvn go-docker:start`.");
        }
        do {
            if (!json) {
                containerLog().printed(StatsTable.head());
            }
            for (ContainerState each : running) {
                String name = each.labels().getOrDefault(Ownership.NAME, each.name());
                ContainerStats stats = docker().containers().stats(each.id());
                containerLog().printed(json ? StatsTable.json(name, each.id(), stats) : StatsTable.row(name, stats));
            }
            running = follow ? services.running(names) : List.of();
        } while (!running.isEmpty() && !Thread.currentThread().isInterrupted());
    }
}
