package io.github.godocker.mojo.build;

import io.github.godocker.Problems;
import io.github.godocker.image.ExtraFile;
import io.github.godocker.image.FileTree;
import io.github.godocker.mojo.AbstractGoDockerMojo;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** One entry of {@code files}; what its elements hold is said there, for help and IDEs do not look here. */
public final class FileParameter {
    @Parameter(required = true)
    @Nullable
    File source;

    @Parameter(required = true)
    @Nullable
    String target;

    @Parameter
    @Nullable
    List<String> includes;

    @Parameter
    @Nullable
    List<String> excludes;

    @Parameter
    @Nullable
    String mode;

    @Parameter
    @Nullable
    String owner;

    /** What is wrong with it by itself. */
    void check(Problems problems) {
        if (source == null || target == null || target.isBlank()) {
            problems.add("Cannot copy a file of <files>: it lacks source or target.", "Give it both.");
        } else if (!target.startsWith("/")) {
            problems.add("Cannot use the path '" + target + "' in the image.", "Begin it with a slash.");
        }
    }

    /**
     * All that goes into an image besides its binaries, in the order in which it does.
     *
     * @param imageDirectory goes there as it is; nothing if it does not exist
     */
    static List<FileTree> resolve(
            Problems problems,
            Path imageDirectory,
            @Nullable List<FileParameter> files,
            Path context,
            boolean onScratch) {
        List<ExtraFile> wanted = new ArrayList<>();
        if (imageDirectory.toFile().isDirectory()) {
            wanted.add(new ExtraFile(imageDirectory, "/"));
        }
        for (FileParameter file : files == null ? List.<FileParameter>of() : files) {
            if (file.source != null && file.target != null) {
                wanted.add(new ExtraFile(
                        file.source.toPath().toAbsolutePath().normalize(),
                        file.target.strip(),
                        AbstractGoDockerMojo.clean(file.includes),
                        AbstractGoDockerMojo.clean(file.excludes),
                        file.mode == null || file.mode.isBlank() ? null : file.mode.strip(),
                        file.owner == null || file.owner.isBlank() ? null : file.owner.strip()));
            }
        }
        List<FileTree> resolved = new ArrayList<>();
        for (ExtraFile file : wanted) {
            // Also a link out of a directory is told before anything is done.
            FileTree checked = problems.check(() -> FileTree.of(file.checked(context, onScratch)));
            if (checked != null) {
                resolved.add(checked);
            }
        }
        return resolved;
    }
}
