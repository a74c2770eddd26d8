package io.github.godocker.mojo.container;

import io.github.godocker.container.Ownership;
import io.github.godocker.container.StatsTable;
import io.github.godocker.docker.ContainerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Shows what the module's running containers take: CPU, memory against its limit, network, block I/O, processes and
 * threads. Once, or with {@code -Dgo-docker.follow} again and again until Ctrl-C.
 */
@Mojo(name = "stats", threadSafe = true)
public class StatsMojo extends AbstractLookMojo {
    /** Skips this goal. */
    @Parameter(property = "go-docker.stats.skip", defaultValue = "false")
    boolean statsSkip;

    public StatsMojo() {
        // The daemon takes a second for each look by itself.
        super("Cannot look at what containers take: none of this module runs.", Duration.ZERO);
    }

    @Override
    protected boolean goalSkipped() {
        return statsSkip;
    }

    @Override
    List<String> look(List<ContainerState> running) {
        List<String> rows = new ArrayList<>();
        if (!json) {
            rows.add(StatsTable.head());
        }
        for (ContainerState each : running) {
            String name = each.labels().getOrDefault(Ownership.NAME, each.name());
            docker().containers()
                    .stats(each.id())
                    .ifPresent(stats ->
                            rows.add(json ? StatsTable.json(name, each.id(), stats) : StatsTable.row(name, stats)));
        }
        return rows;
    }
}
