package io.github.godocker.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.godocker.docker.TarStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildContextTest {
    @TempDir
    Path directory;

    private final SampleImage image = new SampleImage();

    @BeforeEach
    void project() throws IOException {
        image.context = directory;
        image.module = directory;
        image.target = directory.resolve("target");
        write("target/go-docker/app/bin/linux_amd64/app", "binary");
        write("target/go-docker/app/bin/linux_arm64/app", "other");
        write("target/go-docker/app/rootfs/etc/passwd", "root");
        Files.createDirectories(image.layout().rootfs().resolve("tmp"));
        write("main.go", "package main");
        write("conf/app.yaml", "a: b");
        write("docs/a.md", "a");
        write("docs/keep.md", "k");
        write(".git/HEAD", "ref");
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private byte[] bytes() throws IOException {
        try (TarStream tar = new BuildContext(image.dockerfile(), image.spec(), image.compiled(), SampleImage.AMD64)
                .open("FROM scratch\n")) {
            return tar.readAllBytes();
        }
    }

    private List<String> entries() throws IOException {
        List<String> entries = new ArrayList<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(bytes()), "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                assertThat(entry.getLastModifiedTime()).isEqualTo(FileTime.fromMillis(0));
                entries.add(Integer.toOctalString(entry.getMode()) + " " + entry.getName()
                        + (entry.isSymbolicLink() ? " -> " + entry.getLinkName() : ""));
            }
        }
        return entries;
    }

    @Test
    void holdsOnlyWhatTheGeneratedDockerfileCopies() throws IOException {
        image.files = List.of(new ExtraFile(directory.resolve("conf"), "/etc/app/"));

        assertThat(entries())
                .containsExactly(
                        "644 .go-docker.Dockerfile",
                        "755 target/go-docker/app/bin/linux_amd64/",
                        "755 target/go-docker/app/bin/linux_amd64/app",
                        "755 target/go-docker/app/rootfs/",
                        "755 target/go-docker/app/rootfs/etc/",
                        "644 target/go-docker/app/rootfs/etc/passwd",
                        "1777 target/go-docker/app/rootfs/tmp/",
                        // Only here: nobody has to copy them on the disk.
                        "755 target/go-docker/app/files/0/",
                        "644 target/go-docker/app/files/0/app.yaml");
    }

    @Test
    void equalFilesAreEqualBytes() throws IOException {
        byte[] before = bytes();
        Files.setLastModifiedTime(
                image.layout().binaries(SampleImage.AMD64).resolve("app"), FileTime.fromMillis(1_234_567_890_123L));

        assertThat(bytes()).isEqualTo(before);
        // BuildKit looks for an archive's magic in its first kilobyte.
        assertThat(new String(before, 257, 5, StandardCharsets.US_ASCII)).isEqualTo("ustar");
        assertThat(new String(before, 0, 22, StandardCharsets.US_ASCII)).isEqualTo(".go-docker.Dockerfile\0");
    }

    @Test
    void holdsTheProjectForTheUsersOwnDockerfile() throws IOException {
        image.ownDockerfile = directory.resolve("Dockerfile");
        write("Dockerfile", "FROM scratch");
        write(".dockerignore", ".git\n**/*.md\n!docs/keep.md\ntarget\n");
        Files.createSymbolicLink(directory.resolve("link"), Path.of("main.go"));

        assertThat(entries())
                .containsExactly(
                        "644 .go-docker.Dockerfile",
                        "644 .dockerignore",
                        "644 Dockerfile",
                        "755 conf/",
                        "644 conf/app.yaml",
                        "755 docs/",
                        "644 docs/keep.md",
                        "777 link -> main.go",
                        "644 main.go",
                        // Whatever is ignored: the Dockerfile may take what was compiled.
                        "755 target/go-docker/app/bin/linux_amd64/",
                        "755 target/go-docker/app/bin/linux_amd64/app",
                        "755 target/go-docker/app/rootfs/",
                        "755 target/go-docker/app/rootfs/etc/",
                        "644 target/go-docker/app/rootfs/etc/passwd",
                        "1777 target/go-docker/app/rootfs/tmp/");
    }

    @Test
    void anIgnoredDirectoryIsLookedIntoForExceptionsOnly() throws IOException {
        image.ownDockerfile = directory.resolve("Dockerfile");
        write(".dockerignore", "*\n!docs/keep.md\n");

        assertThat(entries()).contains("644 docs/keep.md").noneMatch(entry -> entry.contains("docs/a.md"));
        assertThat(entries()).noneMatch(entry -> entry.endsWith(" docs/") || entry.contains(".git"));
    }
}
