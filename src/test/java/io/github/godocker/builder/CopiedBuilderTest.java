package io.github.godocker.builder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.Container;
import io.github.godocker.docker.TarStream;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.log.LinesLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How commands get the sources, and goals what commands wrote, where the daemon does not see this machine's files. */
class CopiedBuilderTest {
    @TempDir
    Path root;

    private final LinesLog log = new LinesLog();
    private final List<Container.Exec> ran = new ArrayList<>();
    private final List<Set<String>> seen = new ArrayList<>();
    private final CopiedTree container = new CopiedTree((exec, output) -> {
        ran.add(exec);
        seen.add(Set.copyOf(this.container.files));
        output.accept(Container.Stream.STDOUT, "77");
        output.accept(Container.Stream.STDOUT, "/src\u001fweb/node_modules/*.js");
        return 0;
    });
    private OwnTree target;
    private Path bin;
    private GoCommand go;

    @BeforeEach
    void module() throws IOException {
        target = new OwnTree(root.resolve("target"));
        bin = root.resolve("target/go-docker/app/bin");
        write("go.mod", "module example.com/app\n\ngo 1.26\n");
        write("main.go", "package main\n");
        go = container.go(root, log);
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(root.resolve(name).getParent());
        Files.writeString(root.resolve(name), text);
    }

    @Test
    void goesOnWithACopyWhereTheMountedDirectoryIsAnother() {
        assertThat(container.calls()).containsExactly("close");
        assertThat(log.text()).contains("[DEBUG] Builder golang:1.26 (go1.26.3, sources copied) started in ");
        go.syncIn(List.of(root));
        assertThat(container.namesOfTheUser()).containsExactly("go.mod", "main.go");
    }

    /** Among much else, and what is embedded is known by go alone: it comes before the command that reads it. */
    @Test
    void whatGoEmbedsComesBeforeTheCommandThatReadsIt() throws IOException {
        write("web/node_modules/x.js", "x");
        write("web/node_modules/y.txt", "y");
        go.syncIn(List.of(root));
        try (GoList list = GoList.start(go, List.of("go", "list"), false)) {
            assertThat(list.toldAll()).isTrue();
        }
        assertThat(container.files).containsExactly("go.mod", "main.go", "web/node_modules/x.js");
        assertThat(seen).containsExactly(Set.of("go.mod", "main.go"));
    }

    @Test
    void goIsNotAskedWhereNothingIsLeftOut() {
        go.syncIn(List.of(root));
        try (GoList list = GoList.start(go, List.of("go", "list"), false)) {
            assertThat(list.toldAll()).isFalse();
        }
        assertThat(ran).isEmpty();
    }

    @Test
    void aDirectoryForReportsIsMadeOnBothSides() {
        go.builder().makeDirectory(target, root.resolve("target/go-reports"));
        assertThat(root.resolve("target/go-reports")).isDirectory();
        assertThat(ran).singleElement().satisfies(exec -> {
            assertThat(exec.command()).containsExactly("mkdir", "-p", "/src/target/go-reports");
            assertThat(exec.user()).isEqualTo("1000:1000");
        });
    }

    @Test
    void whatCommandsWroteComesBack() throws IOException {
        write("target/go-docker/app/bin/app", "old");
        write("target/go-docker/app/bin/other", "stays");
        container.put("target/go-docker/app/bin", 040755, 4096, 1);
        container.write("target/go-docker/app/bin/app", 0755, "new".getBytes(UTF_8));
        container.put("target/go-docker/app/bin/linux", 040755, 4096, 1);
        container.write("target/go-docker/app/bin/linux/app.txt", 0644, "text".getBytes(UTF_8));
        container.write("target/go-docker/app/binary", 0644, "nobody asked for it".getBytes(UTF_8));

        go.builder().syncOut(target, bin);

        assertThat(bin.resolve("app")).hasContent("new").isExecutable();
        assertThat(bin.resolve("other")).hasContent("stays");
        assertThat(bin.resolve("linux/app.txt")).hasContent("text");
        assertThat(Files.isExecutable(bin.resolve("linux/app.txt"))).isFalse();
        assertThat(bin.resolveSibling("binary")).doesNotExist();

        go.builder().syncOut(target, bin.resolveSibling("binary"));
        assertThat(bin.resolveSibling("binary")).hasContent("nobody asked for it");
    }

    /** What a test of the user's left there could lead anywhere. */
    @Test
    void nothingButFilesAndDirectoriesComesBack() throws IOException {
        container.put("target/go-docker/app/bin", 040755, 4096, 1);
        container.put("target/go-docker/app/bin/link", 0120777, 0, 1);
        assertThatThrownBy(() -> go.builder().syncOut(target, bin))
                .isInstanceOf(GoDockerException.class)
                .hasMessage("Cannot copy /src/target/go-docker/app/bin from the builder to " + bin
                        + ": unexpected link bin/link.\n"
                        + "Run the build again; `mvn clean` first if files are in the way.");
        container.copy = tar(entry("bin/hard", TarConstants.LF_LINK));
        assertThatThrownBy(() -> go.builder().syncOut(target, bin)).hasMessageContaining(": unexpected link bin/hard.");
        container.copy = tar(entry("bin/pipe", TarConstants.LF_FIFO));
        assertThatThrownBy(() -> go.builder().syncOut(target, bin))
                .hasMessageContaining(": unexpected kind of file bin/pipe.");
        container.copy = new TarStream().file("bin/../../evil", 0644, new byte[1]);
        assertThatThrownBy(() -> go.builder().syncOut(target, bin))
                .hasMessageContaining(": unexpected path bin/../../evil.");
        try (var written = Files.walk(target.root())) {
            assertThat(written.filter(each -> !Files.isDirectory(each))).isEmpty();
        }
    }

    private static TarArchiveEntry entry(String name, byte kind) {
        TarArchiveEntry entry = new TarArchiveEntry(name, kind);
        entry.setLinkName("elsewhere");
        return entry;
    }

    private static InputStream tar(TarArchiveEntry entry) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    @Test
    void aCopyThatBreaksLeavesWhatWasThere() throws IOException {
        write("target/go-docker/app/bin/app", "old");
        byte[] half = new TarStream()
                .directory("bin", 0755)
                .file("bin/app", 0755, new byte[4000])
                .readNBytes(3000);
        container.copy = new SequenceInputStream(new ByteArrayInputStream(half), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Connection reset");
            }
        });
        assertThatThrownBy(() -> go.builder().syncOut(target, bin))
                .hasMessageStartingWith(
                        "Cannot copy /src/target/go-docker/app/bin from the builder to " + bin + ": Connection reset.");
        try (var left = Files.list(bin)) {
            assertThat(left).singleElement().satisfies(file -> assertThat(file).hasContent("old"));
        }
    }
}
