package io.github.godocker.check.coverage;

import static io.github.godocker.KnownFailure.said;

import io.github.godocker.GoDockerException;
import io.github.godocker.KnownFailure;
import io.github.godocker.builder.Builder;
import io.github.godocker.builder.GoCommand;
import io.github.godocker.docker.Container;
import io.github.godocker.handover.OwnTree;
import io.github.godocker.handover.ReportLayout;
import io.github.godocker.log.CoverageLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What executables built with {@code -cover} left in their {@code GOCOVERDIR}.
 *
 * @param tree that the directory lies in
 * @param runs how many processes wrote their counters
 */
public record RunData(OwnTree tree, Path directory, int runs) {
    private static final String COUNTERS = "covcounters.";
    private static final String META = "covmeta.";
    private static final KnownFailure COMPLAINT =
            new KnownFailure("go tool covdata cannot read its data", said("go 1.26.8", "error"));

    private static final String HOW = "Build with -Dgo-docker.goFlags=-cover and run the image with GOCOVERDIR set to "
            + "this directory, which the program's user has to be allowed to write.";

    /**
     * Looks what there is.
     *
     * @throws GoDockerException when there is nothing to read
     */
    public static RunData in(OwnTree tree, Path directory, Function<Path, String> shown) {
        if (!tree.isDirectory(directory)) {
            throw new GoDockerException(
                    "Cannot find coverage of running programs: there is no directory " + shown.apply(directory) + ".",
                    HOW);
        }
        int counters = 0;
        int meta = 0;
        try {
            for (Path file : tree.list(directory)) {
                String name = file.getFileName().toString();
                counters += name.startsWith(COUNTERS) ? 1 : 0;
                meta += name.startsWith(META) ? 1 : 0;
                if ((name.startsWith(COUNTERS) || name.startsWith(META)) && !Files.isReadable(file)) {
                    throw new GoDockerException(
                            "Cannot read " + shown.apply(file) + ": its owner "
                                    + Files.getOwner(file).getName() + " keeps it private.",
                            "Run the program with a umask of 022, or as the user who runs Maven "
                                    + "(docker run --user $(id -u)).");
                }
            }
        } catch (IOException e) {
            throw new GoDockerException(
                    "Cannot read the directory " + shown.apply(directory) + ": " + GoDockerException.words(e) + ".",
                    "Make it readable for the user who runs Maven.",
                    e);
        }
        if (meta == 0) {
            throw new GoDockerException(
                    "Cannot find coverage of running programs: there is no covmeta file in " + shown.apply(directory)
                            + ".",
                    HOW);
        }
        if (counters == 0) {
            throw new GoDockerException(
                    "Cannot find coverage of running programs: " + shown.apply(directory)
                            + " has no covcounters file, which a program writes when it ends by itself.",
                    "Let the program return from main or call os.Exit; on SIGTERM a program without a handler is "
                            + "killed and writes nothing.");
        }
        return new RunData(tree, directory, counters);
    }

    /** The same as a text profile, made by go, which has to be the version that built the executables or newer. */
    public Path profile(GoCommand go, ReportLayout layout, CoverageLog log) {
        Builder builder = go.builder();
        Path profile = layout.integrationProfile();
        builder.makeDirectory(layout.tree(), layout.coverage());
        try {
            go.syncIn(tree.list(directory).stream().filter(tree::isFile).toList());
        } catch (IOException e) {
            throw GoDockerException.unwritable(profile, e);
        }
        try {
            layout.tree().delete(profile);
        } catch (IOException e) {
            throw GoDockerException.unwritable(profile, e);
        }
        List<String> words = new ArrayList<>();
        int exit = go.run(
                List.of(
                        "go",
                        "tool",
                        "covdata",
                        "textfmt",
                        "-i=" + builder.path(directory),
                        "-o=" + builder.path(profile)),
                (stream, line) -> {
                    if (stream == Container.Stream.STDERR || COMPLAINT.isIn(line)) {
                        words.add(line.strip());
                    }
                });
        if (exit != 0) {
            throw new GoDockerException(
                    "Cannot read the coverage data in " + directory + ": " + String.join(" ", words) + ".",
                    "Run `mvn clean` and the programs again: data of different builds or modes do not mix.");
        }
        builder.syncOut(layout.tree(), profile);
        log.ranWithCoverage(runs);
        return profile;
    }
}
