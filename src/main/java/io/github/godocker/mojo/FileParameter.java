package io.github.godocker.mojo;

import io.github.godocker.image.ExtraFile;
import io.github.godocker.image.FileTree;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** One entry of {@code files}. */
public final class FileParameter {
    /** A file or directory of this project. A link is followed, if what it names lies in the project. */
    @Parameter(required = true)
    @Nullable
    File source;

    /**
     * Where it goes in the image. What a directory holds goes into the target; a file goes there if the target ends
     * with a slash, else it gets that name.
     */
    @Parameter(required = true)
    @Nullable
    String target;

    /** Ant patterns of the files of a directory that are meant, such as {@code **}{@code /*.html}. The default is all. */
    @Parameter
    @Nullable
    List<String> includes;

    /** Ant patterns of files that are left out, besides those that all of Maven leaves out, such as .DS_Store. */
    @Parameter
    @Nullable
    List<String> excludes;

    /**
     * The mode of all files, octal: {@code 0640}. Directories get the right to enter where files get that to read. The
     * default is 0644, and 0755 for directories and for what is executable.
     */
    @Parameter
    @Nullable
    String mode;

    /**
     * The owner in the image, {@code user[:group]}, by number or name; on scratch the names are root and nonroot. The
     * default is root.
     */
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
    static List<ExtraFile> resolve(
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
                        AbstractGoMojo.clean(file.includes),
                        AbstractGoMojo.clean(file.excludes),
                        file.mode == null || file.mode.isBlank() ? null : file.mode.strip(),
                        file.owner == null || file.owner.isBlank() ? null : file.owner.strip()));
            }
        }
        List<ExtraFile> resolved = new ArrayList<>();
        for (ExtraFile file : wanted) {
            // Also a link out of a directory is told before anything is done.
            ExtraFile checked = problems.check(() -> {
                ExtraFile found = file.checked(context, onScratch);
                FileTree.of(found);
                return found;
            });
            if (checked != null) {
                resolved.add(checked);
            }
        }
        return resolved;
    }
}
