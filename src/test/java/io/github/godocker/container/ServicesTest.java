package io.github.godocker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.godocker.GoDockerException;
import io.github.godocker.Problems;
import io.github.godocker.container.settings.ContainerSettings;
import io.github.godocker.container.settings.Exit;
import io.github.godocker.container.settings.Log;
import io.github.godocker.docker.Container.Stream;
import io.github.godocker.docker.ContainerState;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.docker.Interaction;
import io.github.godocker.docker.RunSpec;
import io.github.godocker.docker.TarStream;
import io.github.godocker.log.ContainerLog;
import io.github.godocker.log.LinesLog;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServicesTest {
    private static final Machine HERE = new Machine("localhost", "127.0.0.1", true);
    private static final String HASH = String.format("-%08x", "/work/orders".hashCode());
    private static final String DEAD = Ownership.newSession().replaceFirst("/\\d+/", "/999999999/");

    private final FakeServices daemon = new FakeServices();
    private final LinesLog lines = new LinesLog();
    private final List<String> printed = new ArrayList<>();

    private static Ownership ownership(String session) {
        return new Ownership("acme:orders", Path.of("/work/orders"), session);
    }

    private Services services(String session) {
        return new Services(daemon, HERE, ownership(session), new ContainerLog(lines));
    }

    private final Services ours = services("");

    private static ContainerSettings container(String name, String... dependsOn) {
        ContainerSettings container = new ContainerSettings();
        container.name = name;
        container.image = "acme/" + name;
        container.dependsOn = Arrays.asList(dependsOn);
        Log log = new Log();
        log.set("ready");
        container.waitFor = List.of(log);
        return container;
    }

    private static List<Service> checked(ContainerSettings... containers) {
        Problems problems = new Problems();
        List<Service> services = new ServiceRules(problems, Path.of("/work/orders"), HERE)
                .check(List.of(containers), ImageReference.parse("acme/own:1"), List.of(), null);
        problems.failIfAny();
        return services;
    }

    private List<RunningService> start(Services services, ContainerSettings... containers) {
        return start(services, false, containers);
    }

    private List<RunningService> start(Services services, boolean keepFailed, ContainerSettings... containers) {
        return services.start(
                checked(containers),
                service -> (stream, line) -> printed.add(service.name() + ": " + line),
                keepFailed);
    }

    @Test
    void startsEachAfterWhatItDependsOnIsReady() {
        daemon.prints("acme/db", "ready to go");
        daemon.prints("acme/app", "ready, too");
        List<RunningService> running = start(ours, container("app", "db"), container("db"));
        assertEquals(
                List.of("db", "app"),
                running.stream().map(each -> each.service().name()).toList());
        assertEquals(
                List.of(
                        "network orders-network" + HASH,
                        "create orders-db in orders-network" + HASH,
                        "attach orders-db",
                        "start orders-db",
                        "create orders-app in orders-network" + HASH,
                        "attach orders-app",
                        "start orders-app"),
                daemon.changes);
        assertEquals(List.of("db: ready to go", "app: ready, too"), printed);
    }

    @Test
    void oneThatEndsWhileItIsAwaitedTakesAllWithIt() {
        daemon.prints("acme/db", "ready");
        daemon.prints("acme/app", "cannot find my configuration");
        daemon.ends("acme/app", 137, true);
        GoDockerException e =
                assertThrows(GoDockerException.class, () -> start(ours, container("db"), container("app", "db")));
        assertEquals(
                "Container app ended with exit code 137, memory ran out while its start was waited for"
                        + " (a line with 'ready').",
                e.problem());
        assertTrue(e.nextStep().startsWith("Give it more: <memory>"));
        assertTrue(lines.text().contains("[ERROR]   cannot find my configuration\n"), lines.text());
        assertEquals(List.of(), daemon.names());
        assertEquals(List.of(), daemon.networkNames());
    }

    /** A database that is killed has to mend its files the next time, and does not say its last words. */
    @Test
    void theOthersAreStoppedAsUsualWhereOneDoesNotStart() {
        daemon.prints("acme/db", "ready");
        daemon.ends("acme/app", 1, false);
        assertThrows(GoDockerException.class, () -> start(ours, container("db"), container("app", "db")));
        assertTrue(daemon.changes.contains("stop orders-db"), daemon.changes.toString());
        assertTrue(lines.text().contains("Stopped db in"), lines.text());
        assertEquals(List.of(), daemon.names());
    }

    /** Two commands at once removed each other's containers, and both failed. */
    @Test
    void aStartThatFailsLeavesThoseOfAnother() {
        daemon.prints("acme/db", "ready");
        start(ours, container("db"));
        daemon.ends("acme/app", 1, false);
        Services other = services("");
        assertThrows(GoDockerException.class, () -> start(other, container("app")));
        assertEquals(List.of("orders-db"), daemon.names());
        assertEquals(1, daemon.networkNames().size());
    }

    @Test
    void whatAnotherStartIsMakingIsLeftAlone() {
        daemon.prints("acme/db", "ready");
        Map<String, String> labels = ownership("").labels("db", Ownership.newSession());
        daemon.create("orders-db", specOf(container("db")).withLabels(labels), warning -> {});
        GoDockerException e = assertThrows(GoDockerException.class, () -> start(ours, container("db")));
        assertEquals(
                "Cannot start container db: another build or command of this module is starting it, as orders-db.",
                e.problem());
        assertEquals(List.of("orders-db"), daemon.names());
        // Of one that was killed meanwhile.
        daemon.remove(daemon.find("orders-db").orElseThrow().id());
        Map<String, String> dead = ownership("").labels("db", DEAD);
        daemon.create("orders-db", specOf(container("db")).withLabels(dead), warning -> {});
        assertEquals(1, start(ours, container("db")).size());
    }

    @Test
    void aNameThatAnotherStartHasJustTakenIsToldAsThat() {
        daemon.prints("acme/db", "ready");
        daemon.losesRace("orders-db", ownership("").labels("db", Ownership.newSession()));
        GoDockerException e = assertThrows(GoDockerException.class, () -> start(ours, container("db")));
        assertTrue(e.problem().contains("another build or command of this module is starting it"), e.problem());
        assertEquals(List.of("orders-db"), daemon.names());
    }

    private static RunSpec specOf(ContainerSettings container) {
        return checked(container).get(0).spec();
    }

    @Test
    void whatDoesNotStartIsKeptOnRequest() {
        daemon.prints("acme/db", "ready");
        daemon.ends("acme/app", 1, false);
        assertThrows(GoDockerException.class, () -> start(ours, true, container("db"), container("app", "db")));
        assertEquals(List.of("orders-db", "orders-app"), daemon.names());
        assertTrue(lines.text().contains("They run until `mvn go-docker:stop`"), lines.text());
    }

    @Test
    void whatTheDaemonMadeAndCouldNotAnswerIsRemoved() {
        daemon.prints("acme/db", "ready");
        daemon.losesAnswer("create", "orders-app");
        assertThrows(GoDockerException.class, () -> start(ours, container("db"), container("app", "db")));
        assertEquals(List.of(), daemon.names());
        assertEquals(List.of(), daemon.networkNames());
    }

    @Test
    void tellsWhatTheDaemonLeavesOut() {
        daemon.prints("acme/job", "ready");
        daemon.createWarnings.add("Your kernel does not support memory limit capabilities. Limitation discarded.");
        start(ours, container("job"));
        assertTrue(lines.text().contains("[WARNING] job: Your kernel does not support memory limit"), lines.text());
    }

    @Test
    void aLineBeforeTheEndCounts() {
        daemon.prints("acme/job", "ready");
        daemon.ends("acme/job", 0, false);
        assertEquals(1, start(ours, container("job")).size());
    }

    @Test
    void waitsForAnExitCode() {
        ContainerSettings job = container("job");
        Exit exit = new Exit();
        exit.code = 3;
        job.waitFor = List.of(exit);
        daemon.ends("acme/job", 3, false);
        assertEquals(1, start(ours, job).size());
        assertEquals(1, ours.stop());
        daemon.ends("acme/job", 4, false);
        GoDockerException e = assertThrows(GoDockerException.class, () -> start(ours, job));
        assertEquals("Container job ended with exit code 4, not with 3.", e.problem());
    }

    @Test
    void aWaitThatNeverComesTrueSaysWhatWasSeenLast() {
        daemon.prints("acme/db", "starting");
        ContainerSettings db = container("db");
        Log log = new Log();
        log.set("ready");
        log.timeout = 1;
        db.waitFor = List.of(log);
        GoDockerException e = assertThrows(GoDockerException.class, () -> start(ours, db));
        assertEquals(
                "Container db is not ready after 1 s: a line with 'ready'; seen last: its last line is 'starting'.",
                e.problem());
        assertEquals(List.of(), daemon.names());
    }

    @Test
    void aPortThatIsTakenIsTold() {
        daemon.refuses("start", "driver failed: Bind for 0.0.0.0:80 failed: port is already allocated");
        ContainerSettings db = container("db");
        db.ports = List.of("80:5432");
        GoDockerException e = assertThrows(GoDockerException.class, () -> start(ours, db));
        assertEquals("Cannot start container db: port 80 is taken by another program or container.", e.problem());
        assertTrue(e.nextStep().contains("some.property:5432"), e.nextStep());
        assertEquals(List.of(), daemon.names());
        assertEquals(List.of(), daemon.networkNames());
    }

    @Test
    void aForeignContainerOfTheSameNameIsLeftAlone() {
        daemon.refuses("create", "Conflict. The container name \"/orders-db\" is already in use by container \"1\".");
        GoDockerException e = assertThrows(GoDockerException.class, () -> start(ours, container("db")));
        assertTrue(e.problem().contains("another container named orders-db"), e.problem());
        assertEquals(List.of(), daemon.networkNames());
    }

    @Test
    void whatRunsIsNotStartedTwice() {
        daemon.prints("acme/db", "ready");
        start(ours, container("db"));
        GoDockerException e = assertThrows(GoDockerException.class, () -> start(ours, container("db")));
        assertTrue(e.problem().contains("it runs already, as orders-db"), e.problem());
        assertEquals(List.of("orders-db"), daemon.names());
    }

    @Test
    void stopsWhatIsItsOwnAndNothingElse() {
        daemon.prints("acme/db", "ready");
        Services build = services(Ownership.newSession());
        Services other = new Services(
                daemon, HERE, new Ownership("acme:other", Path.of("/work/orders"), ""), new ContainerLog(lines));
        start(ours, container("db"));
        start(build, container("db"));
        start(other, container("db"));
        assertEquals(3, daemon.names().size());
        assertEquals(1, build.stop());
        assertEquals(List.of("orders-db", "other-db"), daemon.names());
        assertEquals(1, ours.stop());
        assertEquals(0, ours.stop());
        assertEquals(List.of("other-db"), daemon.names());
        assertEquals(List.of("other-network" + HASH), daemon.networkNames());
    }

    @Test
    void removesWhatADeadBuildHasLeft() {
        daemon.prints("acme/db", "ready");
        start(services(DEAD), container("db"));
        String left = daemon.names().get(0);
        Services living = services(Ownership.newSession());
        start(living, container("db"));
        assertEquals(1, daemon.names().size());
        assertTrue(lines.text().contains("Removing container " + left), lines.text());
        assertEquals(1, living.stop());
        assertEquals(List.of(), daemon.networkNames());
    }

    @Test
    void runsInTheForegroundAndLeavesNothing() {
        daemon.prints("acme/db", "ready");
        daemon.prints("acme/app", "hello");
        daemon.ends("acme/app", 3, false);
        List<Service> all = checked(container("db"), container("app", "db"));
        int exit = services(Ownership.newSession())
                .run(all.subList(0, 1), all.get(1), service -> (stream, line) -> printed.add(line));
        assertEquals(3, exit);
        assertEquals(List.of("ready", "hello"), printed);
        assertEquals(List.of(), daemon.names());
        assertEquals(List.of(), daemon.networkNames());
    }

    @Test
    void hasItsFilesBeforeItStarts() {
        daemon.prints("acme/app", "hello");
        daemon.ends("acme/app", 0, false);
        List<Integer> startsBefore = new ArrayList<>();
        Service service = checked(container("app")).get(0).withFiles(new Service.Files("/srv", () -> {
            startsBefore.add(printed.size());
            return new TarStream();
        }));
        var unused =
                services(Ownership.newSession()).run(List.of(), service, each -> (stream, line) -> printed.add(line));
        assertEquals(List.of(0), startsBefore);
        assertEquals(List.of("hello"), printed);

        Service unreadable = service.withFiles(new Service.Files("/srv", () -> {
            throw new GoDockerException("Cannot read it.", "Run the goal again.");
        }));
        assertThrows(
                GoDockerException.class,
                () -> services(Ownership.newSession())
                        .run(List.of(), unreadable, each -> (stream, line) -> printed.add(line)));
        assertEquals(List.of(), daemon.names());
        assertEquals(List.of(), daemon.networkNames());
    }

    @Test
    void tellsOfDataRacesAndWhatTheExitCodeMeans() {
        List<String> report = List.of(
                "==================",
                "WARNING: DATA RACE",
                "Write at 0x00c000012345 by goroutine 7:",
                "  main.count()",
                "==================",
                "Found 1 data race(s)");
        daemon.prints("acme/app", report.toArray(String[]::new));
        daemon.ends("acme/app", 66, false);
        Service service = checked(container("app")).get(0);
        GoDockerException raced = assertThrows(
                GoDockerException.class,
                () -> services(Ownership.newSession())
                        .run(List.of(), service, each -> (stream, line) -> printed.add(line)));
        assertEquals(
                "Container app ended with exit code 66: the race detector has found a data race.", raced.problem());
        assertEquals(report, printed);

        RaceReports reports = new RaceReports("app", (stream, line) -> {}, new ContainerLog(lines));
        report.forEach(line -> reports.accept(Stream.STDERR, line));
        assertTrue(
                lines.text().contains("app: WARNING: DATA RACE")
                        && lines.text().contains("    main.count()")
                        && !lines.text().contains("===")
                        && !lines.text().contains("Found 1"),
                lines.text());
    }

    /** Keeps what it gets. */
    private static final class Somebody implements Interaction {
        private final ByteArrayOutputStream output = new ByteArrayOutputStream();

        @Override
        public boolean input() {
            return true;
        }

        @Override
        public boolean terminal() {
            return true;
        }

        @Override
        public InputStream begin() {
            return InputStream.nullInputStream();
        }

        @Override
        public OutputStream output() {
            return output;
        }

        @Override
        public OutputStream errors() {
            return output;
        }

        @Override
        public @Nullable Window window() {
            return null;
        }

        @Override
        public void close() {}
    }

    @Test
    void talksInTheForegroundAndLeavesNothing() {
        daemon.prints("acme/app", "hello");
        daemon.ends("acme/app", 3, false);
        Somebody somebody = new Somebody();
        assertEquals(
                3,
                services(Ownership.newSession())
                        .talk(List.of(), checked(container("app")).get(0), service -> (stream, line) -> {}, somebody));
        assertEquals("hello\r\n", somebody.output.toString(StandardCharsets.UTF_8));
        assertEquals(List.of(), daemon.names());
        // Left by its keys, it does not stay either.
        daemon.prints("acme/db", "hello");
        assertEquals(
                0,
                services(Ownership.newSession())
                        .talk(List.of(), checked(container("db")).get(0), service -> (stream, line) -> {}, somebody));
        assertTrue(lines.text().contains("Left db: it is stopped"), lines.text());
        assertEquals(List.of(), daemon.names());
    }

    @Test
    void tellsThatTheOutputOfWhatStillRunsIsOver() {
        daemon.prints("acme/db", "ready");
        // What this daemon prints is over at once; the program ends only when that was told.
        daemon.onAwait(() -> {
            long late = System.nanoTime() + 20_000_000_000L;
            while (!lines.text().contains("but it still runs") && System.nanoTime() < late) {
                Thread.onSpinWait();
            }
            daemon.ends("acme/db", 0, false);
        });
        Service db = checked(container("db")).get(0);
        assertEquals(0, services(Ownership.newSession()).run(List.of(), db, s -> (stream, line) -> {}));
        assertTrue(
                lines.text().contains("[WARNING] Nothing more is seen of what db prints, but it still runs"),
                lines.text());
    }

    @Test
    void endsWhatRunsWhereNobodyReadsWhatItPrints() {
        daemon.prints("acme/app", "one");
        daemon.onAwait(() -> {
            daemon.goesOnPrinting("two", "three");
            long late = System.nanoTime() + 20_000_000_000L;
            while (daemon.changes.stream().noneMatch(each -> each.startsWith("stop ")) && System.nanoTime() < late) {
                Thread.onSpinWait();
            }
            daemon.ends("acme/app", 143, false);
        });
        Service app = checked(container("app")).get(0);
        int exit = services(Ownership.newSession()).run(List.of(), app, each -> (stream, line) -> {
            if (line.equals("two")) {
                throw new GoDockerException("Cannot print any more.", "Let something read it.");
            }
            printed.add(line);
        });
        assertEquals(143, exit);
        assertEquals(List.of("one"), printed);
        assertEquals(List.of(), daemon.names());
        assertTrue(daemon.changes.get(daemon.changes.size() - 1).startsWith("stop "), daemon.changes.toString());
    }

    @Test
    void namesAContainerAsThePomDoes() {
        daemon.refusesToStart("network nonet not found");
        GoDockerException e = assertThrows(GoDockerException.class, () -> start(ours, container("db")));
        assertEquals("Cannot start container db: network nonet not found.", e.problem());
        assertEquals(
                "Cannot run ls in container db: container 0123456789ab is not running.",
                assertThrows(
                                GoDockerException.class,
                                () -> DaemonFailure.about("db", () -> {
                                    throw new GoDockerException(
                                            "Cannot run ls in container 0123456789ab: container 0123456789ab is not running.",
                                            "");
                                }))
                        .problem());
    }

    @Test
    void whatRanInTheForegroundIsReadNoMore() {
        daemon.prints("acme/db", "ready");
        daemon.prints("acme/app", "done");
        daemon.ends("acme/app", 3, false);
        List<Service> both = checked(container("db"), container("app"));
        int exit = services(Ownership.newSession()).run(both.subList(0, 1), both.get(1), s -> (stream, line) -> {});
        assertEquals(3, exit);
        assertEquals(0, daemon.open);
        assertFalse(lines.text().contains("but it still runs"), lines.text());
    }

    @Test
    void theNameOfAContainerMayBeTypedInCapitals() {
        daemon.prints("acme/db", "ready");
        daemon.prints("acme/app", "ready");
        start(ours, container("db"), container("app"));
        StartedContainers started = new StartedContainers(daemon, ownership(""));
        assertEquals(1, started.running(List.of(" DB ")).size());
        assertEquals(2, started.named(List.of("Db", "app")).size());
        GoDockerException none = assertThrows(GoDockerException.class, () -> started.named(List.of("Web")));
        assertEquals("Cannot find a container web of this module.", none.problem());
        assertEquals("There are: app, db.", none.nextStep());
    }

    @Test
    void tellsHowOneHasEnded() {
        assertEquals(
                "it ended with exit code 137, memory ran out",
                state("exited", 137, true, "").ending());
        assertEquals("it ended with exit code 0", state("exited", 0, false, "").ending());
        assertEquals("it was never started", state("created", 0, false, "").ending());
        assertEquals(
                "no such device", state("created", 0, false, "no such device").ending());
    }

    private static ContainerState state(String status, int exitCode, boolean outOfMemory, String error) {
        return new ContainerState(
                "1", "db", "i", status, exitCode, outOfMemory, "", "", error, Map.of(), Map.of(), Map.of(), false);
    }

    @Test
    void whoGoesOnLookingIsToldOfThoseThatAreGone() {
        daemon.prints("acme/db", "ready");
        daemon.prints("acme/app", "ready");
        start(ours, container("db"), container("app"));
        StartedContainers started = new StartedContainers(daemon, ownership(""));
        List<String> gone = new ArrayList<>();
        List<ContainerState> both = started.running(List.of("db", "APP"));
        assertEquals(both, started.stillRunning(List.of("db", "APP"), both, gone::add));
        assertEquals(List.of(), gone);
        daemon.remove(both.get(0).id());
        List<ContainerState> one = started.stillRunning(List.of("db", "APP"), both, gone::add);
        assertEquals(both.subList(1, 2), one);
        assertEquals(List.of("app"), gone);
        daemon.remove(one.get(0).id());
        assertEquals(List.of(), started.stillRunning(List.of(), one, gone::add));
        assertEquals(List.of("app", "db"), gone);
    }

    @Test
    void aContainerToDebugWithHasTheProcessesAndTheNetworkOfTheOther() {
        daemon.prints("acme/db", "ready");
        start(ours, container("db"));
        ContainerState target =
                new StartedContainers(daemon, ownership("")).named(List.of()).get(0);
        // Left by one whose Maven was killed.
        Map<String, String> left = new Ownership("acme:orders", Path.of("/work/orders"), DEAD).debugLabels();
        daemon.create("left", daemon.spec(target.id()).withLabels(left), warning -> {});
        daemon.prints("busybox", "hello");
        daemon.ends("busybox", 3, false);
        Somebody somebody = new Somebody();
        List<RunSpec> specs = new ArrayList<>();
        daemon.onStart(specs::add);
        DebugContainer debug = new DebugContainer(
                daemon,
                HERE,
                new Ownership("acme:orders", Path.of("/work/orders"), Ownership.newSession()),
                new ContainerLog(lines));
        assertEquals(3, debug.run(target, "busybox", List.of("sh"), "1000", somebody));
        assertEquals("hello\r\n", somebody.output.toString(StandardCharsets.UTF_8));
        RunSpec spec = specs.get(0);
        assertEquals("container:" + target.id(), spec.isolation().processes());
        assertEquals("container:" + target.id(), spec.networking().network());
        assertEquals(List.of("SYS_PTRACE"), spec.isolation().capAdd());
        assertEquals("1000", spec.command().user());
        assertTrue(spec.autoRemove());
        // No service of the module, and gone.
        assertEquals("debug", spec.labels().get(Ownership.PURPOSE));
        assertEquals(List.of("orders-db"), daemon.names());
    }

    @Test
    void oneThatFailsRightAfterItsStartIsNotStarted() {
        daemon.prints("acme/app", "no configuration");
        daemon.ends("acme/app", 1, false);
        ContainerSettings app = container("app");
        app.waitFor = null;
        GoDockerException e = assertThrows(GoDockerException.class, () -> start(ours, app));
        assertEquals("Container app ended with exit code 1 right after its start.", e.problem());
        assertEquals(List.of(), daemon.names());
    }

    @Test
    void afterTheEndNothingIsStarted() {
        ours.end();
        assertThrows(GoDockerException.class, () -> start(ours, container("db")));
        assertEquals(List.of(), daemon.names());
        assertEquals(List.of(), daemon.networkNames());
    }
}
