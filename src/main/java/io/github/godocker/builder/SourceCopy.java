package io.github.godocker.builder;

import io.github.godocker.DirectoryWalk;
import io.github.godocker.GoDockerException;
import io.github.godocker.docker.TarStream;
import io.github.godocker.go.GoFileName;
import io.github.godocker.handover.BuildDirectory;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.log.BuilderLog;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/**
 * The sources in a builder whose daemon does not see this machine's files. What was sent is remembered, so that each
 * further goal of the session sends only what changed and removes what is gone.
 *
 * <p>What lies there from an earlier build is not taken on trust: that build may have been killed, tests may have
 * written to it, another machine with a project of the same path may have used it. So the first goal looks at every
 * file there. One is kept if its size, mode, owner and time are those that it would get now, for its time holds the
 * state of the file that was sent ({@link FileState#seconds}); all else is removed, and no record has to be kept.
 *
 * <p>Of directories that hold more than sources, a build's output and {@code node_modules}, not all is sent: of the
 * former only what go would compile, and of either what a link leads to and what {@link #addEmbedded} names.
 */
final class SourceCopy {
    private static final String NODE_MODULES = "node_modules";
    private static final int LINKS_ON_A_WAY = 40; // as Linux
    private final Path root;
    private final SourceTree tree;
    private final InstantSource clock;
    private final Set<Path> outputs;
    private final Set<Path> neverRead;
    private final String owner;
    private final Map<String, FileState> sent = new HashMap<>();
    private final Map<String, Path> embedded = new HashMap<>();
    private final Set<String> takenOver = new HashSet<>();
    private boolean mayHoldOthers;
    private boolean complete = true;
    private final Set<String> directories = new HashSet<>();

    /**
     * @param owner of what is copied, {@code uid:gid}
     * @param mayHoldOthers whether the tree may hold what an earlier build has left
     */
    SourceCopy(BuilderSpec spec, SourceTree tree, String owner, boolean mayHoldOthers, InstantSource clock) {
        this.root = spec.root();
        this.tree = tree;
        this.mayHoldOthers = mayHoldOthers;
        this.clock = clock;
        this.outputs = spec.outputs();
        this.neverRead = BuildDirectory.neverRead(outputs);
        if (spec.cacheDirectory() != null) {
            neverRead.add(spec.cacheDirectory().root());
        }
        this.owner = owner;
    }

    synchronized void update(Collection<Path> sources, BuilderLog log) {
        TreeMap<String, Path> present = new TreeMap<>();
        Set<String> lookedAt = Set.of();
        // The container looks while this machine does.
        FutureTask<Optional<Map<String, SourceTree.Kept>>> list = new FutureTask<>(() -> tree.list());
        if (mayHoldOthers) {
            Thread thread = new Thread(list, "go-docker-sources");
            thread.setDaemon(true);
            thread.start();
        }
        try {
            for (Path source : sources) {
                collect(source, present);
            }
            if (mayHoldOthers) {
                takeOver(found(list), present);
                mayHoldOthers = false;
                lookedAt = Set.copyOf(takenOver);
            }
        } catch (IOException e) {
            throw cannotCopy(e);
        }
        List<String> places = sources.stream().map(this::relative).toList();
        for (String name : List.copyOf(takenOver)) {
            if (isIn(places, name)) {
                takenOver.remove(name);
                if (!present.containsKey(name)) {
                    embedded.put(name, root.resolve(name));
                }
            }
        }
        embedded.forEach((name, file) -> {
            if (Files.isRegularFile(file)) {
                present.put(name, file);
            }
        });
        // First: what has become a link would be removed where it leads to.
        remove(places, present);
        // A look at thousands of files takes a tenth of a second.
        present.keySet().removeAll(lookedAt);
        send(present, log);
    }

    /** Whether everything was sent that is there. */
    synchronized boolean hasAllFiles() {
        return complete;
    }

    /** Sends more files, which lie where not all is sent. */
    synchronized void addEmbedded(Collection<Path> files, BuilderLog log) {
        TreeMap<String, Path> missing = new TreeMap<>();
        for (Path file : files) {
            String name = relative(file);
            if (file.startsWith(root) && !sent.containsKey(name)) {
                missing.put(name, file);
            }
        }
        embedded.putAll(missing);
        send(missing, log);
    }

