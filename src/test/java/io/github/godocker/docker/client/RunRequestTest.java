package io.github.godocker.docker.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.godocker.Json;
import io.github.godocker.docker.ContainerSpec.Bind;
import io.github.godocker.docker.ContainerSpec.Volume;
import io.github.godocker.docker.RunSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunRequestTest {
    @Test
    void leavesToTheDaemonWhatNobodyAsksFor() {
        RunSpec spec = new RunSpec(
                "acme/app",
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
        assertEquals(
                "{\"Image\":\"acme/app\",\"Labels\":{},\"HostConfig\":{\"AutoRemove\":false,\"ReadonlyRootfs\":false,"
                        + "\"CapAdd\":[],\"CapDrop\":[],\"SecurityOpt\":[],\"GroupAdd\":[],\"Devices\":[],\"Ulimits\":[],"
                        + "\"ExtraHosts\":[],\"Dns\":[],\"PortBindings\":{},\"Mounts\":[]}}",
                Json.write(new RunRequest(spec).body()));
    }

    @Test
    void writesAllThatDockerRunHas() {
        RunSpec spec = new RunSpec(
                "acme/app",
                "linux/arm64",
                new RunSpec.Command(
                        List.of("/app"), List.of("-v"), Map.of("A", "1"), "1:2", "/work", "SIGINT", 3, true),
                new RunSpec.Isolation(
                        true,
                        List.of("NET_ADMIN"),
                        List.of("ALL"),
                        List.of("no-new-privileges"),
                        List.of("44"),
                        List.of(new RunSpec.Device("/dev/a", "/dev/b", "r")),
                        Map.of("/tmp", "size=1m"),
                        "container:abc"),
                new RunSpec.Resources(1, 2, -1, 4, 5, List.of(new RunSpec.Ulimit("nofile", 6, 7))),
                new RunSpec.Networking(
                        "net",
                        List.of("app"),
                        "host",
                        List.of(new RunSpec.Publish("127.0.0.1", 0, 80, "tcp"), new RunSpec.Publish("", 53, 53, "udp")),
                        List.of("db:1.2.3.4"),
                        List.of("9.9.9.9")),
                new RunSpec.Logging("local", Map.of("max-size", "1m")),
                List.of(new Bind(Path.of("/src"), "/dst", true), new Volume("data", "/data", Map.of("l", "v"), false)),
                Map.of("label", "value"),
                "on-failure:3",
                new RunSpec.Attended(true, true),
                true);
        Json body = Json.readObject(Json.write(new RunRequest(spec).body())).orElseThrow();
        assertEquals("[\"/app\"]", text(body, "Entrypoint"));
        assertEquals("[\"-v\"]", text(body, "Cmd"));
        assertEquals("[\"A=1\"]", text(body, "Env"));
        assertTrue(body.path("OpenStdin").isTrue() && body.path("StdinOnce").isTrue());
        assertTrue(body.path("Tty").isTrue());
        assertEquals("container:abc", body.path("HostConfig").path("PidMode").text());
        assertEquals("1:2", body.path("User").text());
        assertEquals("/work", body.path("WorkingDir").text());
        assertEquals("SIGINT", body.path("StopSignal").text());
        assertEquals(3, body.path("StopTimeout").number());
        assertEquals("host", body.path("Hostname").text());
        assertEquals(
                List.of("53/udp", "80/tcp"),
                List.copyOf(body.path("ExposedPorts").fields().keySet()));
        assertEquals(
                "app",
                body.path("NetworkingConfig")
                        .path("EndpointsConfig")
                        .path("net")
                        .path("Aliases")
                        .path(0)
                        .text());
        Json host = body.path("HostConfig");
        assertEquals("net", host.path("NetworkMode").text());
        assertEquals(true, host.path("AutoRemove").isTrue());
        assertEquals(true, host.path("Init").isTrue());
        assertEquals("on-failure", host.path("RestartPolicy").path("Name").text());
        assertEquals(3, host.path("RestartPolicy").path("MaximumRetryCount").number());
        assertEquals(true, host.path("ReadonlyRootfs").isTrue());
        assertEquals("size=1m", host.path("Tmpfs").path("/tmp").text());
        assertEquals(
                "/dev/b", host.path("Devices").path(0).path("PathInContainer").text());
        assertEquals(1, host.path("NanoCpus").number());
        assertEquals(2, host.path("Memory").number());
        assertEquals(-1, host.path("MemorySwap").number());
        assertEquals(4, host.path("PidsLimit").number());
        assertEquals(5, host.path("ShmSize").number());
        assertEquals(7, host.path("Ulimits").path(0).path("Hard").number());
        assertEquals("db:1.2.3.4", host.path("ExtraHosts").path(0).text());
        assertEquals("9.9.9.9", host.path("Dns").path(0).text());
        assertEquals(
                "",
                host.path("PortBindings")
                        .path("80/tcp")
                        .path(0)
                        .path("HostPort")
                        .text());
        assertEquals(
                "127.0.0.1",
                host.path("PortBindings").path("80/tcp").path(0).path("HostIp").text());
        assertEquals(
                "53",
                host.path("PortBindings")
                        .path("53/udp")
                        .path(0)
                        .path("HostPort")
                        .text());
        assertEquals("local", host.path("LogConfig").path("Type").text());
        assertEquals(
                "1m", host.path("LogConfig").path("Config").path("max-size").text());
        assertEquals("bind", host.path("Mounts").path(0).path("Type").text());
        assertEquals(
                "v",
                host.path("Mounts")
                        .path(1)
                        .path("VolumeOptions")
                        .path("Labels")
                        .path("l")
                        .text());
    }

    private static String text(Json body, String key) {
        return Json.write(body.path(key).texts());
    }
}
