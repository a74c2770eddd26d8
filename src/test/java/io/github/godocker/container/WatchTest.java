package io.github.godocker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.godocker.GoDockerException;
import io.github.godocker.Problems;
import io.github.godocker.container.settings.ContainerSettings;
import io.github.godocker.container.watch.Changes;
import io.github.godocker.container.watch.Watch;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.docker.TarStream;
import io.github.godocker.log.ContainerLog;
import io.github.godocker.log.LinesLog;
import io.github.godocker.log.WatchLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WatchTest {
    private static final Machine HERE = new Machine("localhost", "127.0.0.1", true);

    private final FakeServices daemon = new FakeServices();
    private final LinesLog lines = new LinesLog();
    private final Services services = new Services(
            daemon, HERE, new Ownership("acme:orders", Path.of("/work/orders"), ""), new ContainerLog(lines));

    /** What is saved, file by file; an empty name is a while in which nothing is. Then somebody ends it. */
    private void watch(Function<Set<Path>, Watch.Outcome> outcomes, String... files) {
        Watch.Maker maker = new Watch.Maker() {
            @Override
            public Set<Path> concerning(Set<Path> files) {
                return files.stream()
                        .filter(file -> !file.toString().endsWith(".log"))
                        .collect(Collectors.toSet());
            }

            @Override
            public Watch.Outcome after(Set<Path> concerned) {
                return outcomes.apply(concerned);
            }
        };
        Deque<String> saved = new ArrayDeque<>(List.of(files));
        Changes changes = new Changes() {
            @Override
            public Saved next(Duration atMost) throws InterruptedException {
                if (saved.isEmpty()) {
                    throw new InterruptedException();
                }
                String name = saved.remove();
                return new Saved(name.isEmpty() ? Set.of() : Set.of(Path.of(name)), System.nanoTime());
            }

            @Override
            public void add(Path directory) {}

            @Override
            public int directories() {
                return 2;
            }
        };
        ContainerSettings container = new ContainerSettings();
        container.name = "app";
        container.image = "acme/app";
        container.ports = List.of("9090:8080");
        Problems problems = new Problems();
        Service service = new ServiceRules(problems, Path.of("/work/orders"), HERE)
                .check(List.of(container), ImageReference.parse("acme/own:1"), List.of(), null)
                .get(0);
        problems.failIfAny();
        new Watch(daemon, services, 2, new WatchLog(lines))
                .run(
                        List.of(),
                        Watch.replaceable(service, "/usr/local/bin"),
                        each -> (stream, line) -> {},
                        changes,
                        maker);
        assertTrue(Thread.interrupted());
        assertEquals(List.of(), daemon.names());
        assertEquals(List.of(), daemon.networkNames());
        assertEquals(0, daemon.open);
    }

    private List<String> sinceStart() {
        return daemon.changes.stream()
                .dropWhile(change -> !change.equals("start orders-app"))
                .skip(1)
                .toList();
    }

    private static TarStream program() {
        return new TarStream().file("app", 0755, new byte[] {1});
    }

    @Test
    void putsANewProgramIntoTheContainerBeforeTheFormerOneEnds() {
        watch(files -> new Watch.Programs("/usr/local/bin", WatchTest::program), "main.go");
        assertEquals(
                List.of(
                        "copy " + program().size() + " bytes to /usr/local/bin of orders-app",
                        "stop orders-app",
                        "attach orders-app",
                        "start orders-app",
                        "stop orders-app"),
                sinceStart());
        assertTrue(lines.text().contains("[INFO] Watching 2 directories; Ctrl-C ends it\n"));
        assertTrue(lines.text().contains("[INFO] Changed: main.go\n"));
        assertTrue(lines.text().contains("[INFO] Started app again, "));
    }

    /** The outputs of this daemon are over at once, as where the connection was cut. */
    @Test
    void tellsOnceThatTheOutputOfWhatStillRunsIsOver() {
        watch(files -> new Watch.Same(), "", "", "", "", "", "");
        assertEquals(2, lines.text().split("Nothing more is seen of what app prints, but it still runs", -1).length);
        assertFalse(lines.text().contains("ended with"), lines.text());
    }

    @Test
    void takesAnotherContainerForAnotherImage() {
        watch(files -> new Watch.Image("sha256:other"), "config.yaml");
        assertEquals(
                List.of(
                        "stop orders-app",
                        "create orders-app in " + network(),
                        "attach orders-app",
                        "start orders-app",
                        "stop orders-app"),
                sinceStart());
        assertTrue(lines.text().contains("(sha256:other)"), lines.text());
    }

    /** A fixed port may be taken meanwhile, or an image have no such program; the next change may mend that. */
    @Test
    void goesOnWhereTheNextOneDoesNotStart() {
        Deque<Watch.Outcome> outcomes = new ArrayDeque<>(
                List.of(new Watch.Image("sha256:bad"), new Watch.Programs("/usr/local/bin", WatchTest::program)));
        watch(
                files -> {
                    Watch.Outcome next = outcomes.remove();
                    if (next instanceof Watch.Image) {
                        daemon.refuses("start", "driver failed: port is already allocated");
                    } else {
                        daemon.accepts("start");
                    }
                    return next;
                },
                "config.yaml",
                "",
                "main.go");
        assertTrue(lines.text().contains("[ERROR] Cannot start container app: port 9090 is taken"), lines.text());
        assertTrue(lines.text().contains("[INFO] Waiting for the next change\n"));
        assertTrue(lines.text().contains("[INFO] Started app again, "));
    }

    @Test
    void saysNothingOfFilesThatConcernNothing() {
        watch(
                files -> {
                    throw new AssertionError(files);
                },
                "watch.log");
        assertEquals(List.of("stop orders-app"), sinceStart());
        assertFalse(lines.text().contains("Changed"), lines.text());
    }

    private String network() {
        String made = daemon.changes.get(0);
        assertTrue(made.startsWith("network "));
        return made.substring("network ".length());
    }

    @Test
    void leavesTheProgramAloneWhereTheNextOneIsNotMade() {
        Deque<Watch.Outcome> outcomes = new ArrayDeque<>(List.of(new Watch.Same()));
        watch(
                files -> {
                    if (outcomes.isEmpty()) {
                        throw new GoDockerException("Go build failed.", "The lines of go above say why.");
                    }
                    return outcomes.remove();
                },
                "main.go",
                "main.go");
        assertEquals(List.of("stop orders-app"), sinceStart());
        assertTrue(lines.text().contains("[INFO] The program is the same\n"));
        assertTrue(lines.text().contains("[ERROR] Go build failed.\n[ERROR] The lines of go above say why.\n"));
        assertTrue(lines.text().contains("[INFO] Container app goes on with what it has"));
    }

    @Test
    void tellsTheEndOfAProgramOnceAndStartsTheNext() {
        daemon.ends("acme/app:latest", 3, false);
        daemon.ends("acme/app", 3, false);
        watch(files -> new Watch.Programs("/usr/local/bin", WatchTest::program), "", "", "main.go", "", "");
        String told = "[WARNING] Container app ended with exit code 3; waiting for the next change\n";
        assertEquals(3, lines.text().split(java.util.regex.Pattern.quote(told), -1).length, lines.text());
        assertFalse(sinceStart().isEmpty());
    }
}
