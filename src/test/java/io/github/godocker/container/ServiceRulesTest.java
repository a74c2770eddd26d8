package io.github.godocker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.godocker.GoDockerException;
import io.github.godocker.Problems;
import io.github.godocker.container.settings.Command;
import io.github.godocker.container.settings.ContainerSettings;
import io.github.godocker.container.settings.Exit;
import io.github.godocker.container.settings.Http;
import io.github.godocker.container.settings.Log;
import io.github.godocker.container.settings.Tcp;
import io.github.godocker.container.settings.Wait;
import io.github.godocker.docker.ContainerSpec.Bind;
import io.github.godocker.docker.ContainerSpec.Volume;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.docker.RunSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceRulesTest {
    private static final ImageReference OWN = ImageReference.parse("acme/orders:1.0");
    private static final Machine HERE = new Machine("localhost", "127.0.0.1", true);

    @TempDir
    Path directory;

    private final Problems problems = new Problems();

    private List<Service> check(ContainerSettings... containers) {
        return new ServiceRules(problems, directory, HERE).check(List.of(containers), OWN, List.of("8080/tcp"), null);
    }

    private static ContainerSettings container(String name, Consumer<ContainerSettings> settings) {
        ContainerSettings container = new ContainerSettings();
        container.name = name;
        settings.accept(container);
        return container;
    }

    private Service only(Consumer<ContainerSettings> settings) {
        List<Service> services = check(container("x", settings));
        problems.failIfAny();
        return services.get(0);
    }

    private String problem(Consumer<ContainerSettings> settings) {
        Problems before = new Problems();
        new ServiceRules(before, directory, HERE)
                .check(List.of(container("x", settings)), OWN, List.of("8080/tcp"), null);
        assertEquals(1, before.all().size(), () -> "problems: " + before.all());
        return before.all().get(0).problem();
    }

    @Test
    void runsTheModulesOwnImageAsProductionWould() {
        Service service = check(new ContainerSettings()).get(0);
        assertEquals("orders", service.name());
        RunSpec.Isolation isolation = service.spec().isolation();
        assertTrue(isolation.readOnly());
        assertEquals(List.of("ALL"), isolation.capDrop());
        assertEquals(List.of("no-new-privileges"), isolation.securityOpts());
        assertEquals(Map.of("/tmp", ""), isolation.tmpfs());
        assertEquals(
                List.of(new RunSpec.Publish("127.0.0.1", 0, 8080, "tcp")),
                service.spec().networking().ports());
        assertEquals(List.of("orders"), service.spec().networking().aliases());
    }

    @Test
    void leavesOtherImagesAsTheyAre() {
        Service service = only(c -> c.image = "postgres:17");
        assertEquals(
                new RunSpec.Isolation(false, List.of(), List.of(), List.of(), List.of(), List.of(), Map.of(), null),
                service.spec().isolation());
        assertEquals(List.of(), service.spec().networking().ports());
        assertEquals("postgres:17", service.spec().image());
    }

    @Test
    void whatTheUserSaysReplacesTheDefaultsOfTheOwnImage() {
        RunSpec.Isolation isolation = only(c -> {
                    c.readOnly = false;
                    c.capDrop = List.of();
                    c.capAdd = List.of("NET_BIND_SERVICE");
                    c.securityOpts = List.of("apparmor=mine");
                    c.tmpfs = List.of("/run:size=1m");
                    c.groups = List.of("44");
                    c.devices = List.of("/dev/fuse", "/dev/a:/dev/b:r");
                })
                .spec()
                .isolation();
        assertEquals(
                new RunSpec.Isolation(
                        false,
                        List.of("NET_BIND_SERVICE"),
                        List.of(),
                        List.of("apparmor=mine"),
                        List.of("44"),
                        List.of(
                                new RunSpec.Device("/dev/fuse", "/dev/fuse", "rwm"),
                                new RunSpec.Device("/dev/a", "/dev/b", "r")),
                        Map.of("/run", "size=1m"),
                        null),
                isolation);
    }

    @Test
    void readsLimits() {
        RunSpec.Resources resources = only(c -> {
                    c.cpus = "1.5";
                    c.memory = "64m";
                    c.memorySwap = "128m";
                    c.pidsLimit = 10L;
                    c.shmSize = "1m";
                    c.ulimits = List.of("nofile=1024:2048", "core=0");
                })
                .spec()
                .resources();
        assertEquals(
                new RunSpec.Resources(
                        1_500_000_000,
                        64 << 20,
                        128 << 20,
                        10,
                        1 << 20,
                        List.of(new RunSpec.Ulimit("nofile", 1024, 2048), new RunSpec.Ulimit("core", 0, 0))),
                resources);
    }

    @Test
    void readsEnvironmentFilesBeforeTheEnvironment() throws IOException {
        Files.writeString(directory.resolve("a.env"), "# comment\n\nA=1\nB=two words\nC=\"3\"\n");
        Files.writeString(directory.resolve("b.env"), "B=2=2\n");
        Map<String, String> environment = only(c -> {
                    c.envFiles = List.of("a.env", "b.env");
                    c.env = Map.of("A", "0");
                })
                .spec()
                .command()
                .environment();
        assertEquals(Map.of("A", "0", "B", "2=2", "C", "\"3\""), environment);
    }

    /** As docker run reads the same file. */
    @Test
    void readsAFileOfWindowsAndBlanksBehindAValue() throws IOException {
        Files.writeString(directory.resolve("x.env"), "\uFEFFA=1\r\n  B=two  \r\n");
        assertEquals(
                Map.of("A", "1", "B", "two  "),
                only(c -> c.envFiles = List.of("x.env")).spec().command().environment());
    }

    @Test
    void tellsDirectoriesFromVolumes() throws IOException {
        Files.createDirectory(directory.resolve("conf"));
        assertEquals(
                List.of(
                        new Bind(directory.resolve("conf"), "/etc/conf", true),
                        new Volume("data", "/data", Map.of(), false)),
                only(c -> c.volumes = List.of("./conf:/etc/conf:ro", "data:/data"))
                        .spec()
                        .mounts());
        assertTrue(problem(c -> c.volumes = List.of("./none:/x")).endsWith("none does not exist."));
        assertTrue(problem(c -> c.volumes = List.of("data")).contains("is no volume"));
        assertTrue(problem(c -> c.volumes = List.of("data:/")).contains("/ is the image's own"));
        assertTrue(problem(c -> c.volumes = List.of("a:/x", "b:/x")).contains("another one is at that path"));
    }

    @Test
    void readsASeccompProfileHere() throws IOException {
        Files.writeString(directory.resolve("profile.json"), "{}");
        assertEquals(
                List.of("seccomp={}"),
                only(c -> c.securityOpts = List.of("seccomp=profile.json"))
                        .spec()
                        .isolation()
                        .securityOpts());
        assertTrue(
                problem(c -> c.securityOpts = List.of("seccomp=none.json")).contains("seccomp profile cannot be read"));
    }

    @Test
    void startsWhatOthersDependOnFirst() {
        List<Service> services = check(
                container("a", c -> c.dependsOn = List.of("b", "c")),
                container("b", c -> c.dependsOn = List.of("c")),
                container("c", c -> {}));
        problems.failIfAny();
        assertEquals(
                List.of("c", "b", "a"), services.stream().map(Service::name).toList());
    }

    /** Two of the module's image have its ports: only one of them runs. */
    @Test
    void theOneThatRunsNeedsNothingOfTheOthers() {
        ContainerSettings[] all = {
            container("a", c -> c.ports = List.of("80:8080")),
            container("b", c -> {
                c.ports = List.of("80:8080");
                c.dependsOn = List.of("c");
            }),
            container("c", c -> {}),
            container("d", c -> c.ports = List.of("80:8080"))
        };
        List<Service> running =
                new ServiceRules(problems, directory, HERE).check(List.of(all), OWN, List.of("8080/tcp"), "b");
        problems.failIfAny();
        assertEquals(List.of("c", "b"), running.stream().map(Service::name).toList());
        check(all);
        assertThrows(GoDockerException.class, problems::failIfAny);
    }

    @Test
    void tellsCirclesAndNamesThatAreNotThere() {
        check(container("a", c -> c.dependsOn = List.of("b")), container("b", c -> c.dependsOn = List.of("a")));
        assertEquals(
                "Cannot find an order for the containers a -> b -> a: each waits for the next.",
                problems.all().get(0).problem());
        assertTrue(problem(c -> c.dependsOn = List.of("db")).contains("depends on 'db'"));
    }

    @Test
    void tellsAllThatIsWrongTogether() {
        check(
                container("x", c -> {
                    c.memory = "much";
                    c.cpus = "-1";
                    c.ports = List.of("http");
                    c.restart = "sometimes";
                    c.capAdd = List.of("net_admin");
                    c.ulimits = List.of("nofile");
                    c.tmpfs = List.of("tmp");
                    c.devices = List.of("fuse");
                    c.stopTimeout = -1;
                    c.pullPolicy = "often";
                    c.platform = "amd";
                    c.extraHosts = List.of("db");
                    c.env = Map.of("A B", "");
                }),
                container("x", c -> {}));
        assertEquals(14, problems.all().size(), () -> "problems: " + problems.all());
    }

    @Test
    void refusesWhatDoesNotGoTogether() {
        assertTrue(problem(c -> c.memory = "1m").contains("less than Docker's least"));
        assertTrue(problem(c -> c.memorySwap = "1g").contains("<memorySwap> needs <memory>"));
        assertTrue(problem(c -> {
                    c.memory = "1g";
                    c.memorySwap = "512m";
                })
                .contains("is less than <memory>1g"));
        assertTrue(problem(c -> {
                    c.network = "host";
                    c.ports = List.of("80");
                })
                .contains("exclude each other"));
        assertTrue(problem(c -> {
                    c.network = "none";
                    c.networkAliases = List.of("a");
                })
                .contains("knows no <networkAliases>"));
        assertTrue(problem(c -> c.ulimits = List.of("nofile=2:1")).contains("soft limit above the hard one"));
        check(
                container("a", c -> c.ports = List.of("80:80", "p:81")),
                container("b", c -> c.ports = List.of("80:8080", "p:82")));
        assertEquals(2, problems.all().size());
    }

    /** Maven makes objects of elements that are named as our classes are. */
    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void anElementThatIsNoTextIsTold() {
        GoDockerException e =
                assertThrows(GoDockerException.class, () -> problem(c -> c.arguments = (List) List.of(new Command())));
        assertTrue(e.problem().contains("its element <command>"), e.problem());
    }

    @Test
    void readsPoliciesAsTheGoalDoes() {
        List<Service> services = check(container("x", c -> c.pullPolicy = " if-not-present"));
        assertEquals(List.of(), problems.all());
        assertEquals(" if-not-present", services.get(0).pullPolicy());
    }

    @Test
    void checksWhatIsWaitedFor() {
        assertTrue(problem(c -> c.waitFor = List.of(tcp(9))).contains("port 9, which is not published"));
        assertTrue(problem(c -> {
                    c.ports = List.of("80", "81");
                    c.waitFor = List.of(new Http());
                })
                .contains("does not say which port"));
        assertTrue(problem(c -> c.waitFor = List.of(new Exit(), tcp(8080))).contains("after <exit>"));
        Exit large = new Exit();
        large.set("300");
        assertTrue(problem(c -> c.waitFor = List.of(large)).contains("<exit>300 is no exit code"));
        Tcp word = new Tcp();
        word.set("http");
        assertTrue(problem(c -> c.waitFor = List.of(word)).contains("<tcp>http is no number"));
        assertTrue(problem(c -> c.waitFor = List.of(log("["))).contains("no regular expression"));
        assertTrue(problem(c -> c.waitFor = List.of(new Log())).contains("is empty"));
        assertTrue(problem(c -> c.waitFor = List.of(new Command())).contains("<command> of <waitFor> is empty"));
        Http patch = new Http();
        patch.method = "PATCH";
        assertTrue(problem(c -> c.waitFor = List.of(patch)).contains("PATCH"));
        Http named = new Http();
        named.headers = Map.of("Host", "shop.example");
        assertTrue(problem(c -> c.waitFor = List.of(named)).contains("<headers> of <http> has Host"));
        Tcp soon = tcp(8080);
        soon.timeout = 0;
        assertTrue(problem(c -> c.waitFor = List.of(soon)).contains("no time to wait"));
        Http http = new Http();
        http.status = "ok";
        assertTrue(problem(c -> c.waitFor = List.of(http)).contains("<status>ok is none"));
        check(container("x", c -> c.waitFor = List.of(log("ready"), tcp(8080), new Http())));
        assertTrue(problems.none());
    }

    @Test
    void tellsTogetherWhatTheDaemonWouldTellLater() throws IOException {
        Files.writeString(directory.resolve("x.env"), "# first\nA=1\nexport B=2\n");
        var unused = check(container("x", c -> {
            c.stopSignal = "SIGFOO";
            c.capAdd = List.of("FOO", "CAP_NET_RAW");
            c.capDrop = List.of("ALL", "BAR");
            c.securityOpts = List.of("bla", "label=disable", "no-new-privileges:true");
            c.user = "a:b:c";
            c.dns = List.of("notip", "256.1.1.1", "1:2", "::1", "192.168.1.1");
            c.hostname = "bad host!";
            c.network = "mine";
            c.networkAliases = List.of("x y", "db");
            c.envFiles = List.of("x.env");
        }));
        List<String> all = problems.all().stream()
                .map(each -> each.problem().replace("Cannot start container x: ", ""))
                .toList();
        assertEquals(
                List.of(
                        "line 3 of x.env has no name of a variable: 'export B'.",
                        "<stopSignal>SIGFOO is none.",
                        "<capAdd>FOO is none.",
                        "<capDrop>BAR is none.",
                        "<securityOpts>bla is none.",
                        "<user>a:b:c is none.",
                        "<dns>notip is no IP address.",
                        "<dns>256.1.1.1 is no IP address.",
                        "<dns>1:2 is no IP address.",
                        "<hostname>bad host! is none.",
                        "<networkAliases>x y is none."),
                all);
        Problems absent = new Problems();
        ServiceRules.checkNetworks(
                List.of(only("y", "nonet"), only("z", "host")), new FakeServices().networks(), absent);
        assertEquals(
                List.of("Cannot start container y: Docker has no network 'nonet'."),
                absent.all().stream().map(GoDockerException::problem).toList());
    }

    @Test
    void takesASignalAsTheDaemonDoes() {
        for (String signal : List.of("37", "rtmin+3", "SIGQUIT", "usr1")) {
            assertEquals(
                    signal, only(c -> c.stopSignal = signal).spec().command().stopSignal());
        }
    }

    private Service only(String name, String network) {
        return new ServiceRules(new Problems(), directory, HERE)
                .check(List.of(container(name, c -> c.network = network)), OWN, List.of(), null)
                .get(0);
    }

    /** Maven makes a {@link Wait} of an element that it knows no class for. */
    @Test
    void tellsWhereATimeoutBelongs() {
        Exit exit = new Exit();
        exit.set(" 3 ");
        assertEquals(3, exit.code);
        Wait timeout = new Wait();
        timeout.set("20");
        assertEquals(
                "Cannot start container x: <waitFor> holds '20' in an element that is none of log, tcp, http, healthy,"
                        + " command, exit.",
                problem(c -> c.waitFor = List.of(timeout, exit)));
    }

    private static Tcp tcp(int port) {
        Tcp tcp = new Tcp();
        tcp.port = port;
        return tcp;
    }

    private static Log log(String pattern) {
        Log log = new Log();
        log.set(pattern);
        return log;
    }
}
