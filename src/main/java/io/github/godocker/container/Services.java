package io.github.godocker.container;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.Container.Stream;
import io.github.godocker.docker.ContainerState;
import io.github.godocker.docker.Containers;
import io.github.godocker.docker.Containers.Following;
import io.github.godocker.docker.Docker;
import io.github.godocker.docker.Interaction;
import io.github.godocker.docker.RunSpec;
import io.github.godocker.log.ContainerLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The containers of one module: started together, on a network of their own, each after those that it depends on; stopped
 * together, and gone together when one of them does not start.
 */
public final class Services {
    private final Containers containers;
    private final Machine machine;
    private final Ownership ownership;
    private final ContainerLog log;
    private final ModuleNetwork network;
    private final OpenOutputs outputs;
    private final Takedown takedown;
    private final String maker = Ownership.newSession();
    private final Object ending = new Object();
    private boolean over;

    public Services(Docker docker, Machine machine, Ownership ownership, ContainerLog log) {
        this.containers = docker.containers();
        this.machine = machine;
        this.ownership = ownership;
        this.log = log;
        this.network = new ModuleNetwork(docker.networks(), ownership);
        this.outputs = new OpenOutputs(containers, log);
        this.takedown = new Takedown(containers, ownership, network, log);
    }

    private List<RunningService> start(List<Service> services, Function<Service, BiConsumer<Stream, String>> sinks) {
        return start(services, sinks, false);
    }

    /**
     * Starts all, and waits until all are ready. If one of them does not become so, or this JVM ends before, all are
     * stopped as usual, and none is left.
     *
     * @param services in their order, of images that the daemon has
     * @param sinks where the lines of each go
     * @param keepFailed whether they stay in that case, for a look at them
     * @return those that run, in the same order
     */
    public List<RunningService> start(
            List<Service> services, Function<Service, BiConsumer<Stream, String>> sinks, boolean keepFailed) {
        checkNotRunning(services, removeLeftOvers());
        if (keepFailed) {
            return startAll(services, sinks, running -> {
                running.forEach(each -> each.following().close());
                if (!running.isEmpty()) {
                    log.keptRunning("mvn go-docker:stop");
                }
            });
        }
        try (AtShutdown unused = AtShutdown.run("go-docker-start-end", this::giveUp)) {
            return startAll(services, sinks, running -> {
                giveUp();
                running.forEach(outputs::close);
            });
        }
    }

    private List<RunningService> startAll(
            List<Service> services,
            Function<Service, BiConsumer<Stream, String>> sinks,
            Consumer<List<RunningService>> afterFailure) {
        List<RunningService> running = new ArrayList<>();
        boolean ready = false;
        try {
            String shared = networkFor(services);
            Readiness readiness = new Readiness(containers, machine, log);
            List<RunningService> unready = new ArrayList<>();
            for (Service service : services) {
                for (RunningService other : List.copyOf(unready)) {
                    if (service.dependsOn().contains(other.service().name())) {
                        readiness.await(other);
                        unready.remove(other);
                    }
                }
                RunningService started = start(service, shared, sinks.apply(service));
                running.add(started);
                unready.add(started);
            }
            for (RunningService each : unready) {
                readiness.await(each);
            }
            running.forEach(readiness::checkNotFailed);
            ready = true;
            return running;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GoDockerException("Interrupted while containers were started.", "Run the build again.", e);
        } finally {
            if (!ready) {
                afterFailure.accept(running);
            }
        }
    }

    /**
     * Runs one in the foreground, to its end; then none of these is left.
     *
     * @param before what it depends on, in their order
     * @return the exit code
     */
    public int run(List<Service> before, Service service, Function<Service, BiConsumer<Stream, String>> sinks) {
        return inForeground(before, service, sinks, running -> {
            int exit = outputs.await(running);
            return running.exitCode(exit, containers);
        });
    }

