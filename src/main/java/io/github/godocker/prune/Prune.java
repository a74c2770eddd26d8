package io.github.godocker.prune;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.Docker;
import io.github.godocker.docker.Storage.StoredContainer;
import io.github.godocker.log.PruneLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds what this plugin has made, says of each whether it may go and why, and removes it. Labels alone say whose a thing
 * is, never a name; in doubt it stays.
 */
public final class Prune {
    private final Docker docker;
    private final PruneSpec spec;
    private final PruneLog log;

    public Prune(Docker docker, PruneSpec spec, PruneLog log) {
        this.docker = docker;
        this.spec = spec;
        this.log = log;
    }

    /** All that is ours, of the wanted kinds and projects; nothing is changed. */
    public List<Verdict> judge(Instant now) {
        List<StoredContainer> containers = docker.storage().containers();
        Age age = new Age(spec.olderThan(), now);
        List<Verdict> all = new ArrayList<>();
        if (wants(Kind.CONTAINERS)) {
            all.addAll(new StaleContainers(docker, spec, age).judge(containers));
        }
        // Who will be gone needs nothing any more.
        Set<String> going = all.stream().filter(Verdict::goes).map(Verdict::id).collect(Collectors.toSet());
        List<StoredContainer> staying =
                containers.stream().filter(each -> !going.contains(each.id())).toList();
        if (wants(Kind.NETWORKS)) {
            all.addAll(new StaleNetworks(docker, spec, age).judge(staying));
        }
        if (wants(Kind.TAGS) || wants(Kind.IMAGES)) {
            all.addAll(new StaleImages(docker, spec, age).judge(staying));
        }
        if (wants(Kind.SOURCES) || wants(Kind.CACHES) || wants(Kind.TOOLS)) {
            all.addAll(new StaleVolumes(docker, spec, age).judge(staying));
        }
        return all.stream().sorted(Comparator.comparing(Verdict::kind)).toList();
    }

    private boolean wants(Kind kind) {
        return spec.kinds().contains(kind);
    }

    /** Shows what may go; tells of the rest how much that is, and in detail why. */
    public void tell(List<Verdict> verdicts) {
        List<Verdict> going = verdicts.stream().filter(Verdict::goes).toList();
        if (!going.isEmpty()) {
            PruneTable.lines(going).forEach(log::row);
        }
        for (Verdict each : verdicts) {
            if (!each.goes()) {
                log.stays(each.what(), each.why());
            }
        }
        log.summary(going.size(), PruneTable.total(going), verdicts.size() - going.size());
    }

    /**
     * Removes what may go. What cannot be removed is told, and the rest goes all the same.
     *
     * @throws GoDockerException at the end, if something is left
     */
    public void remove(List<Verdict> verdicts) {
        List<Verdict> gone = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (Verdict each : verdicts) {
            Verdict.Removal removal = each.removal();
            if (removal == null) {
                continue;
            }
            try {
                if (removal.done()) {
                    gone.add(each);
                } else {
                    log.inUseAgain(each.what());
                }
            } catch (GoDockerException e) {
                log.warning(e.problem());
                left.add(each.what());
            }
        }
        log.removed(gone.size(), PruneTable.total(gone));
        if (!left.isEmpty()) {
            throw new GoDockerException(
                    "Cannot remove " + left.size() + " of " + (gone.size() + left.size()) + ": "
                            + String.join(", ", left) + ".",
                    "The warnings above say why. Run go-docker:prune again when nothing uses them.");
        }
    }
}
