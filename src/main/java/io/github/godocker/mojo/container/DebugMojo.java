package io.github.godocker.mojo.container;

import io.github.godocker.GoDockerException;
import io.github.godocker.Platform;
import io.github.godocker.Problems;
import io.github.godocker.State;
import io.github.godocker.builder.Builder;
import io.github.godocker.builder.GoCommand;
import io.github.godocker.builder.GoTool;
import io.github.godocker.container.Machine;
import io.github.godocker.container.Ownership;
import io.github.godocker.container.Service;
import io.github.godocker.container.ServiceRules;
import io.github.godocker.container.Services;
import io.github.godocker.container.instruments.Debugger;
import io.github.godocker.container.settings.ContainerSettings;
import io.github.godocker.docker.ImageDetails;
import io.github.godocker.docker.TarStream;
import io.github.godocker.go.Cgo;
import io.github.godocker.handover.ImageLayout;
import io.github.godocker.image.Compilation;
import io.github.godocker.image.Program;
import io.github.godocker.log.ContainerLog;
import io.github.godocker.log.ImageLog;
import io.github.godocker.mojo.AbstractProgramMojo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Runs the module's program in a container of its image, to be debugged: {@code mvn package go-docker:debug}. The program
 * is compiled anew, without optimizations and with all that debuggers read, and Delve is started around it; what VS Code and
 * GoLand need is printed. The program waits until a debugger lets it go. Ctrl-C ends it. Delve is reached only from the
 * machine that the daemon runs on.
 *
 * <p>The image and what {@code compile} made stay as they are: the other program is in
 * {@code target/go-docker/<name>/debug}, and is copied into the container only. The container's root file system can be
 * written; all else is as in {@code run}.
 */
@Mojo(name = "debug", threadSafe = true)
public class DebugMojo extends AbstractProgramMojo {
    private static final String DELVE = "github.com/go-delve/delve/cmd/dlv";
    private static final int LARGEST_PORT = 65_535;

    /** Skips this goal. */
    @Parameter(property = "go-docker.debug.skip", defaultValue = "false")
    boolean debugSkip;

    /** The port of this machine at which debuggers find it, and of the container. */
    @Parameter(property = "go-docker.debug.port", defaultValue = "2345")
    int debugPort;

    /** Lets the program go on at once, instead of waiting for a debugger. */
    @Parameter(property = "go-docker.debug.continue", defaultValue = "false")
    boolean debugContinue;

    /** The version of Delve, {@code v1.27.2}; it is compiled once, in the volume of linters. */
    @Parameter(property = "go-docker.delveVersion", defaultValue = "v1.27.2")
    String delveVersion;

    /** Looks for data races as well. It needs cgo, so the builder image needs a C compiler. */
    @Parameter(property = "go-docker.race", defaultValue = "false")
    boolean race;

    /** As for {@code run}. */
    @Parameter
    @Nullable
    List<ContainerSettings> containers;

    /** The name of the entry of {@code containers} to debug, of the module's own image. */
    @Parameter(property = "go-docker.container")
    @Nullable
    String container;

    /** What the program gets on its command line, instead of what the image says: {@code -Dgo-docker.arguments=-v,serve}. */
    @Parameter(property = "go-docker.arguments")
    @Nullable
    List<String> arguments;

    @Override
    protected boolean goalSkipped() {
        return debugSkip;
    }

