package io.github.godocker.mojo.container;

import io.github.godocker.GoDockerException;
import io.github.godocker.Problems;
import io.github.godocker.container.Machine;
import io.github.godocker.container.Service;
import io.github.godocker.container.ServiceRules;
import io.github.godocker.container.settings.ContainerSettings;
import io.github.godocker.docker.Docker;
import io.github.godocker.docker.ImageDetails;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.image.ImagePull;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the entries of {@code <containers>} are, of the images that the daemon has.
 *
 * @param own the module's own image
 * @param goal that asks, for what it advises
 */
record ModuleContainers(Docker docker, ImageReference own, Path baseDirectory, Machine machine, String goal) {
    /** Without any there is one, of the module's own image. */
    static List<ContainerSettings> entries(@Nullable List<ContainerSettings> containers) {
        List<ContainerSettings> all = containers == null ? new ArrayList<>() : new ArrayList<>(containers);
        if (all.isEmpty()) {
            all.add(new ContainerSettings());
        }
        return all;
    }

    /** The name that chooses an entry; without one it is that of the module's own image, or the last where none is. */
    String chosen(@Nullable String container, List<ContainerSettings> all) {
        if (container != null && !container.isBlank()) {
            return ServiceRules.typed(container);
        }
        List<String> mine = all.stream()
                .filter(each -> ServiceRules.isOwn(each, own))
                .map(each -> ServiceRules.nameOf(each, own))
                .distinct()
                .toList();
        if (mine.size() > 1) {
            throw new GoDockerException(
                    "Cannot " + goal + " a container: several are of the module's own image.",
                    "Choose one by -Dgo-docker.container=<name>: " + String.join(", ", mine) + ".");
        }
        return mine.isEmpty() ? ServiceRules.nameOf(all.get(all.size() - 1), own) : mine.get(0);
    }

    ImageDetails ownImage() {
        return docker.images()
                .find(own.toString())
                .orElseThrow(() -> new GoDockerException(
                        "Cannot start a container of " + own + ": Docker has no such image.",
                        "Build it first: `mvn package go-docker:" + goal + "`."));
    }

    /**
     * The services, checked, in their order; nothing is changed yet.
     *
     * @param chosen the one that runs, after what it depends on; null for all
     * @param published makes what is published of a port that the image exposes
     */
    List<Service> services(
            List<ContainerSettings> all, @Nullable String chosen, UnaryOperator<String> published, Problems problems) {
        List<String> ports = all.stream().anyMatch(each -> ServiceRules.isOwn(each, own))
                ? ownImage().exposedPorts().stream().map(published).toList()
                : List.of();
        List<Service> services = new ServiceRules(problems, baseDirectory, machine).check(all, own, ports, chosen);
        ServiceRules.checkNetworks(services, docker.networks(), problems);
        problems.failIfAny();
        return services;
    }

    /**
     * The same, of images that the daemon has now.
     *
     * @param pulls how images come for the policy of an entry, which may be null
     */
    List<Service> withImages(List<Service> services, Function<@Nullable String, ImagePull> pulls) {
        List<Service> ready = new ArrayList<>();
        for (Service service : services) {
            String id = pulls.apply(service.own() ? ImagePull.Policy.NEVER.name() : service.pullPolicy())
                    .ensure(
                            ImageReference.parse(service.spec().image()),
                            "image",
                            "image",
                            service.spec().platform())
                    .id();
            ready.add(service.withImage(id));
        }
        return ready;
    }
}
