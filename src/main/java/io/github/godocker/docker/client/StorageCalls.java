package io.github.godocker.docker.client;

import static io.github.godocker.docker.client.ContainerStates.shortId;

import io.github.godocker.Json;
import io.github.godocker.docker.Storage;
import io.github.godocker.docker.client.IdleLimit.Deed;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the daemon keeps. */
record StorageCalls(Connection connection) implements Storage {
    /** Dates up to here are none: the daemon's for "never", and 1970, which stands in images of a build without a date. */
    private static final Instant DATED = Instant.EPOCH.plus(1, ChronoUnit.DAYS);

    @Override
    public List<StoredContainer> containers() {
        Endpoint endpoint = connection.endpoint();
        return connection.request(new Deed("list", "listing", "containers"), () -> {
            List<StoredContainer> all = new ArrayList<>();
            for (Json each : endpoint.read(endpoint.get("/containers/json?all=true"))) {
                all.add(container(each));
            }
            return all;
        });
    }

    private static StoredContainer container(Json each) {
        Set<String> volumes = new HashSet<>();
        for (Json mount : each.path("Mounts")) {
            if (mount.path("Type").text().equals("volume")) {
                volumes.add(mount.path("Name").text());
            }
        }
        Set<String> networks = new HashSet<>();
        each.path("NetworkSettings").path("Networks").entries().forEach((name, network) -> {
            networks.add(name);
            networks.add(network.path("NetworkID").text());
        });
        List<String> names = each.path("Names").texts();
        String id = each.path("Id").text();
        return new StoredContainer(
                id,
                names.isEmpty() ? shortId(id) : names.get(0).replaceFirst("^/", ""),
                each.path("Image").text(),
                each.path("ImageID").text(),
                each.path("State").text(),
                Instant.ofEpochSecond(each.path("Created").number()),
                each.path("Labels").fields(),
                volumes,
                networks);
    }

    @Override
    public long containerSize(String id) {
        Endpoint endpoint = connection.endpoint();
        return connection.request(
                new Deed("measure", "measuring", "container " + shortId(id)),
                () -> endpoint.read(endpoint.get("/containers/" + Endpoint.encode(id) + "/json?size=true"))
                        .path("SizeRw")
                        .number());
    }

    @Override
    public List<StoredImage> images(String label) {
        Endpoint endpoint = connection.endpoint();
        return connection.request(new Deed("list", "listing", "images"), () -> {
            List<StoredImage> all = new ArrayList<>();
            for (Json each : endpoint.read(endpoint.list("/images/json", Map.of("label", List.of(label))))) {
                String id = each.path("Id").text();
                Instant since = lastTagged(endpoint, id);
                Instant created = Instant.ofEpochSecond(each.path("Created").number());
                all.add(new StoredImage(
                        id,
                        each.path("RepoTags").texts().stream()
                                .filter(tag -> !tag.startsWith("<none>"))
                                .toList(),
                        each.path("Size").number(),
                        since != null ? since : created.isBefore(DATED) ? null : created,
                        each.path("Labels").fields()));
            }
            return all;
        });
    }

    private static @Nullable Instant lastTagged(Endpoint endpoint, String id) throws IOException {
        try {
            Json image = endpoint.read(endpoint.get("/images/" + id + "/json"));
            Instant tagged = instant(image.path("Metadata").path("LastTagTime").text());
            return tagged.isBefore(DATED) ? null : tagged;
        } catch (DockerErrors.Refusal e) {
            if (e.isNotFound()) {
                return null;
            }
            throw e;
        }
    }

    /** In whatever zone the daemon is; 1970 for what is no date. */
    static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    @Override
    public String lastStep(String image) {
        Endpoint endpoint = connection.endpoint();
        return connection.request(
                new Deed("read", "reading", "the history of image " + image),
                () -> endpoint.read(endpoint.get("/images/" + image + "/history"))
                        .path(0)
                        .path("CreatedBy")
                        .text());
    }

    @Override
    public List<StoredNetwork> networks(String label) {
        Endpoint endpoint = connection.endpoint();
        return connection.request(new Deed("list", "listing", "networks"), () -> {
            List<StoredNetwork> all = new ArrayList<>();
            for (Json each : endpoint.read(endpoint.list("/networks", Map.of("label", List.of(label))))) {
                all.add(new StoredNetwork(
                        each.path("Id").text(),
                        each.path("Name").text(),
                        instant(each.path("Created").text()),
                        each.path("Labels").fields()));
            }
            return all;
        });
    }

    @Override
    public List<StoredVolume> volumes(String label) {
        Endpoint endpoint = connection.endpoint();
        Deed list = new Deed("list", "listing", "volumes");
        List<Json> found = connection.request(list, () -> {
            List<Json> all = new ArrayList<>();
            endpoint.read(endpoint.list("/volumes", Map.of("label", List.of(label))))
                    .path("Volumes")
                    .forEach(all::add);
            return all;
        });
        Map<String, Long> sizes = found.isEmpty() ? Map.of() : volumeSizes();
        return found.stream()
                .map(each -> new StoredVolume(
                        each.path("Name").text(),
                        instant(each.path("CreatedAt").text()),
                        each.path("Labels").fields(),
                        sizes.getOrDefault(each.path("Name").text(), -1L)))
                .toList();
    }

    /** The daemon counts all files of all volumes. */
    private Map<String, Long> volumeSizes() {
        Endpoint endpoint = connection.endpoint();
        Deed measure = new Deed("measure", "measuring", "volumes");
        return IdleLimit.request(connection.limits().idle(), measure, connection.advice(), () -> {
            Map<String, Long> sizes = new LinkedHashMap<>();
            for (Json each :
                    endpoint.read(endpoint.get("/system/df?type=volume")).path("Volumes")) {
                sizes.put(
                        each.path("Name").text(),
                        each.path("UsageData").path("Size").number());
            }
            return sizes;
        });
    }

    @Override
    public long used() {
        Endpoint endpoint = connection.endpoint();
        Deed measure = new Deed("measure", "measuring", "what Docker keeps");
        return IdleLimit.request(connection.limits().idle(), measure, connection.advice(), () -> {
            Json usage = endpoint.read(endpoint.get("/system/df"));
            long bytes = usage.path("LayersSize").number();
            for (Json each : usage.path("Containers")) {
                bytes += each.path("SizeRw").number();
            }
            for (Json each : usage.path("Volumes")) {
                bytes += Math.max(0, each.path("UsageData").path("Size").number());
            }
            for (Json each : usage.path("BuildCache")) {
                bytes += each.path("Shared").isTrue() ? 0 : each.path("Size").number();
            }
            return bytes;
        });
    }

    @Override
    public void removeContainer(String id) {
        delete("container " + shortId(id), "/containers/" + Endpoint.encode(id) + "?v=true");
    }

    /** What it was made of stays: that may be somebody else's. */
    @Override
    public void removeImage(String reference) {
        delete("image " + reference, "/images/" + reference + "?noprune=true");
    }

    @Override
    public void removeVolume(String name) {
        delete("volume " + name, "/volumes/" + Endpoint.encode(name));
    }

    private void delete(String what, String path) {
        Endpoint endpoint = connection.endpoint();
        Deed deed = new Deed("remove", "removing", what);
        // A volume of many files takes its time.
        var unused = IdleLimit.request(connection.limits().idle(), deed, connection.advice(), () -> {
            try {
                endpoint.open(endpoint.delete(path)).close();
            } catch (DockerErrors.Refusal e) {
                if (!e.isNotFound()) {
                    throw e;
                }
            }
            return true;
        });
    }
}
