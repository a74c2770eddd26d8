package io.github.godocker.prune;

import io.github.godocker.builder.Builder;
import io.github.godocker.builder.KeptBuilder;
import io.github.godocker.container.Ownership;
import io.github.godocker.docker.Docker;
import io.github.godocker.docker.Storage.StoredContainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which containers nobody needs. */
record StaleContainers(Docker docker, PruneSpec spec, Age age) {
    List<Verdict> judge(List<StoredContainer> containers) {
        List<Verdict> verdicts = new ArrayList<>();
        for (StoredContainer each : containers) {
            Map<String, String> labels = each.labels();
            if (labels.containsKey(Builder.LABEL) && spec.isOfDirectory(labels.get(Builder.LABEL))) {
                verdicts.add(builder(each));
            } else if (Ownership.isOurs(labels) && spec.isOfProject(labels.get(Ownership.PROJECT))) {
                verdicts.add(service(each));
            }
        }
        return verdicts;
    }

    private Verdict builder(StoredContainer each) {
        if (each.isRunning()) {
            if (!KeptBuilder.isOne(each.labels())) {
                return stays(each, "a build works in it");
            }
            return each.status().equals("running") && KeptBuilder.rests(docker.containers(), each.id())
                    ? goes(each, "a kept builder that no build holds", () -> removedUnlessHeld(each.id()))
                    : stays(each, "a build holds it");
        }
        return isAboutToStart(each)
                ? stays(each, "it may be about to start")
                : goes(each, "a builder that has ended", () -> removedAsEnded(each.id()));
    }

    private Verdict service(StoredContainer each) {
        String session = each.labels().getOrDefault(Ownership.SESSION, "");
        if (!session.isEmpty()) {
            return Ownership.hasEnded(session)
                    ? goes(each, "its build has ended", () -> removed(each.id()))
                    : stays(each, "its build may still run");
        }
        if (each.isRunning()) {
            return stays(each, "it runs until `mvn go-docker:stop`");
        }
        if (isAboutToStart(each)) {
            return stays(each, "it may be about to start");
        }
        return spec.isOfDirectory(each.labels().get(Ownership.DIRECTORY))
                ? goes(each, "it has ended", () -> removedAsEnded(each.id()))
                : stays(each, "it belongs to another checkout");
    }

    private boolean isAboutToStart(StoredContainer each) {
        return each.status().equals("created") && age.isFresh(each.created());
    }

    private boolean removed(String id) {
        docker.containers().remove(id);
        return true;
    }

    /** The daemon refuses if it runs again. */
    private boolean removedAsEnded(String id) {
        docker.storage().removeContainer(id);
        return true;
    }

    private boolean removedUnlessHeld(String id) {
        return KeptBuilder.reserve(docker.containers(), id) && removed(id);
    }

    private Verdict goes(StoredContainer each, String why, Verdict.Removal removal) {
        return age.isTooYoung(each.created())
                ? stays(each, "it is " + age.words(each.created()))
                : new Verdict(
                        Kind.CONTAINERS,
                        each.name(),
                        each.id(),
                        docker.storage().containerSize(each.id()),
                        why,
                        removal);
    }

    private static Verdict stays(StoredContainer each, String why) {
        return Verdict.stays(Kind.CONTAINERS, each.name(), each.id(), why);
    }
}
