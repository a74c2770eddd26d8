package io.github.godocker.mojo.build;

import io.github.godocker.Platform;
import io.github.godocker.State;
import io.github.godocker.go.Fingerprint;
import io.github.godocker.go.GoFileName;
import io.github.godocker.handover.ImageLayout;
import io.github.godocker.handover.UpToDate;
import io.github.godocker.image.Compilation;
import io.github.godocker.image.Compiled;
import io.github.godocker.image.Program;
import io.github.godocker.log.ImageLog;
import java.util.Optional;
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
    /** Compiles even if nothing changed. What go has in its own cache it does not compile again. */
    @Parameter(property = "go-docker.force", defaultValue = "false")
    boolean force;

    /** Skips this goal. */
    @Parameter(property = "go-docker.compile.skip", defaultValue = "false")
    boolean compileSkip;

    @Override
    protected boolean goalSkipped() {
        return compileSkip;
    }

    @Override
    protected void run() {
        Program program = library().orElseGet(() -> image(Platform.ANY).program());
        ImageLayout layout = layout(reference());
        checkAlone(reference(), layout, program.build(Platform.ANY) + " " + program.platforms() + " " + goEnv);
        Compilation compilation =
                new Compilation(program, inheritedFlags(), layout, this::shown, new ImageLog(console()));
        Fingerprint fingerprint = fingerprint(program);
        State state = layout.compileState().read();
        Optional<String> reason = outOfDate(state, fingerprint, program, compilation);
        if (reason.isEmpty()) {
            nothingToDo();
            noteCompiled(layout, new Compiled(layout, state).files().digests());
            log().upToDate(program.isLibrary() ? program.module().modulePath() : String.join(", ", program.binaries()));
            return;
        }
        log().outOfDate(reason.get());
        State made = compilation.run(
                go(docker(), module(program)), state, fingerprint.record(State.NONE, State.FINGERPRINT));
        layout.compileState().write(made);
        noteCompiled(layout, new Compiled(layout, made).files().digests());
    }

    /** All that decides about the binaries beside the files that go reads and the builder image itself. */
    private Fingerprint fingerprint(Program program) {
        // Of a library every package is compiled, and a new one does not show in those that go read.
        return (program.isLibrary()
                        ? fingerprintOfSources(module(program), GoFileName::isBuildInput, GoFileName::isBuildInput)
                        : fingerprint(module(program)))
                .add("the command of go build", program.build(Platform.ANY))
                .add("<platforms>", program.platforms());
    }

    private Optional<String> outOfDate(State state, Fingerprint fingerprint, Program program, Compilation compilation) {
        UpToDate check = upToDate(force).unlessChanged(() -> fingerprint.changeSince(state, State.FINGERPRINT));
        compilation.check(check, state, onScratch() && dockerfile == null);
        return withBuilder(check, module(program), state)
                .unlessChanged(() -> compilation.inputs().changeSince(state))
                .reason();
    }
}
