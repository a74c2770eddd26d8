package io.github.godocker.builder;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.Container;
import io.github.godocker.docker.TarStream;
import io.github.godocker.go.GoFileName;
import io.github.godocker.handover.BuildDirectory;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.log.BuildLog;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The sources in a builder whose daemon does not see this machine's files. What was sent is remembered, so that each
 * further goal of the session sends only what changed and removes what is gone.
 *
 * <p>Of directories that hold more than sources, a build's output and {@code node_modules}, not all is sent: of the
 * former only what go would compile, and of either what a link leads to and what {@link #addEmbedded} names.
 */
final class SourceCopy {
    private static final String NODE_MODULES = "node_modules";
    private static final int LINKS_ON_A_WAY = 40; // as Linux
    /** Arguments of one {@code rm}: far below any system's limit. */
    private static final int REMOVE_AT_ONCE = 500;

    private final Path root;
    private final String target;
    private final Set<Path> outputs;
    private final Set<Path> neverRead;
    private final long user;
    private final long group;
    private final Map<String, Sent> sent = new HashMap<>();
    private final Map<String, Path> embedded = new HashMap<>();
    private boolean complete = true;
    private final Set<String> directories = new HashSet<>();

    /** By what a change shows. */
    private record Sent(long size, FileTime modified, Object changed, boolean executable) {
        static Sent of(Path file) throws IOException {
            boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return new Sent(
                    attributes.size(),
                    attributes.lastModifiedTime(),
                    unix ? Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS) : "",
                    Files.isExecutable(file));
        }

        /**
         * The time that go sees, in whole seconds of the years from 2001 to 2035. Go takes files of equal size and time for
         * equal: another state of the file has another time, however shortly it follows, and none is so young that go
         * would not trust it.
         */
        long seconds() {
            long mixed = (modified.to(TimeUnit.NANOSECONDS) * 31 + changed.hashCode()) * 0x9E3779B97F4A7C15L;
            return 978_307_200L + (mixed >>> 34);
        }
    }

    /** @param owner of what is copied, {@code uid:gid} */
    SourceCopy(BuilderSpec spec, String target, String owner) {
        this.root = spec.root();
        this.target = target;
        this.outputs = spec.outputs();
        this.neverRead = BuildDirectory.neverRead(outputs);
        if (spec.cacheDirectory() != null) {
            neverRead.add(spec.cacheDirectory().root());
        }
        this.user = Long.parseLong(owner.substring(0, owner.indexOf(':')));
        this.group = Long.parseLong(owner.substring(owner.indexOf(':') + 1));
    }

    synchronized void update(Container container, Collection<Path> sources, BuildLog log) {
        TreeMap<String, Path> present = new TreeMap<>();
        try {
            for (Path source : sources) {
                collect(source, present);
            }
        } catch (IOException e) {
            throw cannotCopy(e);
        }
        embedded.forEach((name, file) -> {
            if (Files.isRegularFile(file)) {
                present.put(name, file);
            }
        });
        // First: what has become a link would be removed where it leads to.
        remove(container, sources, present);
        send(container, present, log);
    }

    /** Whether everything was sent that is there. */
    synchronized boolean isComplete() {
        return complete;
    }

    /** Sends more files, which lie where not all is sent. */
    synchronized void addEmbedded(Container container, Collection<Path> files, BuildLog log) {
        TreeMap<String, Path> missing = new TreeMap<>();
        for (Path file : files) {
            String name = relative(file);
            if (file.startsWith(root) && !sent.containsKey(name)) {
                missing.put(name, file);
            }
        }
        embedded.putAll(missing);
        send(container, missing, log);
    }

    private void send(Container container, Map<String, Path> files, BuildLog log) {
        long start = System.nanoTime();
        try {
            TarStream tar = new TarStream(user, group);
            Map<String, Sent> now = new HashMap<>();
            for (Map.Entry<String, Path> file : files.entrySet()) {
                addIfChanged(file.getKey(), file.getValue(), tar, now);
            }
            int changed = now.size();
            if (!tar.isEmpty()) {
                container.copyIn(target, tar);
            }
            sent.putAll(now);
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
        Files.walkFileTree(source, new SimpleFileVisitor<>() {
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

    private void addIfChanged(String name, Path file, TarStream tar, Map<String, Sent> now) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Sent state = Sent.of(file);
        if (state.equals(sent.get(name))) {
            return;
        }
        addDirectories(name, tar);
        if (attributes.isSymbolicLink()) {
            tar.symbolicLink(name, Files.readSymbolicLink(file).toString().replace(File.separatorChar, '/'));
        } else if (attributes.isRegularFile()) {
            tar.modified(state.seconds()).file(name, state.executable() ? 0755 : 0644, file);
        } else {
            return;
        }
        now.put(name, state);
    }

    /** A directory that comes with a file only would be root's. */
    private void addDirectories(String name, TarStream tar) {
        for (int slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
            if (directories.add(name.substring(0, slash))) {
                tar.directory(name.substring(0, slash), 0755);
            }
        }
    }

    private void remove(Container container, Collection<Path> sources, Map<String, Path> present) {
        List<String> prefixes = sources.stream().map(this::relative).toList();
        List<String> gone = sent.keySet().stream()
                .filter(name -> !present.containsKey(name))
                .filter(name -> prefixes.stream()
                        .anyMatch(prefix -> prefix.isEmpty() || name.equals(prefix) || name.startsWith(prefix + "/")))
                .sorted()
                .toList();
        for (int i = 0; i < gone.size(); i += REMOVE_AT_ONCE) {
            List<String> command = new ArrayList<>(List.of("rm", "-f", "--"));
            gone.subList(i, Math.min(i + REMOVE_AT_ONCE, gone.size()))
                    .forEach(name -> command.add(target + "/" + name));
            container.exec(new Container.Exec(command, Map.of(), "0:0", "/"), (stream, line) -> {});
        }
        gone.forEach(sent::remove);
    }

    /** Takes over what commands wrote, a file or a directory: regular files and directories, nothing else. */
    void fetch(Container container, OwnTree files, Path written) {
        String path = target + "/" + relative(written);
        Path parent = Objects.requireNonNull(written.getParent());
        try (InputStream body = container.copyOut(path);
                TarArchiveInputStream tar = new TarArchiveInputStream(body)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = parent.resolve(entry.getName()).normalize();
                if (!file.startsWith(written)) {
                    throw new IOException("unexpected path " + entry.getName());
                }
                if (entry.isSymbolicLink() || entry.isLink()) {
                    throw new IOException("unexpected link " + entry.getName());
                } else if (entry.isDirectory()) {
                    files.createDirectories(file);
                } else if (entry.isFile()) {
                    files.write(file, (entry.getMode() & 0100) != 0, tar::transferTo);
                } else {
                    throw new IOException("unexpected kind of file " + entry.getName());
                }
            }
        } catch (IOException e) {
            throw new GoDockerException(
                    "Cannot copy " + path + " from the builder to " + written + ": " + GoDockerException.words(e) + ".",
                    GoDockerException.nextStepForDisk(
                            written,
                            GoDockerException.words(e),
                            "Run the build again; `mvn clean` first if files are in the way."),
                    e);
        }
    }
}
