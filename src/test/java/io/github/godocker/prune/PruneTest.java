package io.github.godocker.prune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.godocker.GoDockerException;
import io.github.godocker.container.Ownership;
import io.github.godocker.docker.Storage.StoredNetwork;
import io.github.godocker.docker.Storage.StoredVolume;
import io.github.godocker.image.ImageMark;
import io.github.godocker.log.LinesLog;
import io.github.godocker.log.PruneLog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PruneTest {
    private static final String BUILDER = "io.github.godocker.builder";
    private static final String DIRECTORY = "/work/orders";
    private static final String LIVES = Ownership.newSession();
    /** A process number that no system gives. */
    private static final String ENDED = LIVES.replaceFirst("/\\d+/", "/999999999999/");

    private static final String LOADED = "go-docker-maven-plugin: binaries";

    private final FakeStore store = new FakeStore();
    private final LinesLog log = new LinesLog();

    private static PruneSpec all() {
        return new PruneSpec(EnumSet.allOf(Kind.class), null, Set.of(), null, null, null);
    }

    private static PruneSpec ofOrders() {
        return new PruneSpec(
                EnumSet.allOf(Kind.class), Set.of("it:orders"), Set.of(Path.of(DIRECTORY)), null, null, null);
    }

    private static PruneSpec tags(@Nullable Integer keep, @Nullable Duration olderThan) {
        return new PruneSpec(EnumSet.of(Kind.TAGS), null, Set.of(), keep, olderThan, null);
    }

    private static PruneSpec caches(@Nullable Long most) {
        return new PruneSpec(
                EnumSet.of(Kind.CACHES, Kind.TOOLS, Kind.SOURCES), Set.of("it:orders"), Set.of(), null, null, most);
    }

    private static Map<String, String> service(String session) {
        return service("it:orders", DIRECTORY, session);
    }

    private static Map<String, String> service(String project, String directory, String session) {
        Map<String, String> labels = new HashMap<>();
        labels.put(Ownership.PURPOSE, Ownership.SERVICE);
        labels.put(Ownership.PROJECT, project);
        labels.put(Ownership.DIRECTORY, directory);
        if (!session.isEmpty()) {
            labels.put(Ownership.SESSION, session);
        }
        return labels;
    }

    private static Map<String, String> image(String project, String repository) {
        return Map.of(ImageMark.PROJECT, project, ImageMark.REPOSITORY, repository);
    }

    private Prune prune(PruneSpec spec) {
        return new Prune(store, spec, new PruneLog(log));
    }

    private List<Verdict> judge(PruneSpec spec) {
        return prune(spec).judge(FakeStore.NOW);
    }

    private Set<String> going(PruneSpec spec) {
        return judge(spec).stream().filter(Verdict::goes).map(Verdict::id).collect(Collectors.toSet());
    }

    private String why(PruneSpec spec, String id) {
        return judge(spec).stream()
                .filter(each -> each.id().equals(id))
                .map(Verdict::why)
                .findFirst()
                .orElse("");
    }

    @Test
    void servicesGoWithTheirBuild() {
        store.container("live", "running", service(LIVES));
        store.container("ended", "running", service(ENDED));
        store.container("elsewhere", "running", service("other-machine/1/1/abc"));
        assertEquals(Set.of("ended"), going(all()));
        assertEquals("its build has ended", why(all(), "ended"));
        assertEquals("its build may still run", why(all(), "live"));
    }

    @Test
    void whatACommandStartedGoesWhenItHasEnded() {
        store.container("up", "running", service(""));
        store.container("paused", "paused", service(""));
        store.container("down", "exited", service(""));
        assertEquals(Set.of("down"), going(ofOrders()));
        assertTrue(why(ofOrders(), "up").contains("go-docker:stop"));
    }

    @Test
    void whatIsAboutToStartStays() {
        store.container("old", "created", service(""));
        store.containers.add(new io.github.godocker.docker.Storage.StoredContainer(
                "new",
                "new",
                "i",
                "i",
                "created",
                FakeStore.NOW.minusSeconds(60),
                Map.of(BUILDER, DIRECTORY),
                Set.of(),
                Set.of()));
        store.networks.add(new StoredNetwork("net", "net", FakeStore.NOW.minusSeconds(60), service("")));
        assertEquals(Set.of("old"), going(all()));
    }

    @Test
    void otherProjectsAndCheckoutsAreNotThisOne() {
        store.container("other", "exited", service("it:other", DIRECTORY, ""));
        store.container("checkout", "exited", service("it:orders", "/home/joe/orders", ""));
        store.container("mine", "exited", service(""));
        assertEquals(Set.of("mine"), going(ofOrders()));
        assertEquals("it belongs to another checkout", why(ofOrders(), "checkout"));
        assertEquals(Set.of("other", "checkout", "mine"), going(all()));
    }

    @Test
    void lookAlikesAreNotOurs() {
        store.container("orders-db", "exited", Map.of());
        store.container("one-label", "exited", Map.of(Ownership.PROJECT, "it:orders"));
        store.container("similar", "exited", Map.of(Ownership.PURPOSE + ".x", "service", BUILDER + "s", DIRECTORY));
        store.container("of-our-image", "exited", image("it:orders", "orders"));
        store.networks.add(new StoredNetwork("n", "orders-network", Instant.EPOCH, Map.of(Ownership.PURPOSE, "x")));
        store.volumes.add(new StoredVolume("go-docker-mod-1", Instant.EPOCH, Map.of(), 9));
        store.volumes.add(new StoredVolume("go-docker-build-1", Instant.EPOCH, Map.of(BUILDER, "cache"), 9));
        store.volumes.add(new StoredVolume("v", Instant.EPOCH, Map.of(Ownership.PURPOSE, "cache"), 9));
        store.image("sha256:foreign", LOADED, Map.of(), "orders:0.9");
        assertEquals(List.of(), judge(all()));
    }

    @Test
    void buildersStayWhileABuildHoldsThem() {
        Map<String, String> kept = Map.of(BUILDER, DIRECTORY, BUILDER + ".kept", "key");
        store.container("works", "running", Map.of(BUILDER, DIRECTORY));
        store.container("held", "running", kept);
        store.held.add("held");
        store.container("rests", "running", kept);
        store.container("dead", "exited", Map.of(BUILDER, DIRECTORY));
        store.container("elsewhere", "exited", Map.of(BUILDER, "/work/other"));
        assertEquals(Set.of("rests", "dead"), going(ofOrders()));

        List<Verdict> verdicts = judge(ofOrders());
        store.held.add("rests"); // a build takes it up just now
        prune(ofOrders()).remove(verdicts);
        assertEquals(List.of("ended dead"), store.removed);
        assertTrue(log.text().contains("container rests stays"));
    }

    @Test
    void aBuilderServesWhatLiesInItsDirectory() {
        store.container("reactor", "exited", Map.of(BUILDER, "/work"));
        store.container("module", "exited", Map.of(BUILDER, DIRECTORY + "/api"));
        store.container("beside", "exited", Map.of(BUILDER, DIRECTORY + "2"));
        assertEquals(Set.of("reactor", "module"), going(ofOrders()));
    }

    @Test
    void networksStayWhileSomebodyIsInThem() {
        for (String id : List.of("used", "named", "free", "left")) {
            store.networks.add(new StoredNetwork(id, id + "-name", FakeStore.NOW.minusSeconds(9999), service(ENDED)));
        }
        store.container("foreign", "exited", Map.of(), "i", Set.of(), Set.of("used"));
        store.container("never-ran", "created", Map.of(), "i", Set.of(), Set.of("named-name"));
        store.container("ours", "running", service(ENDED), "i", Set.of(), Set.of("left"));
        assertEquals(Set.of("free", "left", "ours"), going(all()));
        assertEquals("container foreign is in it", why(all(), "used"));

        prune(all()).remove(judge(all()));
        assertEquals("container ours", store.removed.get(0));
    }

    @Test
    void imagesWithoutATagGo() {
        store.image("sha256:free", LOADED, image("it:orders", "orders"));
        store.image("sha256:used", LOADED, image("it:orders", "orders"));
        store.image("sha256:other", LOADED, image("it:other", "other"));
        store.image("sha256:on-top", "COPY mine /", image("it:orders", "orders"));
        store.image("sha256:buildkit", "LABEL io.github.godocker.image.repository=o", image("it:orders", "orders"));
        store.image(
                "sha256:classic",
                "/bin/sh -c #(nop)  LABEL io.github.godocker.image.repository=o",
                image("it:orders", "orders"));
        store.container("stopped", "exited", Map.of(), "sha256:used", Set.of(), Set.of());
        assertEquals(Set.of("sha256:free", "sha256:buildkit", "sha256:classic"), going(ofOrders()));
        assertEquals("container stopped uses it", why(ofOrders(), "sha256:used"));
        assertTrue(why(ofOrders(), "sha256:on-top").contains("built on an image of ours"));
    }

    @Test
    void tagsStayWithoutARule() {
        store.image("sha256:1", LOADED, image("it:orders", "orders"), "orders:1");
        store.image("sha256:2", LOADED, image("it:orders", "orders"), "orders:2");
        assertEquals(Set.of(), going(all()));
    }

    @Test
    void theNewestTagsStay() {
        Map<String, String> labels = image("it:orders", "acme/orders");
        store.image("sha256:9", FakeStore.NOW.minusSeconds(30), LOADED, labels, "acme/orders:1.9", "mine/keep:1");
        store.image("sha256:10", FakeStore.NOW.minusSeconds(20), LOADED, labels, "acme/orders:1.10");
        store.image(
                "sha256:11", FakeStore.NOW.minusSeconds(10), LOADED, labels, "acme/orders:1.11", "acme/orders:latest");
        assertEquals(Set.of("acme/orders:1.9"), going(tags(2, null)));
        assertEquals(Set.of("acme/orders:1.9", "acme/orders:1.10"), going(tags(1, null)));
        assertEquals(Set.of(), going(tags(3, null)));
    }

    @Test
    void whatHasNoDateStays() {
        Map<String, String> labels = image("it:orders", "orders");
        store.images.add(
                new io.github.godocker.docker.Storage.StoredImage("sha256:9", List.of("orders:1.9"), 1, null, labels));
        store.images.add(new io.github.godocker.docker.Storage.StoredImage(
                "sha256:10", List.of("orders:1.10"), 1, null, labels));
        store.lastSteps.putAll(Map.of("sha256:9", LOADED, "sha256:10", LOADED));
        store.image("sha256:7", LOADED, labels, "orders:1.7");
        assertEquals(Set.of(), going(tags(1, null)));
        assertEquals(Set.of(), going(tags(null, Duration.ofDays(1))));
        assertEquals("its age is not known", why(tags(1, null), "orders:1.9"));
    }

    @Test
    void ofTheSameTimeTheTagTellsWhatIsNewer() {
        Map<String, String> labels = image("it:orders", "orders");
        store.image("sha256:9", LOADED, labels, "orders:1.9");
        store.image("sha256:10", LOADED, labels, "orders:1.10");
        assertEquals(Set.of("orders:1.9"), going(tags(1, null)));
    }

    @Test
    void imagesOfSeveralPlatformsAreOne() {
        Map<String, String> labels = image("it:orders", "orders");
        Instant older = FakeStore.NOW.minusSeconds(100);
        store.image("sha256:a", older, LOADED, labels, "orders:1-linux-amd64");
        store.image("sha256:b", older, LOADED, labels, "orders:1-linux-arm64-v8");
        store.image("sha256:c", FakeStore.NOW, LOADED, labels, "orders:2-linux-amd64");
        store.image("sha256:d", FakeStore.NOW, LOADED, labels, "orders:2-linux-arm64-v8");
        assertEquals(Set.of(), going(tags(2, null)));
        assertEquals(Set.of("orders:1-linux-amd64", "orders:1-linux-arm64-v8"), going(tags(1, null)));
    }

    @Test
    void tagsGetOld() {
        Map<String, String> labels = image("it:orders", "orders");
        store.image("sha256:1", FakeStore.NOW.minus(Duration.ofDays(40)), LOADED, labels, "orders:1");
        store.image("sha256:2", FakeStore.NOW.minus(Duration.ofDays(20)), LOADED, labels, "orders:2");
        store.image("sha256:3", FakeStore.NOW.minus(Duration.ofDays(40)), LOADED, labels, "orders:3");
        assertEquals(Set.of("orders:1", "orders:3"), going(tags(null, Duration.ofDays(30))));
        // The newest stays, however old it is.
        assertEquals(Set.of("orders:1", "orders:3"), going(tags(null, Duration.ofDays(1))));
        store.container("user", "running", Map.of(), "sha256:1", Set.of(), Set.of());
        assertEquals(Set.of("orders:3"), going(tags(null, Duration.ofDays(30))));
        assertEquals(Set.of(), going(tags(2, Duration.ofDays(50))));
    }

    @Test
    void aTagThatMovedStays() {
        Map<String, String> labels = image("it:orders", "orders");
        store.image("sha256:1", FakeStore.NOW.minusSeconds(99), LOADED, labels, "orders:1");
        store.image("sha256:2", FakeStore.NOW, LOADED, labels, "orders:2");
        List<Verdict> verdicts = judge(tags(1, null));
        store.images.remove(0);
        store.image("sha256:3", FakeStore.NOW, LOADED, labels, "orders:1");
        prune(tags(1, null)).remove(verdicts);
        assertEquals(List.of(), store.removed);
    }

    @Test
    void volumesGoWhenAskedFor() {
        Instant created = FakeStore.NOW.minus(Duration.ofDays(9));
        store.volumes.add(
                new StoredVolume("c", created, Map.of(BUILDER, "cache", Ownership.PURPOSE, "cache"), 5_000_000));
        store.volumes.add(
                new StoredVolume("t", created, Map.of(BUILDER, "cache", Ownership.PURPOSE, "tools"), 1_000_000));
        store.volumes.add(new StoredVolume(
                "s",
                created,
                Map.of(BUILDER, "sources", Ownership.PURPOSE, "sources", Ownership.DIRECTORY, "/elsewhere"),
                7));
        assertEquals(Set.of("c", "t"), going(caches(null)));
        assertEquals(Set.of("c"), going(caches(2_000_000L)));
        store.container("build", "running", Map.of(), "i", Set.of("c"), Set.of());
        assertEquals(Set.of("t"), going(caches(null)));
        PruneSpec usual = new PruneSpec(Kind.parse(List.of()), null, Set.of(), 1, null, null);
        assertEquals(Set.of(), going(usual));
    }

    @Test
    void whatIsYoungerStays() {
        store.container("c", "exited", service(""));
        store.networks.add(new StoredNetwork("n", "n", FakeStore.NOW.minusSeconds(9999), service(ENDED)));
        store.image("sha256:1", LOADED, image("it:orders", "orders"));
        PruneSpec old = new PruneSpec(EnumSet.allOf(Kind.class), null, Set.of(), null, Duration.ofDays(2), null);
        assertEquals(Set.of(), going(old));
        assertEquals("it is 24 hours old", why(old, "c"));
    }

    @Test
    void aFailureStopsNothing() {
        store.container("a", "exited", service(""));
        store.container("b", "exited", service(""));
        store.container("c", "exited", service(""));
        store.refused.add("ended b");
        Prune prune = prune(all());
        GoDockerException e = assertThrows(GoDockerException.class, () -> prune.remove(prune.judge(FakeStore.NOW)));
        assertEquals("Cannot remove 1 of 3: container b.", e.problem());
        assertEquals(List.of("ended a", "ended c"), store.removed);
        assertTrue(log.text().contains("[WARNING] Cannot remove ended b: it is in use."), log.text());
        assertTrue(log.text().contains("[INFO] Removed 2, 2.0 kB"), log.text());
    }

    @Test
    void showsSizesAndReasons() {
        store.container("orders-db", "exited", service(""));
        store.container("up", "running", service(""));
        store.image("sha256:0123456789abcdef", LOADED, image("it:orders", "orders"));
        Prune prune = prune(all());
        prune.tell(prune.judge(FakeStore.NOW));
        assertEquals("""
                [INFO] kind       name                       size  why
                [INFO] container  orders-db                1.0 kB  it has ended
                [INFO] image      0123456789ab (orders)    1.0 MB  it has no tag
                [DEBUG] container up stays: it runs until `mvn go-docker:stop`
                [INFO] 2 may go, 1.0 MB; 1 stays, -X says why
                """, log.text());
        assertEquals(List.of(), store.removed);
    }

    @Test
    void readsWhatUsersWrite() {
        assertEquals(Duration.ofDays(14), PruneSpec.age("2w"));
        assertEquals(Duration.ofMinutes(90), PruneSpec.age(" 90 M"));
        assertThrows(GoDockerException.class, () -> PruneSpec.age("a month"));
        assertEquals(Set.of(Kind.TAGS, Kind.CACHES), Kind.parse(List.of("tags", "Caches")));
        assertFalse(Kind.parse(List.of()).contains(Kind.CACHES));
        GoDockerException e = assertThrows(GoDockerException.class, () -> Kind.parse(List.of("everything")));
        assertTrue(e.nextStep().contains("containers, networks, tags, images, sources, caches, tools"));
        assertThrows(GoDockerException.class, () -> tags(0, null));
    }
}
