package io.github.godocker.docker.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.Storage;
import io.github.godocker.docker.Storage.StoredContainer;
import io.github.godocker.docker.Storage.StoredImage;
import io.github.godocker.docker.Storage.StoredNetwork;
import io.github.godocker.docker.Storage.StoredVolume;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StorageCallsTest {
    private final FakeDockerTransport daemon = new FakeDockerTransport();

    private Storage storage() {
        return daemon.connect().storage();
    }

    @Test
    void readsWhatContainersUse() {
        daemon.on("GET /containers/json", 200, """
                [{"Id":"c1","Names":["/orders"],"Image":"orders:1","ImageID":"sha256:1","State":"running",
                  "Created":1700000000,"Labels":{"a":"b"},
                  "Mounts":[{"Type":"volume","Name":"v"},{"Type":"bind","Source":"/x"}],
                  "NetworkSettings":{"Networks":{"net":{"NetworkID":"n1"},"new":{"NetworkID":""}}}}]""");
        StoredContainer one = storage().containers().get(0);
        assertEquals(
                new StoredContainer(
                        "c1",
                        "orders",
                        "orders:1",
                        "sha256:1",
                        "running",
                        Instant.ofEpochSecond(1_700_000_000),
                        Map.of("a", "b"),
                        Set.of("v"),
                        Set.of("net", "n1", "new", "")),
                one);
        assertTrue(one.isRunning());
        assertEquals("GET /v1.41/containers/json?all=true", daemon.requests.get(1));
    }

    @Test
    void anImageIsAsOldAsItsLastTag() {
        daemon.on("GET /images/json", 200, """
                [{"Id":"sha256:1","RepoTags":["orders:1"],"Size":5,"Created":0,"Labels":{"p":"q"}},
                 {"Id":"sha256:2","RepoTags":["<none>:<none>"],"Size":6,"Created":1700000000},
                 {"Id":"sha256:3","RepoTags":null,"Size":7,"Created":0}]""");
        daemon.on("GET /images/sha256:1/json", 200, "{\"Metadata\":{\"LastTagTime\":\"2026-11-28T13:00:00.5+01:00\"}}");
        daemon.on("GET /images/sha256:2/json", 200, "{\"Metadata\":{\"LastTagTime\":\"0001-01-01T00:00:00Z\"}}");
        assertEquals(
                List.of(
                        new StoredImage(
                                "sha256:1",
                                List.of("orders:1"),
                                5,
                                Instant.parse("2026-11-28T12:00:00.5Z"),
                                Map.of("p", "q")),
                        new StoredImage("sha256:2", List.of(), 6, Instant.ofEpochSecond(1_700_000_000), Map.of()),
                        new StoredImage("sha256:3", List.of(), 7, null, Map.of())),
                storage().images("p"));
        assertEquals(0, daemon.unclosedAnswers());
    }

    @Test
    void readsTheLastStepOfAnImage() {
        daemon.on("GET /images/sha256:1/history", 200, "[{\"CreatedBy\":\"LABEL x\"},{\"CreatedBy\":\"COPY\"}]");
        assertEquals("LABEL x", storage().lastStep("sha256:1"));
    }

    @Test
    void readsNetworksAndVolumesWithTheirSizes() {
        daemon.on("GET /networks", 200, """
                [{"Id":"n1","Name":"net","Created":"2026-11-28T12:00:00Z","Labels":{"a":"b"}}]""");
        daemon.on("GET /volumes", 200, """
                {"Volumes":[{"Name":"v","CreatedAt":"2026-11-28T12:00:00Z","Labels":{"a":"b"}},{"Name":"w"}]}""");
        daemon.on("GET /system/df", 200, "{\"Volumes\":[{\"Name\":\"v\",\"UsageData\":{\"Size\":9}}]}");
        Instant noon = Instant.parse("2026-11-28T12:00:00Z");
        assertEquals(
                List.of(new StoredNetwork("n1", "net", noon, Map.of("a", "b"))),
                storage().networks("a"));
        assertEquals(
                List.of(
                        new StoredVolume("v", noon, Map.of("a", "b"), 9),
                        new StoredVolume("w", Instant.EPOCH, Map.of(), -1)),
                storage().volumes("a"));
    }

    @Test
    void measuresNothingWithoutVolumes() {
        daemon.on("GET /volumes", 200, "{\"Volumes\":null}");
        assertEquals(List.of(), storage().volumes("a"));
        assertEquals(2, daemon.requests.size());
    }

    @Test
    void removesWithoutForce() {
        daemon.on("DELETE /containers/c1", 204, "").on("DELETE /volumes/v", 409, "{\"message\":\"volume is in use\"}");
        storage().removeContainer("c1");
        storage().removeImage("gone:1");
        GoDockerException e =
                assertThrows(GoDockerException.class, () -> storage().removeVolume("v"));
        assertEquals("Cannot remove volume v: volume is in use.", e.problem());
        assertTrue(daemon.requests.contains("DELETE /v1.41/containers/c1?v=true"));
        assertTrue(daemon.requests.contains("DELETE /v1.41/images/gone:1?noprune=true"));
    }
}
