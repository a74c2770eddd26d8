package io.github.godocker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.godocker.GoDockerException;
import io.github.godocker.Problems;
import io.github.godocker.container.settings.ContainerSettings;
import io.github.godocker.container.settings.Exit;
import io.github.godocker.container.settings.Log;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.log.ContainerLog;
import io.github.godocker.log.LinesLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServicesTest {
    private static final Machine HERE = new Machine("localhost", "127.0.0.1", true);
    private static final String HASH = String.format("-%08x", "/work/orders".hashCode());
    private static final String DEAD = Ownership.newSession().replaceFirst("/\\d+/", "/999999999/");

    private final FakeServices daemon = new FakeServices();
    private final LinesLog lines = new LinesLog();
    private final List<String> printed = new ArrayList<>();

    private Services services(String session) {
        return new Services(
                daemon, HERE, new Ownership("acme:orders", Path.of("/work/orders"), session), new ContainerLog(lines));
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
                .check(List.of(containers), ImageReference.parse("acme/own:1"), List.of());
        problems.failIfAny();
        return services;
    }

    private List<RunningService> start(Services services, ContainerSettings... containers) {
        return services.start(
                checked(containers), service -> (stream, line) -> printed.add(service.name() + ": " + line));
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
