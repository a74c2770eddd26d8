package io.github.godocker.image;

import io.github.godocker.docker.TarStream;
import io.github.godocker.go.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
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
    private final Platform platform;

    BuildContext(Dockerfile dockerfile, ImageSpec spec, Platform platform) {
        this.dockerfile = dockerfile;
        this.spec = spec;
        this.platform = platform;
    }

    TarStream open(String text) throws IOException {
        TreeMap<String, Path> files = new TreeMap<>();
        if (spec.ownDockerfile() != null) {
            collect(dockerfile.context(), files, DockerIgnore.of(dockerfile.context(), spec.ownDockerfile()));
        }
        for (Path path : dockerfile.contextPaths(platform)) {
            if (Files.exists(path)) {
                collect(path, files, DockerIgnore.NOTHING);
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

    private void add(TarStream tar, String name, Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            tar.symbolicLink(name, Files.readSymbolicLink(file).toString().replace('\\', '/'));
        } else if (Files.isDirectory(file)) {
            boolean tmp = name.endsWith("/rootfs/" + Rootfs.TMP);
            tar.directory(name, tmp ? 01777 : 0755);
        } else if (Files.isRegularFile(file)) {
            boolean binary = name.contains("/bin/" + platform.directory() + "/");
            tar.file(name, binary || Files.isExecutable(file) ? 0755 : 0644, file);
        }
    }

    private void collect(Path start, TreeMap<String, Path> files, DockerIgnore ignore) throws IOException {
        Path context = dockerfile.context();
        Files.walkFileTree(start, new SimpleFileVisitor<>() {
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

            private String name(Path path) {
                return context.relativize(path).toString().replace('\\', '/');
            }
        });
    }
}
