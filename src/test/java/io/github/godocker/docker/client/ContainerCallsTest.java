package io.github.godocker.docker.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.Container;
import io.github.godocker.docker.ContainerLogs;
import io.github.godocker.docker.ContainerProcesses;
import io.github.godocker.docker.ContainerState;
import io.github.godocker.docker.ContainerState.HostPort;
import io.github.godocker.docker.Network;
import io.github.godocker.docker.RunSpec;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContainerCallsTest {
    private static final String STATE = """
            {"Id":"abc","Name":"/orders","Image":"sha256:1","Config":{"Labels":{"a":"b"}},
             "State":{"Status":"exited","ExitCode":137,"OOMKilled":true,"Error":"",
               "Health":{"Status":"unhealthy","Log":[{"Output":"old"},{"Output":" no answer\\n"}]}},
             "NetworkSettings":{"Ports":{"8080/tcp":[{"HostIp":"127.0.0.1","HostPort":"32768"}],"9090/tcp":null},
               "Networks":{"net":{"IPAddress":"172.18.0.2"},"off":{"IPAddress":""}}}}""";

    private final FakeDockerTransport daemon = new FakeDockerTransport();

    private static byte[] frame(int stream, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) stream, 0, 0, 0, 0, 0, 0, (byte) bytes.length});
        out.writeBytes(bytes);
        return out.toByteArray();
    }

    private static byte[] frames(byte[]... frames) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] each : frames) {
            out.writeBytes(each);
        }
        return out.toByteArray();
    }

    @Test
    void readsHowAContainerIs() {
        daemon.on("GET /containers/orders/json", 200, STATE);
        ContainerState state = daemon.connect().containers().find("orders").orElseThrow();
        assertEquals(
                new ContainerState(
                        "abc",
                        "orders",
                        "sha256:1",
                        "exited",
                        137,
                        true,
                        "unhealthy",
                        "no answer",
                        "",
                        Map.of("8080/tcp", List.of(new HostPort("127.0.0.1", 32768)), "9090/tcp", List.of()),
                        Map.of("net", "172.18.0.2"),
                        Map.of("a", "b"),
                        false),
                state);
        assertFalse(state.isRunning());
        assertEquals(0, daemon.unclosedAnswers());
    }

    @Test
    void whatIsNotThereIsNoFailure() {
        assertTrue(daemon.connect().containers().find("none").isEmpty());
        daemon.connect().networks().remove("none");
        assertEquals(0, daemon.unclosedAnswers());
    }

    @Test
    void passesOnLinesOfBothStreams() {
        daemon.on(
                "GET /containers/abc/logs",
                200,
                frames(frame(1, "one\ntw"), frame(2, "complaint\n"), frame(1, "o\nthree")));
        List<String> lines = new ArrayList<>();
        daemon.connect()
                .containers()
                .logs(
                        "abc",
                        new ContainerLogs(false, true, true, "1.5", "", "10", true),
                        (stream, line) -> lines.add(stream + " " + line));
        assertEquals(List.of("STDOUT one", "STDERR complaint", "STDOUT two", "STDOUT three"), lines);
        assertEquals(
                "GET /v1.41/containers/abc/logs?stdout=true&stderr=true&follow=false&timestamps=true&since=1.5&tail=10",
                daemon.requests.get(2));
        assertEquals(0, daemon.unclosedAnswers());
    }

    @Test
    void aLogThatIsCutTellsIt() {
        daemon.on("GET /containers/abc/logs", 200, new byte[] {1, 0, 0, 0, 0, 0, 0, 9, 'x'});
        List<String> lines = new ArrayList<>();
        GoDockerException e = assertThrows(
                GoDockerException.class,
                () -> daemon.connect().containers().logs("abc", ContainerLogs.ALL, (stream, line) -> lines.add(line)));
        assertTrue(e.problem().contains("the connection to it was lost"), e.problem());
        assertEquals(List.of("x"), lines);
    }

    @Test
    void waitsForTheExitCode() {
        daemon.on("POST /containers/abc/wait", 200, "{\"StatusCode\":3}");
        assertEquals(3, daemon.connect().containers().await("abc"));
        daemon.on("POST /containers/abc/wait", 200, "");
        GoDockerException cut = assertThrows(
                GoDockerException.class, () -> daemon.connect().containers().await("abc"));
        assertEquals(
                "Cannot wait for container abc: the connection to Docker was lost: the daemon hung up.", cut.problem());
        assertTrue(cut.nextStep().startsWith("The container may still run"), cut.nextStep());
        assertEquals(0, daemon.unclosedAnswers());
    }

    @Test
    void runsACommand() {
        daemon.on("POST /containers/abc/exec", 201, "{\"Id\":\"e1\"}");
        daemon.on("POST /exec/e1/start", 200, frame(1, "ready\n"));
        daemon.on("GET /exec/e1/json", 200, "{\"ExitCode\":2,\"Running\":false}");
        List<String> lines = new ArrayList<>();
        assertEquals(
                2,
                daemon.connect()
                        .containers()
                        .exec(
                                "abc",
                                new Container.Exec(List.of("pg_isready")),
                                Duration.ofSeconds(5),
                                (stream, line) -> lines.add(line)));
        assertEquals(List.of("ready"), lines);
    }

    @Test
    void showsProcesses() {
        daemon.on(
                "GET /containers/abc/top",
                200,
                "{\"Titles\":[\"PID\",\"CMD\"],\"Processes\":[[\"7\",\"/orders -v\"]]}");
        assertEquals(
                new ContainerProcesses(List.of("PID", "CMD"), List.of(List.of("7", "/orders -v"))),
                daemon.connect().containers().top("abc").orElseThrow());
        // It has ended between the list and this.
        daemon.on("GET /containers/abc/top", 409, "{\"message\":\"container abc is not running\"}");
        assertTrue(daemon.connect().containers().top("abc").isEmpty());
    }

    @Test
    void whatHasEndedWhileItWasLookedAtTakesNothing() {
        daemon.on("GET /containers/abc/stats?stream=false", 404, "{\"message\":\"No such container: abc\"}");
        assertTrue(daemon.connect().containers().stats("abc").isEmpty());
        // Removed while the daemon counted, and stopped meanwhile, as Docker 20.10 answers.
        daemon.on("GET /containers/abc/stats?stream=false", 200, "");
        assertTrue(daemon.connect().containers().stats("abc").isEmpty());
        daemon.on(
                "GET /containers/abc/stats?stream=false",
                200,
                "{\"read\":\"0001-01-01T00:00:00Z\",\"preread\":\"2026-11-28T15:50:59.604455346Z\",\"pids_stats\":{}}");
        assertTrue(daemon.connect().containers().stats("abc").isEmpty());
    }

    @Test
    void aContainerWithMuchTimeToEndGetsIt() {
        daemon.on("GET /containers/abc/json", 200, "{\"Config\":{\"StopTimeout\":3}}");
        daemon.on("POST /containers/abc/stop", request -> {
            try {
                Thread.sleep(500);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return FakeDockerTransport.Answer.of(204, "");
        });
        HttpDocker impatient = HttpDocker.connect(
                daemon,
                URI.create("unix:///fake.sock"),
                "fake",
                new Limits(Duration.ofMillis(100), Duration.ofSeconds(10)));
        impatient.containers().stop("abc", -1);
        assertTrue(daemon.requests.contains("POST /v1.41/containers/abc/stop"));
    }

    @Test
    void tellsWhatTheDaemonLeavesOutOfANewContainer() {
        List<String> warnings = new ArrayList<>();
        daemon.on("POST /containers/create", 201, "{\"Id\":\"abc\",\"Warnings\":[\"No swap.\",\"No pids.\"]}");
        assertEquals("abc", daemon.connect().containers().create("db", spec("acme/db"), warnings::add));
        assertEquals(List.of("No swap.", "No pids."), warnings);
        daemon.on("POST /containers/create", 201, "{\"Id\":\"abc\",\"Warnings\":null}");
        assertEquals("abc", daemon.connect().containers().create("db", spec("acme/db"), warnings::add));
        assertEquals(2, warnings.size());
    }

    private static RunSpec spec(String image) {
        return new RunSpec(
                image,
                null,
                new RunSpec.Command(null, null, Map.of(), null, null, null, null, false),
                new RunSpec.Isolation(false, List.of(), List.of(), List.of(), List.of(), List.of(), Map.of(), null),
                new RunSpec.Resources(0, 0, 0, 0, 0, List.of()),
                new RunSpec.Networking(null, List.of(), null, List.of(), List.of(), List.of()),
                new RunSpec.Logging(null, Map.of()),
                List.of(),
                Map.of(),
                null,
                RunSpec.Attended.BY_NOBODY,
                false);
    }

    @Test
    void stopsWithATimeOfItsOwnOrTheContainers() {
        daemon.on("POST /containers/abc/stop", 304, "");
        daemon.connect().containers().stop("abc", -1);
        daemon.connect().containers().stop("abc", 5);
        assertTrue(daemon.requests.contains("POST /v1.41/containers/abc/stop"));
        assertTrue(daemon.requests.contains("POST /v1.41/containers/abc/stop?t=5"));
    }

    @Test
    void whatIsGoneIsStopped() {
        daemon.connect().containers().stop("none", 1);
        assertThrows(
                GoDockerException.class, () -> daemon.connect().containers().start("none"));
    }

    @Test
    void listsNetworksByLabel() {
        daemon.on("GET /networks", 200, "[{\"Id\":\"n1\",\"Name\":\"net\",\"Labels\":{\"a\":\"b\"}}]");
        assertEquals(
                List.of(new Network("n1", "net", Map.of("a", "b"))),
                daemon.connect().networks().labelled("a=b"));
        assertEquals("GET /v1.41/networks?filters=%7B%22label%22%3A%5B%22a%3Db%22%5D%7D", daemon.requests.get(1));
    }

    @Test
    void tellsWhyTheDaemonRefuses() {
        daemon.on("POST /containers/abc/start", 500, "{\"message\":\"port is already allocated\"}");
        GoDockerException e = assertThrows(
                GoDockerException.class, () -> daemon.connect().containers().start("abc"));
        assertEquals("Cannot start container abc: port is already allocated.", e.problem());
    }
}
