package io.github.godocker.mojo.container;

import io.github.godocker.container.Ownership;
import io.github.godocker.container.ProcessTable;
import io.github.godocker.docker.ContainerState;
import java.time.Duration;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Shows the processes of the module's running containers in one table, as {@code docker top} does for one. Once, or with
 * {@code -Dgo-docker.follow} every two seconds until Ctrl-C. Process ids are those of the daemon's machine.
 */
@Mojo(name = "top", threadSafe = true)
public class TopMojo extends AbstractLookMojo {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** Skips this goal. */
    @Parameter(property = "go-docker.top.skip", defaultValue = "false")
    boolean topSkip;

    public TopMojo() {
        super("Cannot look at processes: no container of this module runs.", PAUSE);
    }

    @Override
    protected boolean goalSkipped() {
        return topSkip;
    }

    @Override
    List<String> look(List<ContainerState> running) {
        ProcessTable table = new ProcessTable();
        for (ContainerState each : running) {
            docker().containers()
                    .top(each.id())
                    .ifPresent(processes ->
                            table.add(each.labels().getOrDefault(Ownership.NAME, each.name()), each.id(), processes));
        }
        return json ? table.json() : table.rows();
    }
}
