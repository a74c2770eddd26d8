package io.github.godocker.prune;

import io.github.godocker.container.Ownership;
import io.github.godocker.docker.Docker;
import io.github.godocker.docker.Storage.StoredContainer;
import io.github.godocker.docker.Storage.StoredNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which networks nobody needs. */
record StaleNetworks(Docker docker, PruneSpec spec, Age age) {
    /** @param containers of whomever, that stay */
    List<Verdict> judge(List<StoredContainer> containers) {
        List<Verdict> verdicts = new ArrayList<>();
        for (StoredNetwork each : docker.storage().networks(Ownership.PURPOSE)) {
            if (Ownership.isOurs(each.labels())
                    && spec.isOfProject(each.labels().get(Ownership.PROJECT))) {
                verdicts.add(judge(each, containers));
            }
        }
        return verdicts;
    }

    private Verdict judge(StoredNetwork each, List<StoredContainer> containers) {
        Optional<StoredContainer> user = containers.stream()
                .filter(other ->
                        other.networks().contains(each.id()) || other.networks().contains(each.name()))
                .findFirst();
        if (user.isPresent()) {
            return stays(each, "container " + user.get().name() + " is in it");
        }
        String session = each.labels().getOrDefault(Ownership.SESSION, "");
        if (!session.isEmpty()) {
            return Ownership.hasEnded(session)
                    ? goes(each, "its build has ended")
                    : stays(each, "its build may still run");
        }
        if (age.isFresh(each.created())) {
            return stays(each, "containers may be about to start in it");
        }
        return spec.isOfDirectory(each.labels().get(Ownership.DIRECTORY))
                ? goes(each, "no container is in it")
                : stays(each, "it belongs to another checkout");
    }

    private Verdict goes(StoredNetwork each, String why) {
        return age.isTooYoung(each.created())
                ? stays(each, "it is " + age.words(each.created()))
                : new Verdict(Kind.NETWORKS, each.name(), each.id(), -1, why, () -> {
                    docker.networks().remove(each.id());
                    return true;
                });
    }

    private static Verdict stays(StoredNetwork each, String why) {
        return Verdict.stays(Kind.NETWORKS, each.name(), each.id(), why);
    }
}
