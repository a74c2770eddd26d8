package io.github.godocker.image;

import io.github.godocker.GoDockerException;
import io.github.godocker.Platform;
import io.github.godocker.State;
import io.github.godocker.builder.Builder;
import io.github.godocker.builder.BuilderImage;
import io.github.godocker.builder.GoCommand;
import io.github.godocker.builder.GoList;
import io.github.godocker.builder.InputsRead;
import io.github.godocker.builder.Workspace;
import io.github.godocker.go.Cgo;
import io.github.godocker.go.CgoNeed;
import io.github.godocker.go.GoBuild;
import io.github.godocker.go.GoSources;
import io.github.godocker.go.Inputs;
import io.github.godocker.go.MainPackages;
import io.github.godocker.handover.ImageLayout;
import io.github.godocker.handover.Inventory;
import io.github.godocker.handover.UpToDate;
import io.github.godocker.log.Heartbeat;
import io.github.godocker.log.ImageLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * {@code go build} for every platform, and what an image on scratch needs of the builder. A {@link State} tells what was
 * made, so that it can be told later whether all is still there.
 */
public final class Compilation {
    private static final String PLATFORMS = "platforms";

    private final Program program;
    private final List<String> inheritedFlags;
    private final ImageLayout layout;
    private final Function<Path, String> shown;
    private final ImageLog log;

    /**
     * @param inheritedFlags those that go takes from GOFLAGS
     * @param shown a path as a user would write it
     */
    public Compilation(
            Program program,
            List<String> inheritedFlags,
            ImageLayout layout,
            Function<Path, String> shown,
            ImageLog log) {
        this.program = program;
        this.inheritedFlags = List.copyOf(inheritedFlags);
        this.layout = layout;
        this.shown = shown;
        this.log = log;
    }

    /** What go reads for it. */
    public Inputs inputs() {
        List<String> flags = new ArrayList<>(inheritedFlags);
        flags.addAll(program.build(Platform.ANY).goFlags());
        return new Inputs(program.module(), flags, false);
    }

    /**
     * Whether all that was made is there as it was made.
     *
     * @param state of when it was made
     * @param onScratch whether an image on scratch is made of it; any other has the rest from its base
     */
    public void check(UpToDate check, State state, boolean onScratch) {
        Compiled compiled = new Compiled(layout, state);
        Inventory made = compiled.files();
        for (String platform : state.list(PLATFORMS)) {
            for (String binary : program.binaries()) {
                Path file = layout.binary(Platform.parse(platform), binary);
                check.unless(() -> !made.isUntouched(file), shown.apply(file) + " is not there as it was compiled");
            }
        }
        // What the builder lacked, or had no room for, matters on scratch only.
        boolean needed =
                !program.isLibrary() && (onScratch || compiled.lacking().isEmpty());
        check.unless(
                () -> needed && !made.isUntouchedBelow(layout.rootfs()),
                shown.apply(layout.rootfs()) + " is not there as it was made");
    }

    /**
     * Compiles.
     *
     * @param go for this module
     * @param former what the last compilation left
     * @param state what is known of this one
     * @return the state with what was made
     * @throws GoDockerException if anything does not compile; then there is nothing to build an image from
     */
    public State run(GoCommand go, State former, State state) {
        try (CompilingMark mark = CompilingMark.set(layout, shown)) {
            State made = compile(go, former, state);
            mark.checkAlone();
            return made;
        }
    }

    private State compile(GoCommand go, State former, State state) {
        Builder builder = go.builder();
        List<Platform> platforms =
                program.platforms().isEmpty() ? List.of(Platform.parse(builder.platform())) : program.platforms();
        if (program.isLibrary()) {
            List<String> elsewhere = MainPackages.elsewhere(program.module());
            if (!elsewhere.isEmpty()) {
                // Before it is compiled, which of a big one takes minutes.
                log.mainsOfLibrary(elsewhere);
            }
        }
        InputsRead read = new InputsRead(inputs());
        go.syncIn(Workspace.sources(program.module()));
        List<Path> made = new ArrayList<>();
        for (Platform platform : platforms) {
            made.addAll(program.isLibrary() ? library(go, platform, read) : binaries(go, platform, read, former));
        }
        warnOfCgo(read);
        State result = state.with(
                        PLATFORMS, platforms.stream().map(Platform::toString).collect(Collectors.joining(" ")))
                .with(BuilderImage.ID, builder.imageId());
        if (!program.isLibrary()) {
            String lacking = rootfs(go, former);
            made.add(layout.rootfs());
            result = inventory(made)
                    .addTo(new Compiled(layout, result).by(builder, lacking).state());
        }
        return read.addTo(result);
    }

    private List<Path> library(GoCommand go, Platform platform, InputsRead read) {
        long start = System.nanoTime();
        log.compilingLibrary(platform.toString(), program.builderImage().toString());
        goBuild(go, platform, read);
        log.compiledLibrary(program.module().modulePath(), since(start));
        return List.of();
    }

