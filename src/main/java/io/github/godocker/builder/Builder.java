package io.github.godocker.builder;

import static io.github.godocker.KnownFailure.said;

import io.github.godocker.GoDockerException;
import io.github.godocker.KnownFailure;
import io.github.godocker.docker.Container;
import io.github.godocker.docker.ContainerSpec;
import io.github.godocker.docker.Containers;
import io.github.godocker.go.GoOutput;
import io.github.godocker.handover.ImageLayout;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.log.BuilderLog;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A warm golang container: commands run in it as the user who runs Maven, over the sources as they are on this
 * machine, with Go's caches in volumes that all projects share or in a folder. It is gone when it is closed or when this
 * JVM ends, unless it is to be kept ({@link StartScript}).
 *
 * <p>Where the daemon sees our files they are mounted, else copied. Which of the two is found out by trying: a marker
 * file tells whether the mounted directory is really ours, and its owner, as the container sees it, is the user to
 * run commands as. That is right with a plain, a rootless and a remote daemon alike, where comparing host names or
 * asking the daemon for its options is not. Where sources are copied, commands run as the owner's id on this machine,
 * so that both ways leave the same files in the caches; as root where the daemon has no such id.
 */
public final class Builder implements AutoCloseable {
    /** Every container of ours has it, with the project that it serves; and every volume of ours, with what it is for. */
    public static final String LABEL = "io.github.godocker.builder";

    /** What a volume of ours is for, the value of {@link io.github.godocker.container.Ownership#PURPOSE}. */
    public static final String CACHE = "cache";

    /** The same for the volume of the programs that we run beside go. */
    public static final String TOOLS = "tools";

    /** The same for a copy of sources. */
    public static final String SOURCES_COPY = "sources";

    private static final KnownFailure UNSEEN = new KnownFailure(
            "the daemon does not see this machine's directory: sources are copied",
            said("docker 20.10.24", "bind source path does not exist"),
            said("Docker Desktop 4.25.0", "Mounts denied"),
            said("Docker Desktop, unseen", "mounts denied"));

    /** Go's build cache; what is kept beside go's own files is there in all further builds of the user. */
    public static final String BUILD_CACHE = Caches.BUILD;

    private static final String SOURCES = GolangContainer.SOURCES;

    private final BuilderSpec spec;
    private final GolangContainer golang;
    private final Container container;
    private final String user;
    private final @Nullable SourceCopy copy;
    private final Tools tools;

    private Builder(BuilderSpec spec, GolangContainer golang, Tools tools) {
        this.spec = spec;
        this.golang = golang;
        this.container = golang.container();
        this.user = golang.greeting().user();
        this.copy = golang.greeting().seesOurFiles()
                ? null
                : new SourceCopy(
                        spec,
                        new SourceTree(golang, SOURCES),
                        user,
                        golang.greeting().mayHoldSources(),
                        InstantSource.system());
        this.tools = tools;
    }

    /** Whether the daemon has said that it does not see a directory of this machine. */
    public static boolean isUnseen(GoDockerException e) {
        return UNSEEN.isIn(e.problem());
    }

    /** Starts the container; the image has to be there. */
    public static Builder open(Containers containers, BuilderSpec spec, BuilderLog log) {
        long start = System.nanoTime();
        Path marker = createMarker(spec.target());
        try {
            Caches caches = Caches.ofOwner(marker);
            GolangContainer golang = tryCacheDirectory(containers, spec, caches, marker, log);
            if (golang == null) {
                golang = tryMounted(containers, spec, caches, marker, "", log);
            }
            if (golang == null) {
                spec.modules().checkForCopies();
                golang = copying(containers, spec, caches, log);
            }
            Builder builder = new Builder(spec, golang, new Tools(containers, spec, caches));
            log.builderStarted(
                    spec.image(),
                    builder.goVersion(),
                    (builder.copy == null ? "sources mounted" : "sources copied")
                            + (golang.isTakenUp() ? ", kept from an earlier build" : ""),
                    Duration.ofNanos(System.nanoTime() - start));
            return builder;
        } finally {
            delete(spec.target(), marker);
        }
    }

    /** Only together with the sources: who commands have to run as is known by those. */
    private static @Nullable GolangContainer tryCacheDirectory(
            Containers containers, BuilderSpec spec, Caches caches, Path marker, BuilderLog log) {
        CacheDirectory directory = spec.cacheDirectory();
        if (directory == null) {
            return null;
        }
        Path mark = directory.mark();
        try {
            GolangContainer golang =
                    tryMounted(containers, spec, caches.in(directory), marker, CacheDirectory.inContainer(mark), log);
            if (golang == null) {
                log.cachesStayVolumes(directory.root().toString());
            }
            return golang;
        } finally {
            CacheDirectory.delete(mark);
        }
    }

    private static @Nullable GolangContainer tryMounted(
            Containers containers, BuilderSpec spec, Caches caches, Path marker, String cacheMark, BuilderLog log) {
        List<ContainerSpec.Mount> mounts = new ArrayList<>(caches.forProjects());
        mounts.add(new ContainerSpec.Bind(spec.root(), SOURCES, false));
        GolangContainer golang;
        try {
            golang = GolangContainer.open(
                    containers,
                    spec,
                    mounts,
                    containerPath(spec.root(), marker),
                    cacheMark,
                    caches.owner(),
                    false,
                    log);
        } catch (GoDockerException e) {
            // A daemon on another machine has no such directory.
            if (isUnseen(e) && !lacksSocket(spec, e)) {
                return null;
            }
            throw explained(spec, e);
        }
        if (!golang.greeting().seesOurFiles()) {
            golang.close();
            return null;
        }
        return golang;
    }

