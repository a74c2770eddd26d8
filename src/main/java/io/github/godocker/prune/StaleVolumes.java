package io.github.godocker.prune;

import io.github.godocker.builder.Builder;
import io.github.godocker.container.Ownership;
import io.github.godocker.docker.Docker;
import io.github.godocker.docker.Storage.StoredContainer;
import io.github.godocker.docker.Storage.StoredVolume;
import io.github.godocker.log.Brief;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which volumes of ours may go. Those of older versions of this plugin do not say what they are for, and stay. */
record StaleVolumes(Docker docker, PruneSpec spec, Age age) {
    private static final Map<String, Kind> PURPOSES =
            Map.of(Builder.CACHE, Kind.CACHES, Builder.TOOLS, Kind.TOOLS, Builder.SOURCES_COPY, Kind.SOURCES);

    /** @param containers of whomever, that stay */
    List<Verdict> judge(List<StoredContainer> containers) {
        List<Verdict> verdicts = new ArrayList<>();
        for (StoredVolume each : docker.storage().volumes(Builder.LABEL)) {
            Kind kind = PURPOSES.get(each.labels().getOrDefault(Ownership.PURPOSE, ""));
            if (kind != null
                    && each.labels().containsKey(Builder.LABEL)
                    && spec.kinds().contains(kind)
                    && (kind != Kind.SOURCES || spec.isOfDirectory(each.labels().get(Ownership.DIRECTORY)))) {
                verdicts.add(judge(kind, each, containers));
            }
        }
        return verdicts;
    }

    private Verdict judge(Kind kind, StoredVolume each, List<StoredContainer> containers) {
        Optional<StoredContainer> user = containers.stream()
                .filter(other -> other.volumes().contains(each.name()))
                .findFirst();
        if (user.isPresent()) {
            return stays(kind, each, "container " + user.get().name() + " uses it");
        }
        if (age.isTooYoung(each.created())) {
            return stays(kind, each, "it is " + age.words(each.created()));
        }
        Long most = spec.cacheMaxSize();
        if (kind == Kind.SOURCES) {
            return goes(kind, each, "a copy, which the next build makes anew");
        }
        if (most == null) {
            return goes(kind, each, "asked for; the next build fills it anew");
        }
        if (each.size() < 0) {
            return stays(kind, each, "its size is not known");
        }
        return each.size() > most
                ? goes(kind, each, "larger than " + Brief.bytes(most))
                : stays(kind, each, "not larger than " + Brief.bytes(most));
    }

    private Verdict goes(Kind kind, StoredVolume each, String why) {
        return new Verdict(kind, each.name(), each.name(), each.size(), why, () -> {
            docker.storage().removeVolume(each.name());
            return true;
        });
    }

    private static Verdict stays(Kind kind, StoredVolume each, String why) {
        return Verdict.stays(kind, each.name(), each.name(), why);
    }
}
