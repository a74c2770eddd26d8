package io.github.godocker.builder;

import io.github.godocker.GoDockerException;
import io.github.godocker.go.Fingerprint;
import io.github.godocker.go.GoModule;
import io.github.godocker.handover.BuildDirectory;
import io.github.godocker.handover.OwnTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What of this machine's files the go commands of a project see, and which of them are sources. All paths are absolute
 * and normal.
 */
public final class Workspace {
    private final Path project;
    private final Path reactor;
    private final OwnTree target;
    private final Set<Path> outputs;
    private final Set<Path> neverRead;
    private final @Nullable CacheDirectory caches;

    /**
     * @param project the project's directory
     * @param reactor the directory of the whole build, in which the project's lies or not
     * @param target the project's build directory
     * @param others the build directories of the other projects of this build
     * @param caches a folder that may lie among the sources, and is none; null if there is none
     */
    public Workspace(Path project, Path reactor, OwnTree target, Set<Path> others, @Nullable CacheDirectory caches) {
        this.project = project;
        this.reactor = reactor;
        this.target = target;
        outputs = new LinkedHashSet<>(others);
        outputs.add(target.root());
        this.caches = caches;
        neverRead = BuildDirectory.neverRead(outputs);
        if (caches != null) {
            neverRead.add(caches.root());
        }
    }

    /** The directory that holds all that a build may read: the reactor's, wider for go.work and {@code replace}. */
    public Path root(GoModule module) {
        return above(reactor, module.root(), project);
    }

    /** The context of an image's build: the project's directory, wider where the module needs what lies beside it. */
    public Path context(GoModule module) {
        return above(project, module.root(), target.root());
    }

    private static Path above(Path directory, Path first, Path second) {
        Path root = directory;
        while (!first.startsWith(root) || !second.startsWith(root)) {
            Path parent = root.getParent();
            if (parent == null) {
                return root;
            }
            root = parent;
        }
        return root;
    }

    /** Build output of this project and of every other one of the build: never source. */
    public Set<Path> outputs() {
        return Set.copyOf(outputs);
    }

    /** What no file counts in: {@link #outputs} and caches. */
    public Set<Path> noSources() {
        Set<Path> directories = new HashSet<>(outputs);
        if (caches != null) {
            directories.add(caches.root());
        }
        return directories;
    }

    /** @throws GoDockerException if it and the module's sources could be taken for each other; null if there is none */
    public @Nullable CacheDirectory caches(GoModule module) {
        return caches == null ? null : caches.check(module);
    }

    /** Files and directories that go may read, which a builder that does not see them has to be given. */
    public static List<Path> sources(GoModule module) {
        List<Path> sources = new ArrayList<>(module.sourceDirectories());
        sources.addAll(module.extraFiles());
        return sources;
    }

    /**
     * Adds the files of a module: whatever tests and linters may read, and a package that is new.
     *
     * @param names of the files that count
     * @param made the same in build directories, where other plugins generate sources and data
     */
    public Fingerprint addSources(
            Fingerprint started, GoModule module, Predicate<String> names, Predicate<String> made) {
        Fingerprint fingerprint = started.seeing(root(module));
        module.extraFiles().forEach(fingerprint::addFile);
        for (Path directory : module.sourceDirectories()) {
            fingerprint.addTree(directory, noSources(), names);
            for (Path output : outputs) {
                if (output.startsWith(directory)) {
                    fingerprint.addMadeTree(output, neverRead, made.and(BuildDirectory::mayBeRead));
                }
            }
        }
        return fingerprint;
    }

    /** @throws GoDockerException if the build directory is a link to where the builder sees nothing */
    public void checkThatBuilderSeesTarget(GoModule module) {
        Path directory = target.root();
        Path root = root(module);
        try {
            Path real = Files.exists(directory) ? directory.toRealPath() : directory;
            if (Files.isSymbolicLink(directory) && !real.startsWith(root.toRealPath())) {
                throw new GoDockerException(
                        "Cannot compile into " + directory + ": it is a link to " + real
                                + ", and the builder sees only what lies below " + root + ".",
                        "Mount that directory there instead (`mount --bind`), or make it a link within " + root + ".");
            }
        } catch (IOException e) {
            throw GoDockerException.unwritable(directory, e);
        }
    }
}
