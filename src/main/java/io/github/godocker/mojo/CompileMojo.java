package io.github.godocker.mojo;

import io.github.godocker.GoDockerException;
import io.github.godocker.Platform;
import io.github.godocker.State;
import io.github.godocker.builder.Builder;
import io.github.godocker.builder.GoList;
import io.github.godocker.builder.Workspace;
import io.github.godocker.go.CgoNeed;
import io.github.godocker.go.Fingerprint;
import io.github.godocker.go.GoBuild;
import io.github.godocker.go.GoFileName;
import io.github.godocker.go.GoOutput;
import io.github.godocker.go.GoSources;
import io.github.godocker.go.Inputs;
import io.github.godocker.go.MainPackages;
import io.github.godocker.handover.ImageLayout;
import io.github.godocker.handover.Inventory;
import io.github.godocker.handover.UpToDate;
import io.github.godocker.image.Rootfs;
import io.github.godocker.log.Downloads;
import io.github.godocker.log.Heartbeat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Compiles the Go module in a golang container: {@code go build} for every platform, with Go's own caches in volumes
 * that all projects share. Leaves {@code target/go-docker/<name>/bin/<os>_<arch>/<binary>}. A module in which nothing
 * changed is not compiled again. Of a library, a module without a main package, all packages are compiled and nothing
 * is kept.
 *
 * <p>The image's parameters do nothing here, but what is wrong with them is told before anything is compiled.
 */
@Mojo(name = "compile", defaultPhase = LifecyclePhase.COMPILE, threadSafe = true)
public class CompileMojo extends AbstractImageMojo {
    private static final Platform ANY = Platform.parse("linux/amd64");

    /** Of the state: what the builder lacks for an image on scratch. */
    static final String ROOTFS = "rootfs";

    private static final String PLATFORMS = "platforms";

    /** Compiles even if nothing changed. What go has in its own cache it does not compile again. */
    @Parameter(property = "go-docker.force", defaultValue = "false")
    boolean force;

    /** Skips this goal. */
    @Parameter(property = "go-docker.compile.skip", defaultValue = "false")
    boolean compileSkip;

    @Override
    boolean goalSkipped() {
        return compileSkip;
    }

    @Override
    void run() {
        Program program = library().orElseGet(() -> image(ANY).program());
        ImageLayout layout = layout(reference());
        Fingerprint fingerprint = fingerprint(program);
        State state = State.read(layout.tree(), layout.compileState()).orElse(State.of(""));
        Optional<String> reason = outOfDate(state, fingerprint, program, layout);
        if (reason.isEmpty()) {
            nothingToDo();
            log().upToDate(program.isLibrary() ? program.go().modulePath() : String.join(", ", program.binaries()));
            return;
        }
        log().outOfDate(reason.get());
        compile(program, layout, state, fingerprint.record(State.of(""), State.FINGERPRINT))
                .write(layout.tree(), layout.compileState());
    }

    /** All that decides about the binaries beside the files that go reads and the builder image itself. */
    private Fingerprint fingerprint(Program program) {
        // Of a library every package is compiled, and a new one does not show in those that go read.
        return (program.isLibrary()
                        ? fingerprintOfSources(program.module(), GoFileName::isBuildInput, GoFileName::isBuildInput)
                        : fingerprint(program.module()))
                .add("the command of go build", program.build(ANY))
                .add("<platforms>", program.platforms());
    }

    private Inputs inputs(Program program) {
        List<String> flags = new ArrayList<>(inheritedFlags());
        flags.addAll(program.build(ANY).goFlags());
        return new Inputs(program.go(), flags, false);
    }

    /**
     * If go fails half-way, what is there is half of the former and half of this: it is nothing to build from. The build
     * directory is made before the compilation begins: its making changes the time of the directory above, which may be a
     * package's.
     */
    private static void begin(ImageLayout layout) {
        try {
            layout.tree().delete(layout.compileState());
            layout.tree().createDirectories(layout.directory());
        } catch (IOException e) {
            throw GoDockerException.unwritable(
                    layout.directory().toString(),
                    layout.directory(),
                    e,
                    "Run `mvn clean`; files of another user may be in the way.");
        }
    }

    private Optional<String> outOfDate(State state, Fingerprint fingerprint, Program program, ImageLayout layout) {
        UpToDate check = upToDate(force).unlessChanged(() -> fingerprint.changeSince(state, State.FINGERPRINT));
        Inventory made = Inventory.of(layout, state);
        for (String platform : state.list(PLATFORMS)) {
            for (String binary : program.binaries()) {
                Path file = binary(layout, Platform.parse(platform), binary);
                check.unless(() -> !made.isUntouched(file), shown(file) + " is not there as it was compiled");
            }
        }
        // What the builder lacked, or had no room for, matters on scratch only.
        boolean mayLack = !onScratch() || dockerfile != null;
        check.unless(
                () -> !program.isLibrary()
                        && !(mayLack && !state.get(ROOTFS).isEmpty())
                        && !made.isUntouchedBelow(layout.rootfs()),
                shown(layout.rootfs()) + " is not there as it was made");
        return withBuilder(check, program.module(), state.get(BUILDER_ID))
                .unlessChanged(() -> inputs(program).changeSince(state))
                .reason();
    }