    private void send(Map<String, Path> files, BuilderLog log) {
        long start = System.nanoTime();
        try {
            int colon = owner.indexOf(':');
            TarStream tar = new TarStream(
                    Long.parseLong(owner.substring(0, colon)), Long.parseLong(owner.substring(colon + 1)));
            Map<String, FileState> now = new HashMap<>();
            Set<String> made = new HashSet<>();
            for (Map.Entry<String, Path> file : files.entrySet()) {
                addIfChanged(file.getKey(), file.getValue(), tar, now, made);
            }
            int changed = now.size();
            if (!tar.isEmpty()) {
                tree.copyIn(tar);
            }
            sent.putAll(now);
            directories.addAll(made);
            if (changed > 0) {
                log.copiedSources(changed, Duration.ofNanos(System.nanoTime() - start));
            }
        } catch (IOException e) {
            throw cannotCopy(e);
        }
    }

    private static GoDockerException cannotCopy(IOException e) {
        return new GoDockerException(
                "Cannot copy the sources to the builder: " + GoDockerException.words(e) + ".",
                "Run the build again when no other program changes them.",
                e);
    }

    private void collect(Path source, Map<String, Path> present) throws IOException {
        DirectoryWalk.from(source, new SimpleFileVisitor<Path>() {
            private @Nullable Path output;

            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String name = String.valueOf(directory.getFileName());
                if (name.equals(NODE_MODULES)) {
                    complete = false;
                }
                if (name.equals(".git") || name.equals(NODE_MODULES) || neverRead.contains(directory)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                if (output == null && outputs.contains(directory)) {
                    output = directory;
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (output != null && !GoFileName.isInput(String.valueOf(file.getFileName()))) {
                    complete = false;
                    return FileVisitResult.CONTINUE;
                }
                present.put(relative(file), file);
                if (attributes.isSymbolicLink()) {
                    follow(file, present);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                if (directory.equals(output)) {
                    output = null;
                }
                return super.postVisitDirectory(directory, e);
            }
        });
    }

    /** Where a link leads to a file that may not be sent for itself. */
    private void follow(Path link, Map<String, Path> present) throws IOException {
        Path next = link;
        for (int i = 0; i < LINKS_ON_A_WAY && Files.isSymbolicLink(next); i++) {
            next = next.resolveSibling(Files.readSymbolicLink(next)).normalize();
            if (!next.startsWith(root) || !Files.exists(next, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            if (Files.isDirectory(next, LinkOption.NOFOLLOW_LINKS)) {
                // One that lies in the sources is sent anyway, and one above them would be too much.
                if (!link.startsWith(next) && present.keySet().stream().noneMatch(inside(next))) {
                    collect(next, present);
                }
                return;
            }
            present.put(relative(next), next);
        }
    }

    private Predicate<String> inside(Path directory) {
        String prefix = relative(directory) + "/";
        return name -> name.startsWith(prefix);
    }

    private String relative(Path file) {
        return root.relativize(file).toString().replace(File.separatorChar, '/');
    }

    private void addIfChanged(String name, Path file, TarStream tar, Map<String, FileState> now, Set<String> made)
            throws IOException {
        long before = clock.millis();
        FileState state = FileState.of(file);
        boolean young = state.isYoung(before, clock.millis());
        if (!young && state.equals(sent.get(name))) {
            return;
        }
        tar.modified(young ? FileState.secondsOfNone() : state.seconds());
        if (state.kind() == 'l') {
            addDirectories(name, tar, made);
            tar.symbolicLink(name, LinkTarget.of(root, file, tree.path("")));
        } else if (state.kind() == 'f') {
            addDirectories(name, tar, made);
            tar.file(name, state.mode(), file);
        } else {
            return;
        }
        now.put(name, young ? FileState.UNTRUSTED : state);
    }

    /** A directory that comes with a file only would be root's. */
    private void addDirectories(String name, TarStream tar, Set<String> made) {
        for (int slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
            String directory = name.substring(0, slash);
            if (!directories.contains(directory) && made.add(directory)) {
                tar.directory(directory, 0755);
            }
        }
    }

    private void remove(List<String> places, Map<String, Path> present) {
        // A file takes their place. Kept in mind they would not be sent when that file is a directory again.
        Set<String> replaced = new HashSet<>(directories);
        replaced.retainAll(present.keySet());
        List<String> gone = Stream.concat(
                        replaced.stream(),
                        sent.keySet().stream().filter(name -> !present.containsKey(name) && isIn(places, name)))
                .sorted()
                .toList();
        tree.remove(gone);
        gone.forEach(sent::remove);
        directories.removeIf(each -> replaced.contains(each) || SourceTree.isBelow(replaced, each));
    }

    private static boolean isIn(List<String> places, String name) {
        for (String place : places) {
            boolean begins = name.startsWith(place);
            if (place.isEmpty() || begins && (name.length() == place.length() || name.charAt(place.length()) == '/')) {
                return true;
            }
        }
        return false;
    }

    /** Keeps of what is there that which is on this machine as well. */
    private void takeOver(Optional<Map<String, SourceTree.Kept>> list, Map<String, Path> present) {
        Set<String> gone = new HashSet<>();
        // A directory comes before what is in it.
        for (Map.Entry<String, SourceTree.Kept> each : new TreeMap<>(list.orElse(Map.of())).entrySet()) {
            String name = each.getKey();
            if (SourceTree.isBelow(gone, name)) {
                continue;
            }
            SourceTree.Kept kept = each.getValue();
            FileState state = stateOf(name);
            if (state.kind() == 'd' && kept.isDirectoryOf(owner)) {
                directories.add(name);
            } else if (kept.is(state, owner)) {
                sent.put(name, state);
                takenOver.add(name);
            } else if (kept.kind() == 'f' && present.containsKey(name)) {
                // What is sent takes its place.
                sent.put(name, FileState.UNTRUSTED);
            } else {
                gone.add(name);
            }
        }
        if (list.isEmpty() || gone.size() > SourceTree.REMOVE_AT_ONCE) {
            sent.clear();
            takenOver.clear();
            directories.clear();
            tree.clear();
        } else {
            tree.remove(List.copyOf(gone));
        }
    }

    private static Optional<Map<String, SourceTree.Kept>> found(
            FutureTask<Optional<Map<String, SourceTree.Kept>>> list) {
        try {
            return list.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GoDockerException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GoDockerException(
                    "Cannot copy the sources to the builder: it was interrupted.", "Run the build again.", e);
        }
    }

    /** As it is on this machine; no state for what is not there, is never sent or may change without another state. */
    private FileState stateOf(String name) {
        try {
            Path file = root.resolve(name);
            long before = clock.millis();
            FileState state = neverRead.contains(file) ? FileState.UNTRUSTED : FileState.of(file);
            return state.isYoung(before, clock.millis()) && state.kind() != 'd' ? FileState.UNTRUSTED : state;
        } catch (IOException | InvalidPathException e) {
            return FileState.UNTRUSTED;
        }
    }

    /** Takes over what commands wrote, a file or a directory: regular files and directories, nothing else. */
    void fetch(OwnTree files, Path written) {
        String name = relative(written);
        Path parent = Objects.requireNonNull(written.getParent());
        try (InputStream body = tree.copyOut(name);
                TarArchiveInputStream tar = new TarArchiveInputStream(body)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = parent.resolve(entry.getName()).normalize();
                if (!file.startsWith(written)) {
                    throw new IOException("unexpected path " + entry.getName());
                }
                // Not isFile(), which is true of pipes and devices as well.
                switch (entry.getLinkFlag()) {
                    case TarConstants.LF_DIR -> files.createDirectories(file);
                    case TarConstants.LF_NORMAL -> files.write(file, (entry.getMode() & 0100) != 0, tar::transferTo);
                    case TarConstants.LF_SYMLINK, TarConstants.LF_LINK ->
                        throw new IOException("unexpected link " + entry.getName());
                    default -> throw new IOException("unexpected kind of file " + entry.getName());
                }
            }
        } catch (IOException e) {
            throw new GoDockerException(
                    "Cannot copy " + tree.path(name) + " from the builder to " + written + ": "
                            + GoDockerException.words(e) + ".",
                    GoDockerException.nextStepForDisk(
                            written,
                            GoDockerException.words(e),
                            "Run the build again; `mvn clean` first if files are in the way."),
                    e);
        }
    }
}