    /**
     * Runs one in the foreground that somebody talks to.
     *
     * @return the exit code; 0 if it was left by the terminal's keys
     */
    public int talk(
            List<Service> before,
            Service service,
            Function<Service, BiConsumer<Stream, String>> sinks,
            Interaction with) {
        return untilOver(() -> {
            start(before, sinks);
            String id = create(
                    service.withSpec(service.spec().attended(with.input(), with.terminal())),
                    networkFor(List.of(service)));
            OptionalInt exit;
            try {
                exit = containers.run(id, with, () -> {
                    log.started(service.name(), service.spec().image());
                    tellPorts(service, id);
                });
            } catch (GoDockerException e) {
                throw StartFailure.explain(e, service, ownership.containerName(service.name()));
            }
            if (exit.isEmpty()) {
                log.leftAndStopped(service.name());
            }
            return exit.isEmpty() ? 0 : service.exitCode(exit.getAsInt(), containers.find(id));
        });
    }

    /**
     * Starts one in the foreground, and removes all again when its use is over, or this JVM.
     *
     * @param before what it depends on, in their order
     * @param use gets it as it has just been started
     */
    public <T> T inForeground(
            List<Service> before,
            Service service,
            Function<Service, BiConsumer<Stream, String>> sinks,
            Function<RunningService, T> use) {
        return untilOver(() -> {
            start(before, sinks);
            RunningService running = start(service, networkFor(List.of(service)), sinks.apply(service));
            tellPorts(service, running.id());
            return use.apply(running);
        });
    }

    private <T> T untilOver(Supplier<T> foreground) {
        // Ctrl-C: the program gets its signal and its time, and what it says meanwhile is still shown.
        try (AtShutdown unused = AtShutdown.run("go-docker-run-end", this::end)) {
            return untilEnd(foreground);
        }
    }