    private static Path binary(ImageLayout layout, Platform platform, String name) {
        return layout.binaries(platform).resolve(name + platform.binarySuffix());
    }

    private State compile(Program program, ImageLayout layout, State former, State state) {
        Builder builder = builder(docker(), program.module());
        begin(layout);
        List<Platform> platforms =
                program.platforms().isEmpty() ? List.of(Platform.parse(builder.platform())) : program.platforms();
        long began = System.currentTimeMillis();
        builder.syncIn(Workspace.sources(program.module().go()), log());
        List<Path> made = new ArrayList<>();
        Read read = new Read();
        for (Platform platform : platforms) {
            long start = System.nanoTime();
            String image = program.builderImage().toString();
            if (program.isLibrary()) {
                log().compilingLibrary(platform.toString(), image);
                goBuild(builder, program, layout, platform, read);
                log().compiledLibrary(program.go().modulePath(), Duration.ofNanos(System.nanoTime() - start));
                continue;
            }
            log().compiling(program.build(platform).packages(), platform.toString(), image);
            prepare(builder, program, layout, platform, Inventory.of(layout, former));
            goBuild(builder, program, layout, platform, read);
            builder.syncOut(layout.tree(), layout.binaries(platform));
            for (String name : program.binaries()) {
                Path file = binary(layout, platform, name);
                made.add(file);
                log().compiled(shown(file), size(layout, file), Duration.ofNanos(System.nanoTime() - start));
            }
        }
        warnOfCgo(program.go().directory(), read.leftOut);
        State result = state.with(
                        PLATFORMS,
                        String.join(
                                " ", platforms.stream().map(Platform::toString).toList()))
                .with(BUILDER_ID, builder.imageId());
        if (program.isLibrary()) {
            // It has no binaries and no rootfs to record.
            List<String> elsewhere = MainPackages.elsewhere(program.go());
            if (!elsewhere.isEmpty()) {
                log().mainsOfLibrary(elsewhere);
            }
        } else {
            String rootfs = rootfs(builder, layout, former);
            made.add(layout.rootfs());
            result = result.with("binaries", String.join(" ", program.binaries()))
                    .with("builderImage", program.builderImage().toString())
                    .with("builderPlatform", builder.platform())
                    .with("goVersion", builder.goVersion())
                    .with(ROOTFS, rootfs);
            result = inventory(layout, made).addTo(result);
        }
        return read.known ? inputs(program).record(result, read.packages, began) : result;
    }

    /** What go read for all platforms, if it could be told for each. */
    private static final class Read {
        final Set<Inputs.GoPackage> packages = new LinkedHashSet<>();
        final Set<Path> leftOut = new TreeSet<>();
        boolean known = true;

        void add(GoList list) {
            Optional<Set<Inputs.GoPackage>> listed = list.packages();
            known &= listed.isPresent();
            listed.ifPresent(packages::addAll);
            leftOut.addAll(list.leftOut());
        }
    }

    /** Go says nothing of what it leaves out. */
    private void warnOfCgo(Path module, Set<Path> leftOut) {
        Path vendor = module.resolve("vendor");
        List<String> files = cgo
                ? List.of()
                : leftOut.stream()
                        .filter(file -> file.startsWith(module) && !file.startsWith(vendor))
                        .filter(GoSources::isLeftOutForCgo)
                        .map(file -> module.relativize(file).toString())
                        .toList();
        if (!files.isEmpty()) {
            log().withoutCgo(files);
        }
    }

    private static Inventory inventory(ImageLayout layout, List<Path> made) {
        try {
            return Inventory.take(layout, made);
        } catch (IOException e) {
            throw new GoDockerException(
                    "Cannot read what was compiled in " + layout.directory() + ": " + GoDockerException.words(e) + ".",
                    "Run the build again when no other program changes the build directory.",
                    e);
        }
    }