    /** Sources stay for the next build, unless another one just uses those that have stayed. */
    private static GolangContainer copying(Containers containers, BuilderSpec spec, Caches caches, BuilderLog log) {
        try {
            return openCopying(containers, spec, caches, log);
        } catch (GoDockerException e) {
            throw explained(spec, e);
        }
    }

    private static GolangContainer openCopying(Containers containers, BuilderSpec spec, Caches caches, BuilderLog log) {
        List<ContainerSpec.Mount> mounts = new ArrayList<>(caches.forProjects());
        mounts.add(caches.sources(spec, SOURCES));
        GolangContainer golang = GolangContainer.open(containers, spec, mounts, "", "", caches.owner(), true, log);
        if (!golang.greeting().isBusy()) {
            return golang;
        }
        golang.close();
        return GolangContainer.open(containers, spec, caches.forProjects(), "", "", caches.owner(), false, log);
    }

    private static boolean lacksSocket(BuilderSpec spec, GoDockerException e) {
        BuilderSpec.Socket socket = spec.daemonSocket();
        return socket != null && UNSEEN.isIn(e.problem()) && e.problem().contains(": " + socket.path());
    }

    /** By itself it would send people to look at the image. */
    private static GoDockerException explained(BuilderSpec spec, GoDockerException e) {
        return lacksSocket(spec, e)
                ? e.withNextStep(
                        "With <dockerSocket> tests get that socket of the daemon's machine. Leave it out, or let"
                                + " the daemon listen there.")
                : e;
    }

    /** Whether commands can still run in it: its container may have been removed, or Docker restarted. */
    public boolean isRunning() {
        return container.isRunning();
    }

    /** Go's version, {@code go1.26.3}. */
    public String goVersion() {
        return golang.greeting().goVersion();
    }

    /** Its image, as it was named. */
    public String image() {
        return spec.image();
    }

    /** The id of its image in the daemon; empty if it is not known. */
    public String imageId() {
        return spec.imageId();
    }

    public String goRoot() {
        return golang.greeting().goRoot();
    }

    /** What the builder runs on, {@code linux/amd64}. */
    public String platform() {
        return golang.greeting().platform();
    }

    /** Where commands see a file or directory of the source root. */
    public String path(Path file) {
        return containerPath(spec.root(), file);
    }

    /** The other way round: nothing for what is not below the source root. */
    public Optional<Path> file(String path) {
        return path.equals(SOURCES) || path.startsWith(SOURCES + "/")
                ? Optional.of(spec.root()
                        .resolve(path.substring(Math.min(path.length(), SOURCES.length() + 1)))
                        .normalize())
                : Optional.empty();
    }

    public Path root() {
        return spec.root();
    }

    /** Turns what go prints here, run in this directory, into what it would mean on this machine. */
    public GoOutput reading(Path directory) {
        return new GoOutput(SOURCES, spec.root(), directory);
    }

    private static String containerPath(Path root, Path file) {
        Path relative = root.relativize(file.toAbsolutePath().normalize());
        return relative.toString().isEmpty()
                ? SOURCES
                : SOURCES + "/" + relative.toString().replace(File.separatorChar, '/');
    }

    /**
     * Brings the builder's view of these files and directories up to date; costs nothing where they are mounted.
     * Calls for the same builder wait for each other.
     */
    void syncIn(Collection<Path> sources, BuilderLog log) {
        if (copy != null) {
            copy.update(sources, log);
        }
    }

    /** Whether go finds all that it may read; if not, {@link GoList} brings the rest. */
    boolean hasAllFiles() {
        return copy == null || copy.hasAllFiles();
    }

    /** Brings files that go embeds and that {@link #syncIn} has left out, because they lie among much else. */
    void syncEmbedded(Collection<Path> files, BuilderLog log) {
        if (copy != null) {
            copy.addEmbedded(files, log);
        }
    }

    /** Makes a directory that commands can write to, as this machine and as they see it. */
    public void makeDirectory(OwnTree files, Path directory) {
        try {
            files.createDirectories(directory);
        } catch (IOException e) {
            throw GoDockerException.unwritable(directory.toString(), directory, e, GoDockerException.CLEAN);
        }
        if (copy != null) {
            var unused = run(List.of("mkdir", "-p", path(directory)), Map.of(), spec.root(), (stream, line) -> {});
        }
    }

    /** Brings a file or directory that commands wrote back to this machine; costs nothing where it is mounted. */
    public void syncOut(OwnTree files, Path path) {
        if (copy != null) {
            copy.fetch(files, path);
        }
    }

    /**
     * Runs a command.
     *
     * @param directory of the source root, on this machine
     * @param environment added to the builder's own
     * @param output each line as it comes, one at a time, on the calling thread
     * @return the exit code
     */
    int run(
            List<String> command,
            Map<String, String> environment,
            Path directory,
            BiConsumer<Container.Stream, String> output) {
        return golang.run(command, environment, user, path(directory), output);
    }

    Tools tools() {
        return tools;
    }

    /** Hears of the modules that a command fetches, or offline would fetch. */
    Downloads downloads(BuilderLog log) {
        return new Downloads(log, spec.modules().offline());
    }

    /** Lets the container end, without waiting for that. */
    @Override
    public void close() {
        container.letGo();
    }

    private static Path createMarker(OwnTree target) {
        Path directory = ImageLayout.all(target);
        try {
            return target.createTemporary(directory, ".marker");
        } catch (IOException e) {
            throw GoDockerException.unwritable(directory, e);
        }
    }

    private static void delete(OwnTree target, Path marker) {
        try {
            target.delete(marker);
        } catch (IOException e) {
            // It lies in the build directory, which `mvn clean` removes.
        }
    }
}
