package io.github.godocker.mojo.container;

import io.github.godocker.GoDockerException;
import io.github.godocker.container.Service;
import io.github.godocker.docker.ImageReference;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.BuildPluginManager;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What the goals have in common that start containers of the module's image: with which program. */
abstract class AbstractRaceMojo extends AbstractContainerMojo {
    /**
     * Runs the module's program with Go's race detector, as {@code go test -race} does for tests. It is compiled beside the
     * one of the image, as the pom says, and takes its place in the container; the image stays as it is. The builder image
     * has to have a C compiler, as golang has without {@code -alpine}; any base image runs it. Each data race is reported as
     * it happens, and a program that ends by itself has the exit code 66 then.
     */
    @Parameter(property = "go-docker.race", defaultValue = "false")
    boolean race;

    @Inject
    LifecycleExecutor lifecycle;

    @Inject
    BuildPluginManager plugins;

    /** @param purpose for a message: {@code watch the sources} */
    final BuildGoals buildGoals(String purpose) {
        return BuildGoals.of(
                lifecycle,
                plugins,
                session,
                project.getPlugin(mojoExecution.getPlugin().getKey()),
                purpose);
    }

    /** What was asked for instead of the image's programs; null for nothing. */
    final @Nullable RaceProgram raceProgram() {
        if (!race) {
            return null;
        }
        BuildGoals goals = buildGoals("compile with the race detector");
        if (!goals.configured("dockerfile").isEmpty()) {
            throw new GoDockerException(
                    "Cannot run with the race detector: only your Dockerfile knows which programs the image has, and where.",
                    "Let that compile with `go build -race`, or leave out -Dgo-docker.race.");
        }
        ImageReference own = reference();
        ImageReference aside = own.withTag(own.tag() + "-race");
        return new RaceProgram(
                goals,
                Optional.ofNullable(image).orElse("").strip(),
                aside,
                layout(aside),
                () -> moduleContainers().ownImage().platform());
    }

    /** The same services, with the race detector where that was asked for; it is compiled now. */
    final List<Service> withRaceDetector(List<Service> services) {
        RaceProgram program = raceProgram();
        if (program == null || services.stream().noneMatch(Service::own)) {
            return services;
        }
        program.compile();
        return services.stream()
                .map(each -> each.own() ? program.in(each) : each)
                .toList();
    }
}