    private <T> T untilEnd(Supplier<T> foreground) {
        try {
            return foreground.get();
        } finally {
            boolean interrupted = Thread.interrupted();
            end();
            outputs.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Stops and removes all, and lets nothing be started any more: for the end of a build, where nobody takes an exception.
     * At Ctrl-C two threads come here; the second waits for the first and finds all done.
     */
    public void end() {
        endQuietly(takedown::all);
    }

    /** The same of those that were started here, of which not all have become ready. */
    private void giveUp() {
        boolean interrupted = Thread.interrupted();
        endQuietly(() -> takedown.of(maker));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void endQuietly(Supplier<Integer> removal) {
        synchronized (this) {
            over = true;
        }
        synchronized (ending) {
            try {
                var unused = removal.get();
            } catch (GoDockerException e) {
                log.warning(e.problem() + " " + e.nextStep());
            }
        }
    }

    /** Whether the end has begun. */
    public synchronized boolean isOver() {
        return over;
    }

    /** Only where the end has not begun: what is made after that would be there for ever. */
    private synchronized String unlessOver(Supplier<String> creation) {
        if (over) {
            throw new GoDockerException("Interrupted while containers were started.", "Run the build again.");
        }
        return creation.get();
    }

    /** Where its ports are reached, as links where one may be followed. */
    private void tellPorts(Service service, String id) {
        containers
                .find(id)
                .ifPresent(state -> RunningService.hostPorts(state).forEach((port, at) -> {
                    boolean link = port.endsWith("/tcp");
                    log.published(service.name(), port, (link ? "http://" : "") + machine.address(at));
                }));
    }

    /**
     * Ends the program of a running container, and starts it again.
     *
     * @param stopTimeout seconds that it has for its end
     */
    public RunningService restart(RunningService running, int stopTimeout, BiConsumer<Stream, String> sink) {
        DaemonFailure.about(running.service().name(), () -> containers.stop(running.id(), stopTimeout));
        outputs.close(running);
        RunningService again;
        try {
            again = begin(running.service(), running.id(), sink);
        } catch (GoDockerException e) {
            throw StartFailure.explain(
                    e,
                    running.service(),
                    ownership.containerName(running.service().name()));
        }
        if (again.service().ports().stream().anyMatch(port -> port.host() == 0)) {
            // The daemon chooses a free one each time.
            tellPorts(again.service(), again.id());
        }
        return again;
    }

    /** Removes a container, and starts another of its name, of the image that the service has now. */
    public RunningService replace(
            RunningService running, Service service, int stopTimeout, BiConsumer<Stream, String> sink) {
        DaemonFailure.about(running.service().name(), () -> containers.stop(running.id(), stopTimeout));
        outputs.close(running);
        containers.remove(running.id());
        RunningService other = start(service, networkFor(List.of(service)), sink);
        tellPorts(service, other.id());
        return other;
    }

    private RunningService start(Service service, String shared, BiConsumer<Stream, String> sink) {
        String id = create(service, shared);
        boolean started = false;
        try {
            RunningService running = begin(service, id, sink);
            started = true;
            log.started(service.name(), service.spec().image());
            return running;
        } catch (GoDockerException e) {
            throw StartFailure.explain(e, service, ownership.containerName(service.name()));
        } finally {
            if (!started) {
                takedown.afterFailure(id);
            }
        }
    }

    private RunningService begin(Service service, String id, BiConsumer<Stream, String> sink) {
        ServiceOutput output = new ServiceOutput(service.waits(), new Audience(sink, this::end));
        // Before it starts, so that nothing that it prints is missed.
        Following following = containers.attach(id, output);
        boolean started = false;
        try {
            containers.start(id);
            started = true;
            return outputs.add(new RunningService(service, id, output, following));
        } finally {
            if (!started) {
                following.close();
            }
        }
    }

    /** Creates its container, named and labelled as this module's. */
    private String create(Service service, String shared) {
        String name = ownership.containerName(service.name());
        Map<String, String> labels = new LinkedHashMap<>(service.spec().labels());
        labels.putAll(ownership.labels(service.name(), maker));
        RunSpec labelled = service.spec().withLabels(labels);
        RunSpec spec = service.network() == null ? labelled.withNetwork(shared) : labelled;
        String id;
        try {
            id = unlessOver(() -> containers.create(name, spec, said -> log.warning(service.name() + ": " + said)));
        } catch (GoDockerException e) {
            boolean ours = StartFailure.NAME_TAKEN.isIn(e.problem())
                    && containers
                            .find(name)
                            .filter(each -> ownership.isOfModule(each.labels()))
                            .isPresent();
            throw ours ? StartFailure.alreadyStarting(service.name(), name) : StartFailure.explain(e, service, name);
        }
        boolean complete = false;
        try {
            Service.Files files = service.files();
            if (files != null) {
                DaemonFailure.about(
                        service.name(),
                        () -> containers.copyIn(
                                id, files.directory(), files.content().get()));
            }
            complete = true;
            return id;
        } finally {
            if (!complete) {
                takedown.afterFailure(id);
            }
        }
    }

    /** Removes what a build left that was killed, and returns all that the project had. */
    List<ContainerState> removeLeftOvers() {
        List<ContainerState> present = containers.all(ownership.projectLabel());
        for (ContainerState each : present) {
            if (ownership.isLeftOver(each.labels())) {
                log.removingLeftOver(each.name());
                containers.remove(each.id());
            }
        }
        network.removeLeftOvers();
        return present;
    }

    private void checkNotRunning(List<Service> services, List<ContainerState> present) {
        List<String> names = services.stream().map(Service::name).toList();
        for (ContainerState each : present) {
            String name = each.labels().getOrDefault(Ownership.NAME, "");
            if (!ownership.owns(each.labels()) || !names.contains(name)) {
                continue;
            }
            if (each.isRunning()) {
                throw new GoDockerException(
                        "Cannot start container " + name + ": it runs already, as " + each.name() + ".",
                        "Stop it first: `mvn go-docker:stop`.");
            }
            String other = each.labels().getOrDefault(Ownership.MAKER, "");
            if (each.isCreated() && !other.isEmpty() && !Ownership.hasEnded(other)) {
                throw StartFailure.alreadyStarting(name, each.name());
            }
            containers.remove(each.id());
        }
    }

    private String networkFor(List<Service> services) {
        return services.stream().allMatch(service -> service.network() != null) ? "" : network.name(this::unlessOver);
    }

    /** Stops and removes all that this module has started, and their network; returns how many those were. */
    public int stop() {
        return takedown.all();
    }
}
