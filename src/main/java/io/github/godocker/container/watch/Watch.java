package io.github.godocker.container.watch;

import io.github.godocker.GoDockerException;
import io.github.godocker.container.DaemonFailure;
import io.github.godocker.container.RunningService;
import io.github.godocker.container.Service;
import io.github.godocker.container.Services;
import io.github.godocker.docker.Container.Stream;
import io.github.godocker.docker.ContainerSpec.Mount;
import io.github.godocker.docker.ContainerSpec.Volume;
import io.github.godocker.docker.ContainerState;
import io.github.godocker.docker.Containers;
import io.github.godocker.docker.TarStream;
import io.github.godocker.log.WatchLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** A container in the foreground whose program is made anew, and started again, with each change of its sources. */
public final class Watch {
    /** How long it takes until a program's end is told. */
    private static final Duration LOOK = Duration.ofMillis(500);

    /** Looks after the end of its output at which it still runs. */
    private static final int BROKEN_OFF = 3;

    private final Containers containers;
    private final Services services;
    private final int stopTimeout;
    private final WatchLog log;
    /** Whether the last start has failed, so that there may be no container any more. */
    private boolean lost;
    /** Of the last other image; empty if there was none. */
    private String imageId = "";

    /** What a change has led to. */
    public sealed interface Outcome {}

    /** It has to do with nothing that is in the container. */
    public record Same() implements Outcome {}

    /**
     * There are other programs.
     *
     * @param directory of the container that holds them; the container has a volume there
     */
    public record Programs(String directory, Supplier<TarStream> files) implements Outcome {}

    /** There is another image. */
    public record Image(String id) implements Outcome {}

    /** Makes anew what has changed. */
    public interface Maker {
        /** Those of which anything may come when they change. */
        Set<Path> concerning(Set<Path> files);

        /** @throws GoDockerException if that does not work; then all is as it was */
        Outcome after(Set<Path> files);
    }

    /**
     * @param services of which one is watched
     * @param stopTimeout seconds that a program has to end before it is killed
     */
    public Watch(Containers containers, Services services, int stopTimeout, WatchLog log) {
        this.containers = containers;
        this.services = services;
        this.stopTimeout = stopTimeout;
        this.log = log;
    }

    /** A service whose programs can be replaced although its own file system is read-only. */
    public static Service replaceable(Service service, String directory) {
        List<Mount> mounts = new ArrayList<>(service.spec().mounts());
        // Without a name it is the container's alone, begins with what the image has there, and goes with the
        // container.
        mounts.add(new Volume("", directory, Map.of(), false));
        return service.withSpec(service.spec().withMounts(mounts));
    }

    /**
     * Runs it until somebody ends this JVM or interrupts this thread.
     *
     * @param before what it depends on, in their order
     */
    public void run(
            List<Service> before,
            Service service,
            Function<Service, BiConsumer<Stream, String>> sinks,
            Changes changes,
            Maker maker) {
        services.inForeground(before, service, sinks, running -> {
            log.watching(changes.directories());
            try {
                follow(running, sinks.apply(service), changes, maker);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return 0;
        });
    }

    private void follow(RunningService first, BiConsumer<Stream, String> sink, Changes changes, Maker maker)
            throws InterruptedException {
        RunningService running = first;
        boolean ended = false;
        int silent = 0;
        while (true) {
            Changes.Saved saved = changes.next(LOOK);
            // Of the others nothing is told: one of them may be the file that this is told to.
            Set<Path> files = saved.files().isEmpty() ? Set.of() : maker.concerning(saved.files());
            if (!files.isEmpty()) {
                Optional<RunningService> next = next(running, sink, new Changes.Saved(files, saved.began()), maker);
                ended = next.isEmpty() && (ended || lost);
                running = next.orElse(running);
                silent = 0;
            } else if (!ended && running.following().await(Duration.ZERO)) {
                ended = tellEnd(running);
                silent++;
                // The daemon may notice the end of a program after that of its output.
                if (!ended && silent == BROKEN_OFF) {
                    log.brokenOff(running.service().name());
                }
            }
        }
    }

    private Optional<RunningService> next(
            RunningService running, BiConsumer<Stream, String> sink, Changes.Saved saved, Maker maker) {
        log.saved(saved.files());
        Outcome outcome;
        try {
            outcome = maker.after(saved.files());
        } catch (GoDockerException e) {
            log.notMade(running.service().name(), e.problem(), e.nextStep());
            return Optional.empty();
        }
        if (outcome instanceof Same) {
            log.same();
            return Optional.empty();
        }
        try {
            RunningService next = start(running, sink, outcome);
            lost = false;
            log.startedAgain(running.service().name(), Duration.ofNanos(System.nanoTime() - saved.began()));
            return Optional.of(next);
        } catch (GoDockerException e) {
            lost = true;
            log.notStarted(e.problem(), e.nextStep());
            return Optional.empty();
        }
    }

    private RunningService start(RunningService running, BiConsumer<Stream, String> sink, Outcome outcome) {
        RunningService next = running;
        if (outcome instanceof Image image) {
            imageId = image.id();
        }
        if (outcome instanceof Image || lost) {
            Service service = running.service();
            next = services.replace(
                    running, imageId.isEmpty() ? service : service.withImage(imageId), stopTimeout, sink);
        }
        if (outcome instanceof Programs programs) {
            // While the former still runs: it keeps the file that it was started from.
            RunningService former = next;
            DaemonFailure.about(
                    former.service().name(),
                    () -> containers.copyIn(
                            former.id(), programs.directory(), programs.files().get()));
            next = services.restart(next, stopTimeout, sink);
        }
        return next;
    }

    /** @return whether it has ended: its output may have been closed, too */
    private boolean tellEnd(RunningService running) {
        ContainerState state = running.state(containers);
        // What Ctrl-C ends waits for no change.
        if (!state.isRunning() && !services.isOver()) {
            log.ended(
                    running.service().name(),
                    state.exitCode(),
                    state.outOfMemory() ? ": memory ran out" : running.meaning(state.exitCode()));
        }
        return !state.isRunning();
    }
}
