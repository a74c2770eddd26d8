package io.github.godocker.mojo.container;

import io.github.godocker.container.LogFiles;
import io.github.godocker.container.Machine;
import io.github.godocker.container.Ownership;
import io.github.godocker.container.RaceReports;
import io.github.godocker.container.RunningService;
import io.github.godocker.container.Service;
import io.github.godocker.container.Services;
import io.github.godocker.container.StartedPorts;
import io.github.godocker.docker.Container.Stream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Starts the module's containers, and waits until they are ready: before integration tests, with {@code stop} after them.
 * Then they are gone when the build ends, also by a failure or Ctrl-C; what a {@code kill -9} leaves, the next {@code start}
 * removes. On the command line, {@code mvn go-docker:start}, they run until {@code mvn go-docker:stop}.
 *
 * <p>Each tells where it is by project properties and in {@code target/go-docker/containers.properties}:
 * {@code go-docker.<name>.host}, {@code go-docker.<name>.port.<port>}, {@code go-docker.<name>.id}.
 */
@Mojo(name = "start", defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST, threadSafe = true)
public class StartMojo extends AbstractRaceMojo {
    /** Skips this goal. */
    @Parameter(property = "go-docker.start.skip", defaultValue = "false")
    boolean startSkip;

    /** Skips this goal, too: there are no integration tests then. */
    @Parameter(property = "skipITs", defaultValue = "false")
    boolean skipITs;

    /** As {@code skipITs}. */
    @Parameter(property = "skipTests", defaultValue = "false")
    boolean skipTests;

    /** As {@code skipITs}. */
    @Parameter(property = "maven.test.skip", defaultValue = "false")
    boolean skipAllTests;

    /** Leaves the containers running when the build ends, for a look at them. */
    @Parameter(property = "go-docker.keep", defaultValue = "false")
    boolean keep;

    @Override
    protected boolean goalSkipped() {
        return startSkip;
    }

    @Override
    protected void run() {
        boolean inBuild = BoundGoals.inLifecycle(mojoExecution);
        if (inBuild && (skipITs || skipTests || skipAllTests)) {
            log().skipped("there are no integration tests");
            return;
        }
        Machine machine = machine();
        boolean withBuild = inBuild && BoundGoals.bound(project, mojoExecution, "stop") && !keep;
        Ownership ownership = ownership(withBuild ? sessionName() : "");
        Services services = new Services(docker(), machine, ownership, containerLog());
        List<Service> ready = withRaceDetector(withImages(services()));
        LogFiles logs = inBuild ? LogFiles.in(target()) : LogFiles.none();
        List<RunningService> running = new CopyOnWriteArrayList<>();
        if (inBuild) {
            // Before there is anything: what fails or is interrupted in between is seen to as well.
            atEnd(
                    "containers of " + ownership.project() + " " + mojoExecution.getExecutionId(),
                    () -> end(services, withBuild, running, logs));
        }
        StartedPorts.forget(target());
        running.addAll(services.start(ready, service -> sink(service, logs), keep));
        if (!inBuild) {
            running.forEach(each -> each.following().close());
        }
        StartedPorts ports = StartedPorts.of(docker().containers(), machine, running);
        ports.each(containerLog()::published);
        ports.values().forEach(project.getProperties()::setProperty);
        ports.write(target());
        if (!withBuild) {
            containerLog().keptRunning("mvn go-docker:stop");
        }
    }

    private BiConsumer<Stream, String> sink(Service service, LogFiles logs) {
        BiConsumer<Stream, String> file = logs.of(service.name());
        return race && service.own() ? new RaceReports(service.name(), file, containerLog()) : file;
    }

    private static void end(Services services, boolean withBuild, List<RunningService> running, LogFiles logs) {
        if (withBuild) {
            services.end();
            running.forEach(RunningService::awaitOutput);
        }
        running.forEach(each -> each.following().close());
        logs.close();
    }
}
