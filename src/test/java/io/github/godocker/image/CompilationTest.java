package io.github.godocker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.godocker.GoDockerException;
import io.github.godocker.Platform;
import io.github.godocker.State;
import io.github.godocker.builder.BuilderImage;
import io.github.godocker.builder.FakeContainer;
import io.github.godocker.docker.Container;
import io.github.godocker.docker.ImageReference;
import io.github.godocker.go.Cgo;
import io.github.godocker.go.GoBuild;
import io.github.godocker.go.GoModule;
import io.github.godocker.go.MainPackage;
import io.github.godocker.go.MainPackages;
import io.github.godocker.handover.ImageLayout;
import io.github.godocker.handover.Inventory;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.handover.UpToDate;
import io.github.godocker.log.ImageLog;
import io.github.godocker.log.LinesLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What compile leaves, with a builder that writes what go would. */
class CompilationTest {
    @TempDir
    Path root;

    private final LinesLog log = new LinesLog();
    private final List<String> built = new ArrayList<>();
    private int goBuild;
    private int rootfs;
    private String complaint = "";
    private Runnable meanwhile = () -> {};
    private final FakeContainer container = new FakeContainer(this::exec);

    @BeforeEach
    void writeModule() throws IOException {
        Files.writeString(root.resolve("go.mod"), "module example.com/app\n\ngo 1.26\n");
        Files.writeString(root.resolve("main.go"), "package main\n\nfunc main() {}\n");
    }