    private List<Path> binaries(GoCommand go, Platform platform, InputsRead read, State former) {
        long start = System.nanoTime();
        log.compiling(
                program.build(platform).packages(),
                platform.toString(),
                program.builderImage().toString());
        prepare(go.builder(), platform, Inventory.of(layout, former));
        goBuild(go, platform, read);
        go.builder().syncOut(layout.tree(), layout.binaries(platform));
        List<Path> made = new ArrayList<>();
        for (String name : program.binaries()) {
            Path file = layout.binary(platform, name);
            made.add(file);
            log.compiled(shown.apply(file), size(file), since(start));
        }
        return made;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void goBuild(GoCommand unset, Platform platform, InputsRead read) {
        GoBuild build = program.build(platform);
        GoCommand go = unset.with(build.environment());
        boolean cgo = build.cgo() != Cgo.OFF;
        List<String> complaints = new ArrayList<>();
        // With cgo go is asked every time.
        try (GoList list = read.list(go, build.listFlags(), build.packages(), !cgo);
                Heartbeat ignored = Heartbeat.start(log, "compiling for " + platform)) {
            int exit = go.run(build.arguments(go.builder().path(layout.binaries(platform))), (stream, line) -> {
                String readable = go.readable(line);
                if (cgo && isCWarning(line)) {
                    log.warning(readable);
                } else {
                    complaints.add(line);
                    log.complaint(readable);
                }
            });
            if (exit != 0) {
                throw failure(go, build, exit, complaints);
            }
            read.add(list);
        }
    }

    /** C's compiler and linker say in a line before where it is that they warn of something. */
    private static boolean isCWarning(String line) {
        return line.contains("warning:") || line.contains(": in function ") || line.startsWith("# ");
    }

    private static GoDockerException failure(GoCommand go, GoBuild build, int exit, List<String> complaints) {
        String what = "Cannot compile " + go.module().modulePath() + " for " + build.platform();
        return go.knownFailure(what, complaints)
                .or(() -> needOfCgo(go, build, what, complaints))
                .orElseGet(() -> GoDockerException.code(
                        "Go build failed for " + String.join(" ", build.packages()) + " (exit code " + exit + ").",
                        "The lines of go above say why."));
    }

    private static Optional<GoDockerException> needOfCgo(
            GoCommand go, GoBuild build, String what, List<String> complaints) {
        if (!CgoNeed.isPossible(build, complaints)) {
            return Optional.empty();
        }
        GoCommand.Answer answer = go.with(Map.of("CGO_ENABLED", "1")).ask(CgoNeed.question(build));
        return CgoNeed.explain(what, complaints, answer.lines());
    }

    /** Go says nothing of what it leaves out. */
    private void warnOfCgo(InputsRead read) {
        Path module = program.module().directory();
        Path vendor = module.resolve("vendor");
        List<String> files = program.build(Platform.ANY).cgo() != Cgo.OFF
                ? List.of()
                : read.leftOut().stream()
                        .filter(file -> file.startsWith(module) && !file.startsWith(vendor))
                        .filter(GoSources::isLeftOutForCgo)
                        .map(file -> module.relativize(file).toString())
                        .toList();
        if (!files.isEmpty()) {
            log.withoutCgo(files);
        }
    }

    private Inventory inventory(List<Path> made) {
        try {
            return Inventory.take(layout, made);
        } catch (IOException e) {
            throw new GoDockerException(
                    "Cannot read what was compiled in " + layout.directory() + ": " + GoDockerException.words(e) + ".",
                    "Run the build again when no other program changes the build directory.",
                    e);
        }
    }

    /**
     * Go names the directory's files; one that a former build left would get into the image. And go takes a binary that
     * was patched for the one that it built: it asks the file itself.
     */
    private void prepare(Builder builder, Platform platform, Inventory before) {
        Path directory = layout.binaries(platform);
        try {
            for (Path file : layout.tree().list(directory)) {
                boolean named =
                        program.binaries().stream().anyMatch(name -> file.equals(layout.binary(platform, name)));
                if (!named || !before.isUntouched(file)) {
                    layout.tree().delete(file);
                }
            }
            builder.makeDirectory(layout.tree(), directory);
        } catch (IOException e) {
            throw GoDockerException.unwritable(directory.toString(), directory, e, GoDockerException.CLEAN);
        }
    }

    /**
     * Takes from the builder what an image on scratch needs. That the builder does not have it is no failure here: the
     * image may have another base.
     *
     * @return what is missing, empty if nothing
     */
    private String rootfs(GoCommand go, State former) {
        Builder builder = go.builder();
        Path rootfs = layout.rootfs();
        if (!builder.imageId().isEmpty()
                && former.get(BuilderImage.ID).equals(builder.imageId())
                && Inventory.of(layout, former).isUntouchedBelow(rootfs)) {
            return "";
        }
        try {
            layout.tree().delete(rootfs);
        } catch (IOException e) {
            throw new GoDockerException(
                    "Cannot make " + rootfs + " anew: " + GoDockerException.words(e) + ".", GoDockerException.CLEAN, e);
        }
        String script =
                "rm -rf \"$1\" && umask 022 && " + Rootfs.script("\"$1\"", "\"$2\"") + " || { rm -rf \"$1\"; exit 1; }";
        List<String> output = new ArrayList<>();
        int exit = go.run(
                List.of("sh", "-c", script, "go-docker", builder.path(rootfs), builder.goRoot()),
                (stream, line) -> output.add(go.readable(line).strip()));
        if (exit != 0) {
            return output.isEmpty() ? "exit code " + exit : String.join(" ", output);
        }
        builder.syncOut(layout.tree(), rootfs);
        return "";
    }

    private long size(Path file) {
        try {
            return layout.tree().size(file);
        } catch (IOException e) {
            throw new GoDockerException(
                    "Cannot find " + file + ", which go has just built.", "Run the build again.", e);
        }
    }
}
