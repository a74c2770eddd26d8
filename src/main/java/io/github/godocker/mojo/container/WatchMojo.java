package io.github.godocker.mojo.container;

import io.github.godocker.GoDockerException;
import io.github.godocker.container.Ownership;
import io.github.godocker.container.Service;
import io.github.godocker.container.Services;
import io.github.godocker.container.watch.SavedFiles;
import io.github.godocker.container.watch.Watch;
import io.github.godocker.handover.ImageLayout;
import io.github.godocker.log.WatchLog;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Runs a container of the module's own image in the foreground, as {@code run} does, and with each saved file compiles
 * anew, puts the program into the container and starts it again: {@code mvn go-docker:watch}. What does not compile is
 * shown, and the program before it goes on. Before it begins it compiles and builds what has changed.
 */
@Mojo(name = "watch", threadSafe = true)
public class WatchMojo extends AbstractForegroundMojo {
    /** Skips this goal. */
    @Parameter(property = "go-docker.watch.skip", defaultValue = "false")
    boolean watchSkip;

    /** How many seconds a program has, when it is started again, from its stop signal until it is killed. */
    @Parameter(property = "go-docker.watch.stopTimeout", defaultValue = "2")
    int watchStopTimeout;

    @Override
    protected boolean goalSkipped() {
        return watchSkip;
    }

    @Override
    protected void run() {
        if (watchStopTimeout < 0) {
            throw new GoDockerException(
                    "Cannot use -Dgo-docker.watch.stopTimeout=" + watchStopTimeout + ": it is less than nothing.",
                    "Write a number of seconds; 0 kills at once.");
        }
        BuildGoals goals = buildGoals("watch the sources");
        RaceProgram raceProgram = raceProgram();
        ImageLayout layout = layout(reference());
        try (SavedFiles saved = new SavedFiles(baseDirectory(), target().root())) {
            WatchLog log = new WatchLog(console());
            WatchedSources sources = new WatchedSources(baseDirectory(), goals, raceProgram, layout, saved, log);
            sources.make();
            Foreground what = foreground(ready -> ready);
            Service service = what.service();
            if (!service.own()) {
                throw new GoDockerException(
                        "Cannot watch container " + service.name() + ": it is of another image than the module's.",
                        "Choose one of the module's image by -Dgo-docker.container=<name>.");
            }
            Services services = new Services(docker(), machine(), ownership(Ownership.newSession()), containerLog());
            new Watch(docker().containers(), services, watchStopTimeout, log)
                    .run(what.before(), sources.replaceable(service), this::sink, saved, sources);
        }
    }
}
