package io.github.godocker.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.Engine;
import io.github.godocker.docker.EngineDetails;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.doctor.Doctor.Result;
import io.github.godocker.doctor.Finding.Level;
import io.github.godocker.registry.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    @TempDir
    Path home;

    private static List<Result> examine(Check... checks) {
        return new Doctor(Duration.ofMillis(300)).examine(List.of(checks), result -> {});
    }

    private static EngineDetails engine(String store, Duration ahead, String... options) {
        return new EngineDetails("here", "28.5.2", "1.51", "1.44", "linux/amd64", store, List.of(options), ahead, "");
    }

    @Test
    void oneFailureStopsNoOtherQuestion() {
        List<Result> results = examine(
                Check.of("a", () -> {
                    throw new GoDockerException("Cannot reach it: no.", "Start it.");
                }),
                Check.of("b", () -> {
                    throw new IllegalStateException("a bug");
                }),
                Check.of("c", () -> Finding.ok("fine")));
        assertEquals("a: Cannot reach it: no. Start it.", results.get(0).line());
        assertEquals(Level.FAIL, results.get(1).finding().level());
        assertTrue(results.get(1).line().contains("a bug"));
        assertEquals("c: fine", results.get(2).line());
    }

    @Test
    void whatHangsIsAnAnswer() {
        List<Result> results = examine(
                Check.of("hangs", () -> {
                            try {
                                Thread.sleep(60_000);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            return Finding.ok("late");
                        })
                        .hint("Does it live?"),
                Check.of("next", () -> Finding.ok("fine")));
        assertEquals(
                "hangs: no answer within 0 s. Does it live? If it only is slow, wait longer: -Dgo-docker.doctor.timeout=4",
                results.get(0).line());
        assertEquals("next: fine", results.get(1).line());
    }

    @Test
    void whatWouldBeInVainIsNotAsked() {
        List<Result> results = examine(
                Check.of("daemon", () -> Finding.fail("gone", "start it")),
                Check.of("disk", () -> Finding.ok("never")).after("daemon"),
                Check.of("deeper", () -> Finding.ok("never")).after("disk"),
                Check.of("clock", () -> Finding.ok("fine")));
        assertEquals(
                List.of("daemon", "clock"), results.stream().map(Result::name).toList());
    }

    @Test
    void whatNoBuildNeedsIsNoFailure() {
        List<Result> results = examine(
                Check.of("disk", () -> Finding.fail("slow", "wait")).aside(),
                Check.of("use", () -> {
                            throw new GoDockerException("Cannot tell.", "");
                        })
                        .aside());
        assertTrue(results.stream().allMatch(each -> each.finding().level() == Level.WARN), results.toString());
    }

    @Test
    void tellsEachAnswerAtOnce() {
        List<String> told = new ArrayList<>();
        new Doctor(Duration.ofSeconds(5))
                .examine(
                        List.of(Check.of("one", () -> Finding.ok("x")), Check.of("two", () -> {
                            told.add("asked");
                            return Finding.warn("y", "do z");
                        })),
                        result -> told.add(result.json()));
        assertEquals(
                List.of(
                        "{\"check\":\"one\",\"level\":\"ok\",\"text\":\"x\",\"fix\":\"\"}",
                        "asked",
                        "{\"check\":\"two\",\"level\":\"warn\",\"text\":\"y\",\"fix\":\"do z\"}"),
                told);
    }

    @Test
    void clocks() {
        assertEquals(Finding.ok("as on this machine"), DaemonChecks.clock(Duration.ofMillis(-900)));
        assertEquals(Level.WARN, DaemonChecks.clock(Duration.ofSeconds(-3)).level());
        assertEquals(
                "the daemon's is 3.00 s behind",
                DaemonChecks.clock(Duration.ofSeconds(-3)).text());
        assertEquals(Level.FAIL, DaemonChecks.clock(Duration.ofMinutes(5)).level());
        assertTrue(DaemonChecks.clock(Duration.ofMinutes(5)).text().endsWith("ahead"));
    }

    @Test
    void engines() {
        assertEquals(Finding.ok("overlay2"), DaemonChecks.imageStore(engine("overlay2", Duration.ZERO)));
        assertEquals(
                Level.WARN,
                DaemonChecks.imageStore(engine("vfs", Duration.ZERO)).level());
        assertEquals(Finding.ok("there"), DaemonChecks.buildKit(new Engine("x", "28.5.2", true)));
        assertEquals(
                Level.WARN, DaemonChecks.buildKit(new Engine("x", "5", false)).level());
        assertEquals(
                "the daemon is rootless",
                DaemonChecks.user(engine("overlay2", Duration.ZERO, "name=seccomp,profile=default", "name=rootless"))
                        .text());
        assertEquals(
                "root in containers is another user",
                DaemonChecks.user(engine("overlay2", Duration.ZERO, "name=userns"))
                        .text());
        assertEquals(
                "the daemon runs as root",
                DaemonChecks.user(engine("vfs", Duration.ZERO)).text());
    }

    @Test
    void proxiesOfTheDaemon() {
        Map<String, String> ours = Map.of("https_proxy", "http://proxy:3128");
        assertEquals(Finding.ok("none"), DaemonChecks.proxy("", Map.of("GOPROXY", "direct")));
        assertEquals(Level.WARN, DaemonChecks.proxy("", ours).level());
        assertEquals(Finding.ok("http://***@proxy:3128"), DaemonChecks.proxy("http://joe:s3cret@proxy:3128", ours));
    }

    @Test
    void space() {
        assertEquals(Finding.ok("20.0 GB free"), DaemonChecks.space(20_000_000_000L));
        assertEquals(Level.WARN, DaemonChecks.space(4_000_000_000L).level());
        assertEquals(Level.FAIL, DaemonChecks.space(400_000_000L).level());
    }

    @Test
    void whatAContainerSees() {
        assertEquals(new Sight(true, true, 2048), Sight.parse("mounted 2\n"));
        assertEquals(new Sight(true, false, -1), Sight.parse("unseen "));
        assertEquals(new Sight(true, false, -1), Sight.parse(""));
    }

    @Test
    void proxiesNeverShowTheirLogins() {
        assertEquals(Finding.ok("none"), MachineChecks.proxy(Map.of("GOFLAGS", "-v")));
        assertEquals(
                Finding.ok("HTTPS_PROXY=http://***@proxy:3128, NO_PROXY=localhost,.corp"),
                MachineChecks.proxy(Map.of(
                        "HTTPS_PROXY", "http://joe:p@ss@proxy:3128",
                        "https_proxy", "http://joe:p@ss@proxy:3128",
                        "NO_PROXY", "localhost,.corp")));
        Finding here = MachineChecks.proxy(Map.of("HTTP_PROXY", "http://127.0.0.1:3128"));
        assertEquals(Level.WARN, here.level());
        assertEquals(
                Level.OK,
                MachineChecks.proxy(Map.of("HTTP_PROXY", "http://localhost.corp:1"))
                        .level());
        assertEquals("http://***@proxy:1", MachineChecks.withoutLogin("http://joe:a/b@proxy:1"));
        assertEquals("joe@corp/x", MachineChecks.withoutLogin("joe@corp/x").replace("***", "joe"));
    }

    @Test
    void certificates() throws IOException {
        Path good = Files.writeString(home.resolve("good.pem"), "x\n-----BEGIN CERTIFICATE-----\nabc\n");
        Path empty = Files.writeString(home.resolve("empty.pem"), "nothing");
        assertEquals(Finding.ok("1 of " + good), MachineChecks.certificates(good));
        assertEquals(Level.FAIL, MachineChecks.certificates(empty).level());
        assertEquals(
                Level.FAIL, MachineChecks.certificates(home.resolve("none.pem")).level());
        assertEquals(Level.WARN, MachineChecks.certificates(null).level());
    }

    private ModuleChecks module(boolean online, String refusal) {
        Credentials credentials = new Credentials(Map.of(), home, id -> Optional.empty());
        return new ModuleChecks(
                () -> {
                    throw new GoDockerException("No daemon.", "");
                },
                registry -> credentials,
                image -> {
                    if (!refusal.isEmpty()) {
                        throw new GoDockerException(refusal, "Log in.");
                    }
                },
                online);
    }

    private static List<ImageReference> images(String... names) {
        return java.util.Arrays.stream(names).map(ImageReference::parse).toList();
    }

    @Test
    void asksEachRegistryOnce() throws IOException {
        Files.createDirectories(home.resolve(".docker"));
        Files.writeString(
                home.resolve(".docker/config.json"),
                "{\"auths\":{\"example.com\":{\"username\":\"joe\",\"password\":\"s3cret\"}}}");
        List<Result> results = examine(module(true, "")
                .registries(images("example.com/a:1", "golang:1.26", "example.com/b:1"))
                .toArray(Check[]::new));
        assertEquals(
                List.of("registry example.com", "registry docker.io"),
                results.stream().map(Result::name).toList());
        assertEquals(Level.OK, results.get(0).finding().level());
        assertTrue(
                results.get(0).line().contains("config.json (user joe)"),
                results.get(0).line());
        assertFalse(results.get(0).line().contains("s3cret"));
        assertTrue(
                results.get(1).line().contains("no credentials, looked in"),
                results.get(1).line());
    }

    @Test
    void aRegistryThatRefusesIsAFailure() {
        Result result = examine(module(true, "Cannot log in to example.com: unauthorized.")
                        .registries(images("example.com/a:1"))
                        .toArray(Check[]::new))
                .get(0);
        assertEquals(Level.FAIL, result.finding().level());
        assertTrue(result.line().startsWith("registry example.com: Cannot log in to example.com: unauthorized; no"));
        assertTrue(result.line().endsWith(". Log in."));
    }

    @Test
    void offlineNoRegistryIsAsked() {
        Result result = examine(module(false, "Asked!")
                        .registries(images("example.com/a:1"))
                        .toArray(Check[]::new))
                .get(0);
        assertEquals(Level.OK, result.finding().level());
        assertTrue(result.line().contains("Maven is offline"));
    }
}
