package io.github.godocker.image;

import io.github.godocker.DirectoryWalk;
import io.github.godocker.Platform;
import io.github.godocker.docker.TarStream;
import io.github.godocker.handover.Inventory;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the daemon gets to build from: for a generated Dockerfile just what it copies, for the user's own one the
 * project's directory as its {@code .dockerignore} has it. Sorted and without times, so that equal files are equal
 * bytes.
 */
final class BuildContext {
    /** The Dockerfile's name in the context: one that no project has. */
    static final String DOCKERFILE = ".go-docker.Dockerfile";

    private final Dockerfile dockerfile;
    private final ImageSpec spec;
    private final Inventory compiled;
    private final Platform platform;

    BuildContext(Dockerfile dockerfile, ImageSpec spec, Inventory compiled, Platform platform) {
        this.compiled = compiled;
        this.dockerfile = dockerfile;
        this.spec = spec;
        this.platform = platform;
    }

    TarStream open(String text) throws IOException {
        TreeMap<String, Path> files = new TreeMap<>();
        if (spec.ownDockerfile() != null) {
            collect(dockerfile.context(), files, DockerIgnore.of(dockerfile.context(), spec.ownDockerfile()));
        }
        for (Path directory : dockerfile.compiled(platform)) {
            SortedMap<String, Path> below = compiled.below(directory);
            if (!below.isEmpty()) {
                files.put(name(directory), directory);
            }
            for (Path path : below.values()) {
                files.put(name(path), path);
                verify(path);
            }
        }
        TarStream tar = new TarStream();
        // First, and with a short name: BuildKit tells an archive by its first kilobyte.
        tar.file(DOCKERFILE, 0644, text.getBytes(StandardCharsets.UTF_8));
        for (var file : files.entrySet()) {
            add(tar, file.getKey(), file.getValue());
        }
        for (int i = 0; i < spec.files().size(); i++) {
            String directory = dockerfile.filesInContext() + i + "/";
            tar.directory(directory, 0755);
            for (var entry : FileTree.of(spec.files().get(i)).entries().entrySet()) {
                entry.getValue().addTo(tar, directory + entry.getKey());
            }
        }
        return tar;
    }

    /** Before the daemon gets the first byte: a transfer that breaks off could only be told badly. */
    private void verify(Path path) throws IOException {
        if (!compiled.isDirectory(path)) {
            try (InputStream in = compiled.open(path)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
        }
    }

    private String name(Path path) {
        return dockerfile.context().relativize(path).toString().replace(File.separatorChar, '/');
    }

    private void add(TarStream tar, String name, Path file) throws IOException {
        if (compiled.holds(file) && !compiled.isDirectory(file)) {
            boolean binary = name.contains("/bin/" + platform.directory() + "/");
            tar.content(name, binary ? 0755 : 0644, compiled.size(file), () -> compiled.open(file));
        } else if (Files.isSymbolicLink(file)) {
            tar.symbolicLink(name, Files.readSymbolicLink(file).toString().replace(File.separatorChar, '/'));
        } else if (Files.isDirectory(file)) {
            boolean tmp = name.endsWith("/rootfs/" + Rootfs.TMP);
            tar.directory(name, tmp ? 01777 : 0755);
        } else if (Files.isRegularFile(file)) {
            tar.file(name, Files.isExecutable(file) ? 0755 : 0644, file);
        }
    }

    private void collect(Path start, TreeMap<String, Path> files, DockerIgnore ignore) throws IOException {
        DirectoryWalk.from(start, new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String name = name(directory);
                if (name.isEmpty()) {
                    return FileVisitResult.CONTINUE;
                }
                if (ignore.excludes(name)) {
                    // Something below may be taken back by a later "!" line.
                    return ignore.hasExceptions() ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
                }
                files.put(name, directory);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = name(file);
                if (!ignore.excludes(name)) {
                    files.put(name, file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
