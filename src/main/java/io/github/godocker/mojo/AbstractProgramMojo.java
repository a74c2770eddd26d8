package io.github.godocker.mojo;

import io.github.godocker.Platform;
import io.github.godocker.Problems;
import io.github.godocker.go.Cgo;
import io.github.godocker.go.CodeVariables;
import io.github.godocker.go.GoBuild;
import io.github.godocker.go.GoModule;
import io.github.godocker.go.MainPackage;
import io.github.godocker.go.MainPackages;
import io.github.godocker.image.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What the goals have in common that know the module's programs: which there are, and how go compiles them. */
public abstract class AbstractProgramMojo extends AbstractGoMojo {
    /**
     * The main packages to compile, such as {@code .} or {@code ./cmd/server}. The default is the module's root if it is a
     * main package, else every main package directly below {@code ./cmd}. A module without any is a library: all its
     * packages are compiled, and no image is made.
     */
    @Parameter(property = "go-docker.mains")
    @Nullable
    protected List<String> mains;

    /**
     * The name of the executable, where there is a single main package. The default is the one that go gives: the last
     * element of the package's import path.
     */
    @Parameter(property = "go-docker.binaryName")
    @Nullable
    protected String binaryName;

    /**
     * The platforms to compile and build images for, such as {@code linux/amd64} or {@code linux/arm/v7}. The default
     * is the builder's own.
     */
    @Parameter(property = "go-docker.platforms")
    @Nullable
    protected List<String> platforms;

    /**
     * Flags for the linker, after {@code -s -w}, which leave out symbol tables and which {@code -s=false -w=false}
     * takes back. The default sets the variable {@code version} of package main, if there is one, to the project's
     * version.
     */
    @Parameter(property = "go-docker.ldflags", defaultValue = "-X main.version=${project.version}")
    @Nullable
    protected String ldflags;

    /**
     * More flags for {@code go build}. Every build has {@code -trimpath} and {@code -buildvcs=false}, which make it
     * depend on the sources alone; {@code -buildvcs=true} here stamps the commit into the binary again.
     */
    @Parameter(property = "go-docker.goFlags")
    @Nullable
    protected List<String> goFlags;

    /**
     * Whether the programs are compiled with Go's race detector: they report each data race on their standard error, and
     * take several times the memory and time. It is C code, so the builder needs a C compiler; without {@code cgo} its C
     * library is linked in, and any base image runs the programs. {@code -Dgo-docker.race} of {@code run}, {@code start},
     * {@code watch} and {@code debug} is the same for programs that go into containers only.
     */
    @Parameter(defaultValue = "false")
    protected boolean raceDetector;

    protected static Module module(Program program) {
        return new Module(program.module(), program.builder());
    }

    /**
     * @param usedCgo how C code is compiled, if it is
     * @return null if something is wrong, which is then among the problems
     */
    protected final @Nullable Program program(Problems problems, Cgo usedCgo) {
        Module module = module(problems);
        List<MainPackage> found = module == null ? null : problems.check(() -> mains(module.go()));
        List<MainPackage> packages = found == null ? List.of() : found;
        List<Platform> wanted = new ArrayList<>();
        for (String platform : clean(platforms)) {
            Platform parsed = problems.check(() -> Platform.parse(platform));
            if (parsed != null && !wanted.contains(parsed)) {
                wanted.add(parsed);
            }
        }
        List<String> flags = new ArrayList<>(clean(goFlags));
        if (raceDetector) {
            flags.add("-race");
        }
        Cgo whole = cgo ? usedCgo : raceDetector ? Cgo.STATIC : Cgo.OFF;
        Function<Platform, GoBuild> builds = platform -> new GoBuild(
                packages,
                platform,
                ldflags == null ? "" : ldflags,
                tags(),
                flags,
                whole != Cgo.OFF && packages.isEmpty() ? Cgo.DYNAMIC : whole,
                CodeVariables.of(System.getenv()),
                clean(goEnv));
        // Flags and variables are wrong for all platforms or for none.
        GoBuild any = problems.check(() -> builds.apply(Platform.ANY));
        return module == null || any == null
                ? null
                : new Program(module.go(), module.image(), packages, wanted, builds);
    }

    private List<MainPackage> mains(GoModule module) {
        List<MainPackage> found = MainPackages.resolve(module, clean(mains));
        if (!found.isEmpty()) {
            return MainPackages.named(found, binaryName);
        }
        wantsImage().ifPresent(parameter -> {
            throw MainPackages.missing(module, parameter);
        });
        return found;
    }

    /**
     * The module if it is a library: the image's parameters, which may come from a parent, mean nothing there. Nothing
     * if there is a program, or if something is wrong, which is told with all that is wrong with the image.
     */
    protected final Optional<Program> library() {
        Problems problems = new Problems();
        Program program = program(problems, Cgo.DYNAMIC);
        return Optional.ofNullable(program).filter(each -> each.isLibrary() && problems.none());
    }
}