    private int exec(Container.Exec exec, BiConsumer<Container.Stream, String> output) {
        List<String> words = exec.command();
        try {
            if (words.contains("list")) {
                output.accept(Container.Stream.STDOUT, "77");
                output.accept(Container.Stream.STDOUT, "/src\u001e" + "native.go");
                return 0;
            }
            if (words.contains("build")) {
                if (!complaint.isEmpty()) {
                    output.accept(Container.Stream.STDERR, complaint);
                }
                String platform = exec.environment().get("GOOS") + "/"
                        + exec.environment().get("GOARCH");
                built.add(platform);
                Runnable other = meanwhile;
                meanwhile = () -> {};
                other.run();
                if (words.contains("-o") && goBuild == 0) {
                    Path out = here(words.get(words.indexOf("-o") + 1));
                    Files.writeString(Files.isDirectory(out) ? out.resolve("app") : out, "binary for " + platform);
                }
                return goBuild;
            }
            if (String.join(" ", words).contains("zoneinfo")) {
                if (rootfs == 0) {
                    Path file = here(words.get(4)).resolve("etc/passwd");
                    Files.createDirectories(file.getParent());
                    Files.writeString(file, "root");
                } else {
                    output.accept(Container.Stream.STDERR, "cp: cannot stat zoneinfo.zip");
                }
                return rootfs;
            }
            throw new UnsupportedOperationException(String.join(" ", words));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path here(String path) {
        return root.resolve(path.substring("/src/".length()));
    }

    private ImageLayout layout() {
        return ImageLayout.of(new OwnTree(root.resolve("target")), ImageReference.parse("app:1"), "1");
    }

    private Compilation compilation(String... platforms) {
        GoModule module = GoModule.read(root);
        var mains = Files.exists(root.resolve("main.go"))
                ? MainPackages.resolve(module, List.of())
                : List.<MainPackage>of();
        Program program = new Program(
                module,
                BuilderImage.choose("golang:1.26", null, module),
                mains,
                List.of(platforms).stream().map(Platform::parse).toList(),
                platform -> new GoBuild(mains, platform, "", List.of(), List.of(), Cgo.OFF, Map.of(), Map.of()));
        return new Compilation(
                program, List.of(), layout(), path -> root.relativize(path).toString(), new ImageLog(log));
    }

    private State run(Compilation compilation, State former) {
        return compilation.run(container.go(root, log), former, State.NONE);
    }

    private static Optional<String> doubt(Compilation compilation, State state, boolean onScratch) {
        UpToDate check = UpToDate.unlessForced(false);
        compilation.check(check, state, onScratch);
        return check.reason();
    }

    @Test
    void compilesEachPlatformAndSeesWhatHappensToItAfterwards() throws IOException {
        Compilation compilation = compilation("linux/amd64", "linux/arm64");
        State state = run(compilation, State.NONE);
        assertThat(built).containsExactly("linux/amd64", "linux/arm64");
        assertThat(state.list("platforms")).containsExactly("linux/amd64", "linux/arm64");
        Path arm = layout().binaries(Platform.parse("linux/arm64")).resolve("app");
        assertThat(Inventory.of(layout(), state).isUntouched(arm)).isTrue();
        assertThat(doubt(compilation, state, true)).isEmpty();

        Files.writeString(layout().rootfs().resolve("etc/passwd"), "toor");
        assertThat(doubt(compilation, state, true))
                .hasValueSatisfying(why -> assertThat(why).contains("rootfs"));
        Files.writeString(arm, "another binary");
        assertThat(doubt(compilation, state, true))
                .hasValueSatisfying(why -> assertThat(why).contains("linux_arm64", "is not there as it was compiled"));
    }

    @Test
    void withoutPlatformsItIsTheBuildersOwn() {
        assertThat(run(compilation(), State.NONE).list("platforms")).containsExactly("linux/amd64");
    }

    @Test
    void aFailureLeavesNothingToBuildFrom() throws IOException {
        layout().compileState().write(run(compilation(), State.NONE));
        goBuild = 1;
        complaint = "./main.go:3:5: undefined: x";
        assertThatThrownBy(() -> run(compilation(), State.NONE))
                .isInstanceOfSatisfying(
                        GoDockerException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(GoDockerException.Kind.CODE))
                .hasMessageContaining("Go build failed for . (exit code 1)");
        assertThat(layout().compileState().path()).doesNotExist();
        assertThat(layout().compiling()).doesNotExist();
        assertThat(log.text()).contains(root.resolve("main.go") + ":3:5: undefined: x");
    }

    /** Another Maven in the same directory: whose binaries lie there now nobody knows. */
    @Test
    void aSecondCompilationIntoTheSameDirectoryEndsTheFirst() {
        State[] second = new State[1];
        meanwhile = () -> second[0] = run(compilation("linux/arm64"), State.NONE);
        assertThatThrownBy(() -> run(compilation("linux/amd64"), State.NONE))
                .hasMessage(
                        "Cannot compile into target/go-docker/app: another build has begun to compile there meanwhile,"
                                + " or has cleaned it.\nLet that build end, then run this one again.");
        assertThat(second[0].list("platforms")).containsExactly("linux/arm64");
        assertThat(layout().compiling()).doesNotExist();
    }

    @Test
    void aBinaryOfAnotherNameOrWithOtherContentDoesNotStay() throws IOException {
        State state = run(compilation(), State.NONE);
        Path directory = layout().binaries(SampleImage.AMD64);
        Files.writeString(directory.resolve("old"), "of a main package that is gone");
        Files.writeString(directory.resolve("app"), "patched");
        goBuild = 1;
        assertThatThrownBy(() -> run(compilation(), state)).isInstanceOf(GoDockerException.class);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void whatTheBuilderLacksMattersOnScratchOnly() {
        rootfs = 1;
        Compilation compilation = compilation();
        State state = run(compilation, State.NONE);
        assertThat(new Compiled(layout(), state).lacking()).isEqualTo("cp: cannot stat zoneinfo.zip");
        assertThat(doubt(compilation, state, false)).isEmpty();
        assertThat(doubt(compilation, state, true)).isPresent();
    }

    @Test
    void aLibraryLeavesNoFiles() throws IOException {
        Files.delete(root.resolve("main.go"));
        Files.writeString(root.resolve("lib.go"), "package app\n");
        Compilation compilation = compilation();
        State state = run(compilation, State.NONE);
        assertThat(state.get("builderImage")).isEmpty();
        assertThat(layout().rootfs()).doesNotExist();
        assertThat(doubt(compilation, state, true)).isEmpty();
    }

    @Test
    void tellsOfFilesThatAreLeftOutForCgo() throws IOException {
        Files.writeString(root.resolve("native.go"), "package main\n\nimport \"C\"\n");
        var unused = run(compilation(), State.NONE);
        assertThat(log.text()).contains("native.go");
    }

    @Test
    void whatGoReadIsRecorded() throws IOException, InterruptedException {
        Compilation compilation = compilation();
        var unused = run(compilation, State.NONE);
        // A file as new as the compilation may have changed while go read it.
        Thread.sleep(100);
        State state = run(compilation, State.NONE);
        assertThat(compilation.inputs().changeSince(state)).isEmpty();
        Files.writeString(root.resolve("main.go"), "package main\n\nfunc main() { println() }\n");
        assertThat(compilation.inputs().changeSince(state))
                .hasValueSatisfying(why -> assertThat(why).contains("main.go"));
    }
}