    private void goBuild(Builder builder, Program program, ImageLayout layout, Platform platform, Read read) {
        Path output = layout.binaries(platform);
        GoBuild build = program.build(platform);
        List<String> command = build.arguments(builder.path(output));
        Map<String, String> environment = moduleEnvironment(program.module());
        environment.putAll(build.environment());
        GoOutput reading = builder.reading(program.go().directory());
        List<String> complaints = new ArrayList<>();
        Downloads downloads = builder.downloads(log());
        List<String> listing = inputs(program).command(build.listFlags(), build.packages());
        // With cgo go is asked every time.
        try (GoList list =
                        GoList.start(builder, listing, environment, program.go().directory(), !cgo, log());
                Heartbeat ignored = Heartbeat.start(log(), "compiling for " + platform)) {
            int exit = builder.run(command, environment, program.go().directory(), (stream, line) -> {
                String readable = reading.rewrite(line);
                if (downloads.tell(line)) {
                    return;
                }
                if (cgo && isCWarning(line)) {
                    log().warning(readable);
                } else {
                    synchronized (complaints) {
                        complaints.add(line);
                    }
                    log().goComplains(readable);
                }
            });
            if (exit != 0) {
                throw failure(builder, program, platform, exit, complaints, downloads);
            }
            read.add(list);
        }
    }

    /** C's compiler and linker say in a line before where it is that they warn of something. */
    private static boolean isCWarning(String line) {
        return line.contains("warning:") || line.contains(": in function ") || line.startsWith("# ");
    }

    private static GoDockerException failure(
            Builder builder,
            Program program,
            Platform platform,
            int exit,
            List<String> complaints,
            Downloads downloads) {
        String what = "Cannot compile " + program.go().modulePath() + " for " + platform;
        return builder.reading(program.go().directory())
                .knownFailure(what, complaints, downloads.modules())
                .or(() -> needOfCgo(builder, program, platform, what, complaints))
                .orElseGet(() -> GoDockerException.code(
                        "Go build failed for "
                                + String.join(" ", program.build(platform).packages()) + " (exit code " + exit + ").",
                        "The lines of go above say why."));
    }

    private static Optional<GoDockerException> needOfCgo(
            Builder builder, Program program, Platform platform, String what, List<String> complaints) {
        GoBuild build = program.build(platform);
        if (!CgoNeed.isPossible(build, complaints)) {
            return Optional.empty();
        }
        Map<String, String> environment = moduleEnvironment(program.module());
        environment.putAll(build.environment());
        environment.put("CGO_ENABLED", "1");
        List<String> answer = new ArrayList<>();
        var unused = builder.run(
                CgoNeed.question(build), environment, program.go().directory(), (stream, line) -> answer.add(line));
        return CgoNeed.explain(what, complaints, answer);
    }

    /**
     * Go names the directory's files; one that a former build left would get into the image. And go takes a binary that
     * was patched for the one that it built: it asks the file itself.
     */
    private static void prepare(
            Builder builder, Program program, ImageLayout layout, Platform platform, Inventory before) {
        Path directory = layout.binaries(platform);
        try {
            for (Path file : layout.tree().list(directory)) {
                String name = file.getFileName().toString();
                if (!before.isUntouched(file)
                        || program.binaries().stream()
                                .noneMatch(binary -> name.equals(binary + platform.binarySuffix()))) {
                    layout.tree().delete(file);
                }
            }
            builder.makeDirectory(layout.tree(), directory);
        } catch (IOException e) {
            throw GoDockerException.unwritable(
                    directory.toString(), directory, e, "Run `mvn clean`; files of another user may be in the way.");
        }
    }

    /**
     * Takes from the builder what an image on scratch needs. That the builder does not have it is no failure here: the
     * image may have another base.
     *
     * @return what is missing, empty if nothing
     */
    private static String rootfs(Builder builder, ImageLayout layout, State former) {
        Path rootfs = layout.rootfs();
        if (!builder.imageId().isEmpty()
                && former.get(BUILDER_ID).equals(builder.imageId())
                && Inventory.of(layout, former).isUntouchedBelow(rootfs)) {
            return "";
        }
        try {
            layout.tree().delete(rootfs);
        } catch (IOException e) {
            throw new GoDockerException(
                    "Cannot make " + rootfs + " anew: " + GoDockerException.words(e) + ".",
                    "Run `mvn clean`; files of another user may be in the way.",
                    e);
        }
        List<String> output = new ArrayList<>();
        GoOutput reading = builder.reading(builder.root());
        String script =
                "rm -rf \"$1\" && umask 022 && " + Rootfs.script("\"$1\"", "\"$2\"") + " || { rm -rf \"$1\"; exit 1; }";
        int exit = builder.run(
                List.of("sh", "-c", script, "go-docker", builder.path(rootfs), builder.goRoot()),
                Map.of(),
                builder.root(),
                (stream, line) -> output.add(reading.rewrite(line).strip()));
        if (exit != 0) {
            return output.isEmpty() ? "exit code " + exit : String.join(" ", output);
        }
        builder.syncOut(layout.tree(), rootfs);
        return "";
    }

    private static long size(ImageLayout layout, Path file) {
        try {
            return layout.tree().size(file);
        } catch (IOException e) {
            throw new GoDockerException(
                    "Cannot find " + file + ", which go has just built.", "Run the build again.", e);
        }
    }
}
