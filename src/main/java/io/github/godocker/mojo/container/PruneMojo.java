package io.github.godocker.mojo.container;

import io.github.godocker.Problems;
import io.github.godocker.container.Quantity;
import io.github.godocker.log.PruneLog;
import io.github.godocker.mojo.AbstractGoDockerMojo;
import io.github.godocker.prune.Kind;
import io.github.godocker.prune.Prune;
import io.github.godocker.prune.PruneSpec;
import io.github.godocker.prune.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Shows what this plugin has made in the daemon and nobody needs any more, with its size and why it may go, and removes it
 * with {@code -Dgo-docker.prune.apply}. In a project it is about that project, or all of its reactor; without a pom about
 * all projects.
 *
 * <p>What is not this plugin's by its labels is never touched, nor anything of a build that lives, nor an image, a network
 * or a volume that a container uses.
 */
@Mojo(name = "prune", requiresProject = false, aggregator = true, threadSafe = true)
public class PruneMojo extends AbstractGoDockerMojo {
    /** Skips this goal. */
    @Parameter(property = "go-docker.prune.skip", defaultValue = "false")
    boolean pruneSkip;

    /** Removes what may go. Without it nothing is changed. */
    @Parameter(property = "go-docker.prune.apply", defaultValue = "false")
    boolean pruneApply;

    /**
     * What may go, of: {@code containers} that have ended, or whose build has, and builders that {@code keepBuilder} keeps
     * and no build holds; {@code networks} in which no container is; {@code images} without a tag; old {@code tags}, see
     * {@code pruneKeepTags} and {@code pruneOlderThan}; {@code sources}, copies for a daemon that does not see them; {@code caches},
     * Go's, and {@code tools}, the linters, which all projects share. Default: {@code containers,networks,images,tags}.
     */
    @Parameter(property = "go-docker.prune.kinds")
    @Nullable
    List<String> pruneKinds;

    /**
     * How many of the newest images with a tag stay of each repository, at least 1; images of several platforms are one.
     * Without it, and without {@code pruneOlderThan}, all stay.
     */
    @Parameter(property = "go-docker.prune.keepTags")
    @Nullable
    Integer pruneKeepTags;

    /**
     * Only what is older goes: {@code 90m}, {@code 12h}, {@code 30d}, {@code 2w}. An image is as old as its last tag, all
     * else as it was made. With it, tags get old but for the newest of each repository.
     */
    @Parameter(property = "go-docker.prune.olderThan")
    @Nullable
    String pruneOlderThan;

    /** Of {@code caches} and {@code tools} only larger ones go: {@code 500m}, {@code 5g}. Default: of any size. */
    @Parameter(property = "go-docker.prune.cacheMaxSize")
    @Nullable
    String pruneCacheMaxSize;

    /** Also what is of other projects and of everybody else who uses this daemon. It is always so without a pom. */
    @Parameter(property = "go-docker.prune.allProjects", defaultValue = "false")
    boolean pruneAllProjects;

    @Override
    protected boolean goalSkipped() {
        return pruneSkip;
    }

    @Override
    protected void run() {
        PruneSpec spec = spec();
        PruneLog pruneLog = new PruneLog(console());
        Prune prune = new Prune(docker(), spec, pruneLog);
        List<Verdict> verdicts = prune.judge(Instant.now());
        prune.tell(verdicts);
        if (verdicts.stream().noneMatch(Verdict::goes)) {
            return;
        }
        if (pruneApply) {
            prune.remove(verdicts);
        } else {
            pruneLog.nothingRemoved("mvn go-docker:prune -Dgo-docker.prune.apply");
        }
    }

    private PruneSpec spec() {
        Problems problems = new Problems();
        Set<Kind> wanted = problems.check("pruneKinds", () -> Kind.parse(clean(pruneKinds)));
        String least = pruneOlderThan;
        String most = pruneCacheMaxSize;
        Duration age = least == null ? null : problems.check("pruneOlderThan", () -> PruneSpec.age(least));
        Long size = most == null ? null : problems.check("pruneCacheMaxSize", () -> Quantity.bytes(most));
        Set<String> projects = new HashSet<>();
        Set<Path> directories = new HashSet<>();
        if (hasPom()) {
            for (MavenProject each : session.getProjects()) {
                projects.add(each.getGroupId() + ":" + each.getArtifactId());
                directories.add(each.getBasedir().toPath().toAbsolutePath().normalize());
            }
        }
        PruneSpec spec = problems.check(() -> new PruneSpec(
                wanted == null ? Set.of() : wanted,
                pruneAllProjects || !hasPom() ? null : projects,
                directories,
                pruneKeepTags,
                age,
                size));
        problems.failIfAny();
        return Objects.requireNonNull(spec);
    }
}