    @Override
    protected void run() {
        Machine machine =
                Machine.of(daemonAddress().host(), () -> docker().details().host());
        ModuleContainers module =
                new ModuleContainers(docker(), reference(), baseDirectory(), machine, mojoExecution.getGoal());
        ImageDetails image = module.ownImage();
        Program program = program(image);
        List<String> typed = typed("go-docker.arguments");
        Debugger debugger = Debugger.of(
                        image, program.binaries(), typed.isEmpty() ? clean(arguments) : typed, debugPort, debugContinue)
                .orElseThrow(() -> new GoDockerException(
                        "Cannot debug image " + reference() + ": it starts "
                                + (image.entrypoint().isEmpty() ? "nothing" : String.join(" ", image.entrypoint()))
                                + ", which is none of " + String.join(", ", program.binaries()) + ".",
                        "Let its entrypoint be the program, with its whole path."));
        List<ContainerSettings> entries = ModuleContainers.entries(containers);
        String chosen = module.chosen(container, entries);
        entries.stream()
                .filter(entry -> ServiceRules.isOwn(entry, reference())
                        && ServiceRules.nameOf(entry, reference()).equals(chosen))
                .forEach(entry -> debugger.complete(
                        entry,
                        image.exposedPorts().stream()
                                .map(port -> port.replaceFirst("/.*", "") + ":" + port)
                                .toList()));
        List<Service> needed = module.services(entries, chosen, port -> port, new Problems());
        Service service = ServiceRules.named(needed, chosen);
        if (!service.own()) {
            throw new GoDockerException(
                    "Cannot debug container " + chosen + ": it is of another image than the module's own.",
                    "Choose one by -Dgo-docker.container=<name>.");
        }
        List<Service> ready = module.withImages(needed, name -> imagePull(name == null ? pullPolicy() : policy(name)));
        GoCommand go = go(docker(), module(program));
        ImageLayout layout = layout(reference());
        ImageLayout made = new ImageLayout(layout.tree(), layout.directory().resolve("debug"));
        compile(go, program, image, made);
        Path delve = delve(go, made);
        ContainerLog log = new ContainerLog(console());
        log.printed("");
        Builder builder = go.builder();
        debugger.instructions(chosen, builder.root().toString(), builder.path(builder.root()))
                .forEach(log::printed);
        log.printed("");
        Path compiled = made.binary(Platform.parse(image.platform()), debugger.binary());
        Service last =
                ready.get(ready.size() - 1).withFiles(new Service.Files("/", () -> files(debugger, delve, compiled)));
        int exit = new Services(
                        docker(),
                        machine,
                        new Ownership(
                                project.getGroupId() + ":" + project.getArtifactId(),
                                baseDirectory(),
                                Ownership.newSession()),
                        log)
                .run(ready.subList(0, ready.size() - 1), last, each -> (stream, line) -> {
                    if (each == last) {
                        log.printed(line);
                    }
                });
        if (exit != 0) {
            throw GoDockerException.code(
                    "Container " + chosen + " ended with exit code " + exit + ".", "What it printed is above.");
        }
    }

    /** The program as debuggers want it: of two flags that contradict each other the last one wins. */
    private Program program(ImageDetails image) {
        Problems problems = new Problems();
        if (debugPort < 1 || debugPort > LARGEST_PORT) {
            problems.add(
                    "Cannot listen at port " + debugPort + ": there is none.",
                    "Set -Dgo-docker.debug.port to a number from 1 to " + LARGEST_PORT + ".");
        }
        List<String> flags = new ArrayList<>(clean(goFlags));
        flags.addAll(List.of("-trimpath=false", "-gcflags=all=-N -l"));
        goFlags = flags;
        ldflags = (ldflags == null ? "" : ldflags) + " -s=false -w=false";
        raceDetector |= race;
        platforms = List.of(image.platform());
        Program program = program(problems, Cgo.STATIC);
        if (program != null && program.isLibrary()) {
            problems.add(
                    "Cannot debug " + program.module().modulePath() + ": it is a library.",
                    "Write a main package, or debug its tests in the IDE.");
        }
        problems.failIfAny();
        if (program == null) {
            throw new IllegalStateException("a program is missing without a problem");
        }
        return program;
    }

    private void compile(GoCommand go, Program program, ImageDetails image, ImageLayout made) {
        if (!go.builder().platform().equals(image.platform())) {
            throw new GoDockerException(
                    "Cannot debug an image for " + image.platform() + ": Delve would be compiled for "
                            + go.builder().platform() + ".",
                    "Build an image for " + go.builder().platform() + ", and debug that.");
        }
        State former = made.compileState().read();
        State state = new Compilation(program, inheritedFlags(), made, this::shown, new ImageLog(console()))
                .run(go, former, State.NONE);
        made.compileState().write(state);
    }

    /** Where this machine has Delve. */
    private Path delve(GoCommand go, ImageLayout made) {
        String path;
        try {
            path = go.path(new GoTool("dlv", DELVE, delveVersion.strip()));
        } catch (GoTool.NotBuilt e) {
            throw new GoDockerException(
                    "Cannot build Delve " + delveVersion + ": " + String.join(" ", e.lines()) + ".",
                    "Set <delveVersion> to one that Go of the builder compiles; https://github.com/go-delve/delve/releases "
                            + "lists them. The builder has to reach the module proxy.",
                    e);
        }
        Path file = made.directory().resolve("dlv");
        GoCommand.Answer answer = go.ask(List.of("cp", path, go.builder().path(file)));
        if (answer.exit() != 0) {
            throw new GoDockerException(
                    "Cannot copy Delve to " + shown(file) + ": " + String.join(" ", answer.complaints()) + ".",
                    GoDockerException.CLEAN);
        }
        go.builder().syncOut(made.tree(), file);
        return file;
    }

    private TarStream files(Debugger debugger, Path delve, Path compiled) {
        try {
            return debugger.files(delve, compiled);
        } catch (IOException e) {
            throw new GoDockerException(
                    "Cannot read " + shown(compiled) + ": " + GoDockerException.words(e) + ".",
                    "Run the goal again.",
                    e);
        }
    }
}
