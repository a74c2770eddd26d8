package io.github.godocker.mojo;

import io.github.godocker.go.GoModule;
import io.github.godocker.go.MainPackages;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What all goals have in common that know where the Go module is, and whether it is a library. */
public abstract class AbstractModuleMojo extends AbstractGoDockerMojo {
    /** Who sets one of these for a module wants an image of it. */
    private static final List<String> OF_AN_IMAGE =
            List.of("image", "mains", "entrypoint", "mainBinary", "binaryName", "dockerfile");

    /**
     * The directory of {@code go.mod}. The default is the project's directory or, where that has no {@code go.mod},
     * {@code src/main/go}.
     */
    @Parameter(property = "go-docker.sourceDirectory")
    @Nullable
    protected File sourceDirectory;

    protected final Path moduleDirectory() {
        if (sourceDirectory != null) {
            return sourceDirectory.toPath().toAbsolutePath().normalize();
        }
        return GoModule.usualDirectory(baseDirectory());
    }

    /** The first parameter of this module's own pom that says that there has to be an image. */
    protected final Optional<String> wantsImage() {
        return OwnPom.firstOf(OF_AN_IMAGE, project, mojoExecution);
    }

    /** Whether this is a module of which no image is made. */
    protected final boolean isLibrary() {
        return MainPackages.isLibrary(moduleDirectory()) && wantsImage().isEmpty();
    }
}
