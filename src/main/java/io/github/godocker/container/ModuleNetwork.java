package io.github.godocker.container;

import io.github.godocker.docker.Network;
import io.github.godocker.docker.Networks;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** The network on which the containers of a module find each other by their names; it is made when one needs it. */
record ModuleNetwork(Networks networks, Ownership ownership) {

    /**
     * Its name; it is made now if there is none yet.
     *
     * @param creation runs what makes it, or refuses that
     */
    String name(Creation creation) {
        List<Network> present = own();
        if (!present.isEmpty()) {
            return present.get(0).name();
        }
        // Two checkouts of a module may have theirs.
        String name = ownership.containerName("network")
                + String.format(
                        Locale.ROOT, "-%08x", ownership.directory().toString().hashCode());
        var unused = creation.run(() -> networks.create(name, ownership.labels("")));
        return name;
    }

    /** What may make something. */
    interface Creation {
        String run(Supplier<String> creation);
    }

    void remove() {
        for (Network each : own()) {
            networks.remove(each.id());
        }
    }

    /** Of a build that was killed. */
    void removeLeftOvers() {
        for (Network each : networks.labelled(ownership.projectLabel())) {
            if (ownership.isLeftOver(each.labels())) {
                networks.remove(each.id());
            }
        }
    }

    private List<Network> own() {
        return networks.labelled(ownership.projectLabel()).stream()
                .filter(each -> ownership.owns(each.labels()))
                .toList();
    }
}
