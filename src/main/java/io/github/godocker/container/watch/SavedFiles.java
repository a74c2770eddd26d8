package io.github.godocker.container.watch;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import io.github.godocker.DirectoryWalk;
import io.github.godocker.GoDockerException;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * The files below some directories that are written, made or deleted, as the system tells it. An editor that saves one file
 * makes, renames and deletes several, so what comes within a moment is told together.
 */
public final class SavedFiles implements Changes, AutoCloseable {
    private static final Set<String> NO_SOURCES = Set.of("node_modules");
    /** So long nothing has to come before what came is told; and it is told after so long, whatever comes. */
    private static final Duration MOMENT = Duration.ofMillis(40);

    private static final Duration LONGEST_MOMENT = Duration.ofSeconds(1);

    private final WatchService service;
    private final Path leftOut;
    private final Map<WatchKey, Path> directories = new HashMap<>();

    /**
     * @param root is watched with all below it but what begins with a dot, and {@code node_modules}
     * @param leftOut a directory that is not watched: the build directory
     */
    public SavedFiles(Path root, Path leftOut) {
        this.leftOut = leftOut;
        try {
            service = root.getFileSystem().newWatchService();
        } catch (IOException e) {
            throw unwatched(root, e);
        }
        try {
            addTree(root, new TreeSet<>());
        } catch (GoDockerException e) {
            close();
            throw e;
        }
    }

    private static GoDockerException unwatched(Path directory, IOException e) {
        return new GoDockerException(
                "Cannot watch " + directory + ": " + GoDockerException.words(e) + ".",
                "Linux has a limit for that: `sysctl fs.inotify.max_user_watches fs.inotify.max_user_instances`.",
                e);
    }

    @Override
    public int directories() {
        return directories.size();
    }

    /** Watches a directory without those below it; one that is watched already is no second time. */
    @Override
    public void add(Path directory) {
        try {
            directories.put(directory.register(service, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE), directory);
        } catch (NoSuchFileException | NotDirectoryException e) {
            // It went meanwhile, which the directory above tells.
        } catch (IOException e) {
            throw unwatched(directory, e);
        }
    }

    /** Watches all directories, and adds the files that are there: of a new tree nobody else tells them. */
    private void addTree(Path tree, Set<Path> found) {
        try {
            DirectoryWalk.from(tree, new SimpleFileVisitor<Path>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    if (!directory.equals(tree) && isLeftOut(directory)) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    add(directory);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    found.add(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    // It went meanwhile, or nobody may look into it: go cannot read it either.
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw unwatched(tree, e);
        }
    }

    private boolean isLeftOut(Path path) {
        String name = path.getFileName().toString();
        return name.startsWith(".") || NO_SOURCES.contains(name) || path.equals(leftOut);
    }

    @Override
    public Saved next(Duration atMost) throws InterruptedException {
        Set<Path> files = new TreeSet<>();
        try {
            WatchKey key = service.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
            long began = System.nanoTime();
            while (key != null) {
                take(key, files);
                boolean late = System.nanoTime() - began > LONGEST_MOMENT.toNanos();
                key = late ? service.poll() : service.poll(MOMENT.toMillis(), TimeUnit.MILLISECONDS);
            }
            return new Saved(files, began);
        } catch (ClosedWatchServiceException e) {
            return new Saved(Set.of(), System.nanoTime());
        }
    }

    private void take(WatchKey key, Set<Path> files) {
        Path directory = directories.get(key);
        for (WatchEvent<?> event : key.pollEvents()) {
            if (directory == null) {
                continue;
            }
            if (!(event.context() instanceof Path name)) {
                // More came than the system has kept: whatever is there may have changed.
                addTree(directory, files);
                continue;
            }
            Path path = directory.resolve(name);
            if (isLeftOut(path)) {
                continue;
            }
            if (event.kind() == ENTRY_CREATE && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                addTree(path, files);
            } else if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                files.add(path);
            }
        }
        if (!key.reset()) {
            directories.remove(key);
        }
    }

    @Override
    public void close() {
        try {
            service.close();
        } catch (IOException e) {
            // Nobody waits for it any more.
        }
    }
}
