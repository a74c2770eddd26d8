package io.github.godocker.go;

import static io.github.godocker.KnownFailure.said;

import io.github.godocker.GoDockerException;
import io.github.godocker.KnownFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why a build without cgo failed, if it is for want of cgo. Go's own words never name it: the files that need it are left
 * out, and then a package or a symbol is missing. Which packages have such files go tells without a C compiler.
 */
public final class CgoNeed {
    private static final String EXCLUDED = "build constraints exclude all Go files in ";
    private static final String UNDEFINED = ": undefined: ";
    private static final KnownFailure MISSING =
            new KnownFailure("perhaps cgo is needed: go is asked", said("go 1.26.8", EXCLUDED, UNDEFINED));

    private CgoNeed() {}

    /** Whether it is worth to ask. */
    public static boolean isPossible(GoBuild build, List<String> complaints) {
        return build.environment().getOrDefault("CGO_ENABLED", "").equals("0")
                && complaints.stream().anyMatch(MISSING::isIn);
    }

    /** The command whose lines {@link #explain} reads; it has to run with {@code CGO_ENABLED=1}. */
    public static List<String> question(GoBuild build) {
        List<String> command = new ArrayList<>(List.of("go", "list", "-e", "-deps"));
        if (!build.buildTags().isEmpty()) {
            command.add("-tags=" + String.join(",", build.buildTags()));
        }
        command.add("-f={{if and .CgoFiles (not .Standard)}}{{.ImportPath}} {{.Name}} {{.Dir}}{{end}}");
        build.packages().forEach(command::add);
        return List.copyOf(command);
    }

    /**
     * @param what could not be done, {@code Cannot compile example.com/app}
     * @param complaints the lines of the build, as go printed them
     * @param answer the lines of {@link #question}
     * @return nothing if it failed for another reason
     */
    public static Optional<GoDockerException> explain(String what, List<String> complaints, List<String> answer) {
        String compiled = "";
        for (String line : complaints) {
            if (line.startsWith("# ")) {
                compiled = line.substring(2);
            }
            for (String each : answer) {
                String[] words = each.split(" ", 3);
                if (words.length == 3 && misses(line, compiled, words[0], words[1], words[2])) {
                    return Optional.of(new GoDockerException(
                            what + ": " + words[0] + " has C code, which needs cgo, and cgo is off.",
                            "Set <cgo>true</cgo>. The builder image needs a C compiler then, as golang has without"
                                    + " -alpine; on scratch the C library is linked in, any other <baseImage> must have"
                                    + " it."));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean misses(String line, String compiled, String path, String name, String directory) {
        int undefined = line.indexOf(UNDEFINED);
        if (undefined < 0) {
            return line.endsWith(EXCLUDED + directory);
        }
        String symbol = line.substring(undefined + UNDEFINED.length());
        return symbol.contains(".") ? symbol.startsWith(name + ".") : compiled.equals(path);
    }
}
