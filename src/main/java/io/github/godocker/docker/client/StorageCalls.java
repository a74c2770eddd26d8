package io.github.godocker.docker.client;

import static io.github.godocker.docker.client.ContainerStates.shortId;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerMount;
import com.github.dockerjava.api.model.Image;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the daemon keeps. */
record StorageCalls(Connection connection) implements Storage {
    /** Dates up to here are none: the daemon's for "never", and 1970, which stands in images of a build without a date. */
    private static final Instant DATED = Instant.EPOCH.plus(1, ChronoUnit.DAYS);

    @Override
    public List<StoredContainer> containers() {
        return connection.request(
                new Deed("list", "listing", "containers"),
                () -> commands().listContainersCmd().withShowAll(true).exec().stream()
                        .map(StorageCalls::container)
                        .toList());
    }

    private DockerClient commands() {
        return connection.commands().get();
    }

    private static StoredContainer container(Container each) {
        Set<String> volumes = new HashSet<>();
        for (ContainerMount mount : orNone(each.getMounts())) {
            // docker-java leaves out of what kind it is; nothing else has a name.
            if (mount.getName() != null && !mount.getName().isEmpty()) {
                volumes.add(mount.getName());
            }
        }
        Set<String> networks = new HashSet<>();
        if (each.getNetworkSettings() != null) {
            orNone(each.getNetworkSettings().getNetworks()).forEach((name, network) -> {
                networks.add(name);
                networks.add(network.getNetworkID());
            });
        }
        String id = each.getId();
        return new StoredContainer(
                id,
                each.getNames() == null || each.getNames().length == 0
                        ? shortId(id)
                        : each.getNames()[0].replaceFirst("^/", ""),
                each.getImage(),
                each.getImageId(),
                each.getState(),
                Instant.ofEpochSecond(each.getCreated()),
                orNone(each.getLabels()),
                volumes,
                networks);
    }

    /** The daemon leaves out what is empty, or says null. */
    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static <K, V> Map<K, V> orNone(@Nullable Map<K, V> map) {
        return map == null ? Map.of() : map;
    }

    @Override
    public long containerSize(String id) {
        return connection.request(new Deed("measure", "measuring", "container " + shortId(id)), () -> {
            Long size = commands().inspectContainerCmd(id).withSize(true).exec().getSizeRw();
            return size == null ? 0 : size;
        });
    }

    @Override
    public List<StoredImage> images(String label) {
        Endpoint endpoint = connection.endpoint();
        return connection.request(new Deed("list", "listing", "images"), () -> {
            List<StoredImage> all = new ArrayList<>();
            for (Image each : commands().listImagesCmd().withLabelFilter(label).exec()) {
                Instant since = lastTagged(endpoint, each.getId());
                Instant created = Instant.ofEpochSecond(each.getCreated());
                String[] tags = each.getRepoTags() == null ? new String[0] : each.getRepoTags();
                all.add(new StoredImage(
                        each.getId(),
                        Stream.of(tags).filter(tag -> !tag.startsWith("<none>")).toList(),
                        each.getSize(),
                        since != null ? since : created.isBefore(DATED) ? null : created,
                        orNone(each.getLabels())));
            }
            return all;
        });
    }

    /** docker-java leaves this date out. */
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
        return connection.request(
                new Deed("list", "listing", "networks"),
                () -> commands().listNetworksCmd().withFilter("label", List.of(label)).exec().stream()
                        .map(each -> new StoredNetwork(
                                each.getId(),
                                each.getName(),
                                each.getCreated() == null
                                        ? Instant.EPOCH
                                        : each.getCreated().toInstant(),
                                orNone(each.getLabels())))
                        .toList());
    }

    @Override
    public List<StoredVolume> volumes(String label) {
        // docker-java leaves out when one was created.
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
        remove(
                "container " + shortId(id),
                () -> commands().removeContainerCmd(id).withRemoveVolumes(true).exec());
    }

    /** What it was made of stays: that may be somebody else's. */
    @Override
    public void removeImage(String reference) {
        remove(
                "image " + reference,
                () -> commands().removeImageCmd(reference).withNoPrune(true).exec());
    }

    @Override
    public void removeVolume(String name) {
        remove("volume " + name, () -> commands().removeVolumeCmd(name).exec());
    }

    /** A command of docker-java's that answers nothing. */
    private void remove(String what, Runnable command) {
        Deed deed = new Deed("remove", "removing", what);
        // A volume of many files takes its time.
        var unused = IdleLimit.request(connection.limits().idle(), deed, connection.advice(), () -> {
            try {
                command.run();
            } catch (NotFoundException e) {
                // Somebody was faster.
            }
            return true;
        });
    }
}
