package io.github.godocker.prune;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.Containers;
import io.github.godocker.docker.Docker;
import io.github.godocker.docker.Engine;
import io.github.godocker.docker.EngineDetails;
import io.github.godocker.docker.ImageDetails;
import io.github.godocker.docker.Images;
import io.github.godocker.docker.Networks;
import io.github.godocker.docker.Storage;
import io.github.godocker.docker.Storage.StoredContainer;
import io.github.godocker.docker.Storage.StoredImage;
import io.github.godocker.docker.Storage.StoredNetwork;
import io.github.godocker.docker.Storage.StoredVolume;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A daemon with things in it that a test puts there; it notes what is removed. */
final class FakeStore implements Docker {
    static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    final List<StoredContainer> containers = new ArrayList<>();
    final List<StoredImage> images = new ArrayList<>();
    final List<StoredNetwork> networks = new ArrayList<>();
    final List<StoredVolume> volumes = new ArrayList<>();
    final Map<String, String> lastSteps = new HashMap<>();
    /** Ids of builders that a build holds. */
    final Set<String> held = new HashSet<>();
    /** What is refused. */
    final Set<String> refused = new HashSet<>();

    final List<String> removed = new ArrayList<>();

    void container(String id, String status, Map<String, String> labels) {
        container(id, status, labels, "sha256:other", Set.of(), Set.of());
    }

    void container(
            String id,
            String status,
            Map<String, String> labels,
            String image,
            Set<String> volumes,
            Set<String> networks) {
        containers.add(
                new StoredContainer(id, id, image, image, status, NOW.minusSeconds(86_400), labels, volumes, networks));
    }

    void image(String id, String step, Map<String, String> labels, String... tags) {
        image(id, NOW.minusSeconds(86_400), step, labels, tags);
    }

    void image(String id, Instant since, String step, Map<String, String> labels, String... tags) {
        images.add(new StoredImage(id, List.of(tags), 1_000_000, since, labels));
        lastSteps.put(id, step);
    }

    private void note(String what) {
        if (refused.contains(what)) {
            throw new GoDockerException("Cannot remove " + what + ": it is in use.", "");
        }
        removed.add(what);
    }

    private final class Store implements Storage {
        @Override
        public List<StoredContainer> containers() {
            return List.copyOf(containers);
        }

        @Override
        public long containerSize(String id) {
            return 1000;
        }

        @Override
        public List<StoredImage> images(String label) {
            return images.stream()
                    .filter(each -> each.labels().containsKey(label))
                    .toList();
        }

        @Override
        public String lastStep(String image) {
            return lastSteps.getOrDefault(image, "");
        }

        @Override
        public List<StoredNetwork> networks(String label) {
            return networks.stream()
                    .filter(each -> each.labels().containsKey(label))
                    .toList();
        }

        @Override
        public List<StoredVolume> volumes(String label) {
            return volumes.stream()
                    .filter(each -> each.labels().containsKey(label))
                    .toList();
        }

        @Override
        public long used() {
            return 0;
        }

        @Override
        public void removeContainer(String id) {
            note("ended " + id);
        }

        @Override
        public void removeImage(String reference) {
            note("image " + reference);
        }

        @Override
        public void removeVolume(String name) {
            note("volume " + name);
        }
    }

    @Override
    public EngineDetails details() {
        throw new UnsupportedOperationException("details");
    }

    @Override
    public Storage storage() {
        return new Store();
    }

    @Override
    public Containers containers() {
        return proxy(Containers.class, (name, arguments) -> switch (name) {
            case "exec" -> held.contains((String) arguments[0]) ? 1 : 0;
            case "remove" -> {
                note("container " + arguments[0]);
                yield null;
            }
            default -> throw new UnsupportedOperationException(name);
        });
    }

    @Override
    public Networks networks() {
        return proxy(Networks.class, (name, arguments) -> {
            note("network " + arguments[0]);
            return null;
        });
    }

    @Override
    public Images images() {
        return proxy(
                Images.class,
                (name, arguments) -> images.stream()
                        .filter(each -> each.tags().contains((String) arguments[0]))
                        .findFirst()
                        .map(each -> new ImageDetails(
                                each.id(), "linux/amd64", 1, List.of(), Map.of(), List.of(), List.of(), List.of()))
                        .or(Optional::empty));
    }

    private interface Answer {
        @Nullable
        Object to(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
    }

    @Override
    public Engine engine() {
        return new Engine("unix:///fake.sock", "20.10.24", true);
    }

    @Override
    public void close() {}
}
