package io.github.godocker.builder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.godocker.docker.TarStream;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.log.LinesLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceCopyTest {
    @TempDir
    Path root;

    private final Copied container = new Copied();
    private SourceCopy copy;

    /** Keeps the names of files as if it were a file system. */
    private static final class Copied extends FakeContainer {
        private final Set<String> files = new TreeSet<>();
        private final List<String> sent = new ArrayList<>();
        private final Map<String, Long> times = new HashMap<>();

        @Override
        public void copyIn(String directory, TarStream tar) {
            try (TarArchiveInputStream in = new TarArchiveInputStream(tar)) {
                for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                    if (!entry.isDirectory()) {
                        files.add(entry.getName());
                        sent.add(entry.getName());
                        times.put(
                                entry.getName(), entry.getModTime().toInstant().getEpochSecond());
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public int exec(Exec exec, BiConsumer<Stream, String> output) {
            assertThat(exec.command()).startsWith("rm", "-f", "--");
            exec.command().stream().skip(3).forEach(path -> files.remove(path.replaceFirst("^/src/", "")));
            return 0;
        }
    }

    @BeforeEach
    void project() throws IOException {
        file("app/go.mod", "app/main.go", "app/README.md", "app/.git/config");
        file("app/target/go-docker/app/bin/linux_amd64/app", "app/target/go-reports/x.go", "app/target/app.jar");
        copy = new SourceCopy(spec(), "/src", "1000:1000");
    }

    private BuilderSpec spec() {
        return new BuilderSpec(
                "golang",
                "",
                root,
                new OwnTree(root.resolve("app/target")),
                Set.of(root.resolve("app/target")),
                null,
                null,
                Map.of(),
                null,
                new ModuleAccess(false, ""),
                new CacheDirectory(root.resolve("app/.go-cache")));
    }

    private void file(String... names) throws IOException {
        for (String name : names) {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }
    }

    private void update() {
        copy.update(container, List.of(root.resolve("app")), new LinesLog());
    }

    @Test
    void sendsSourcesOnceAndRemovesWhatIsGone() throws IOException {
        update();
        assertThat(container.files).containsExactly("app/README.md", "app/go.mod", "app/main.go");
        container.sent.clear();
        file("app/new.go");
        Files.delete(root.resolve("app/README.md"));
        update();
        assertThat(container.sent).containsExactly("app/new.go");
        assertThat(container.files).containsExactly("app/go.mod", "app/main.go", "app/new.go");
    }

    @Test
    void sendsNothingOfTheCaches() throws IOException {
        file("app/.go-cache/mod/example.com/lib@v1.0.0/lib.go", "app/.github/workflow.yml");
        update();
        assertThat(container.files)
                .containsExactly("app/.github/workflow.yml", "app/README.md", "app/go.mod", "app/main.go");
    }

    @Test
    void sendsWhatOtherPluginsGenerateForGoAndNothingElseOfABuildDirectory() throws IOException {
        file("app/target/generated/g.go", "app/target/generated/g.txt", "app/target/classes/a.class");
        update();
        assertThat(container.files)
                .containsExactly("app/README.md", "app/go.mod", "app/main.go", "app/target/generated/g.go");
        assertThat(copy.isComplete()).isFalse();
    }

    @Test
    void isCompleteWhereNothingLiesBesideTheSources() throws IOException {
        Files.delete(root.resolve("app/target/app.jar"));
        update();
        assertThat(copy.isComplete()).isTrue();
        file("app/web/node_modules/lib/x.js");
        update();
        assertThat(copy.isComplete()).isFalse();
    }

    @Test
    void sendsWhatIsEmbeddedAndKeepsItUntilItIsGone() throws IOException {
        file("app/web/node_modules/lib/dist/x.js", "app/web/node_modules/lib/y.js", "app/target/data.json");
        update();
        Path embedded = root.resolve("app/web/node_modules/lib/dist/x.js");
        copy.addEmbedded(
                container,
                List.of(embedded, root.resolve("app/target/data.json"), root.resolve("app/main.go")),
                new LinesLog());
        assertThat(container.files)
                .containsExactly(
                        "app/README.md",
                        "app/go.mod",
                        "app/main.go",
                        "app/target/data.json",
                        "app/web/node_modules/lib/dist/x.js");
        container.sent.clear();
        update();
        assertThat(container.sent).isEmpty();
        Files.delete(embedded);
        update();
        assertThat(container.files).doesNotContain("app/web/node_modules/lib/dist/x.js");
        Files.writeString(root.resolve("app/target/data.json"), "longer than it was before");
        update();
        assertThat(container.sent).containsExactly("app/target/data.json");
    }

    @Test
    void sendsWhatLinksLeadTo() throws IOException {
        file("app/target/x/real.bin", "elsewhere/y.go");
        Files.createSymbolicLink(root.resolve("app/a.go"), Path.of("b.link"));
        Files.createSymbolicLink(root.resolve("app/b.link"), Path.of("target/x/real.bin"));
        Files.createSymbolicLink(root.resolve("app/y.go"), Path.of("../elsewhere/y.go"));
        Files.createSymbolicLink(root.resolve("app/away"), Path.of("/etc/hostname"));
        Files.createSymbolicLink(root.resolve("app/loop"), Path.of("loop"));
        Files.createSymbolicLink(root.resolve("app/nowhere"), Path.of("nothing"));
        update();
        assertThat(container.files)
                .containsExactly(
                        "app/README.md",
                        "app/a.go",
                        "app/away",
                        "app/b.link",
                        "app/go.mod",
                        "app/loop",
                        "app/main.go",
                        "app/nowhere",
                        "app/target/x/real.bin",
                        "app/y.go",
                        "elsewhere/y.go");
    }

    /** Go takes files of equal size and time for equal, and remembers what tests read of them. */
    @Test
    void whatChangedHasAnotherTimeThoughItsOwnWasSetBack() throws IOException {
        update();
        Path file = root.resolve("app/main.go");
        Long first = container.times.get("app/main.go");
        FileTime time = Files.getLastModifiedTime(file);
        container.sent.clear();
        Files.writeString(file, "APP/MAIN.GO");
        Files.setLastModifiedTime(file, time);
        update();
        assertThat(container.sent).containsExactly("app/main.go");
        assertThat(container.times.get("app/main.go"))
                .isNotEqualTo(first)
                .isBetween(978_307_200L, Instant.parse("2036-01-01T00:00:00Z").getEpochSecond());
        // In another session it has the same again: what go remembers stays good.
        Copied other = new Copied();
        new SourceCopy(spec(), "/src", "1000:1000").update(other, List.of(root.resolve("app")), new LinesLog());
        assertThat(other.times).isEqualTo(container.times);
    }

    @Test
    void sendsTheDirectoryThatALinkLeadsTo() throws IOException {
        file("shared/testdata/a.txt", "shared/b.txt");
        Files.createSymbolicLink(root.resolve("app/testdata"), Path.of("../shared/testdata"));
        Files.createSymbolicLink(root.resolve("app/up"), Path.of(".."));
        Files.createSymbolicLink(root.resolve("shared/testdata/self"), Path.of("."));
        update();
        assertThat(container.files)
                .contains("app/testdata", "shared/testdata/a.txt", "shared/testdata/self")
                .doesNotContain("shared/b.txt");
    }

    @Test
    void removesWhatIsGoneBeforeALinkTakesItsPlace() throws IOException {
        file("app/a/x.txt", "app/b/x.txt");
        update();
        List<String> order = new ArrayList<>();
        FakeContainer later = new FakeContainer() {
            @Override
            public void copyIn(String directory, TarStream tar) {
                order.add("send");
            }

            @Override
            public int exec(Exec exec, BiConsumer<Stream, String> output) {
                order.add("remove");
                return 0;
            }
        };
        Files.delete(root.resolve("app/a/x.txt"));
        Files.delete(root.resolve("app/a"));
        Files.createSymbolicLink(root.resolve("app/a"), Path.of("b"));
        copy.update(later, List.of(root.resolve("app")), new LinesLog());
        assertThat(order).containsExactly("remove", "send");
    }
}
