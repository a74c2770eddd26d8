package io.github.godocker.go;

import io.github.godocker.GoDockerException;
import io.github.godocker.Platform;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One {@code go build}, spelled once for the two ways in which it runs: as an exec in the builder container, and as a
 * RUN of the Dockerfile. Both come from the same words, so both give the same bits.
 *
 * @param mains what to build, from {@link MainPackages}; without any all packages are compiled and nothing is kept
 * @param ldflags for the linker, after {@code -s -w}, which {@code -s=false -w=false} takes back
 * @param buildTags Go's build tags; they take the place of those of GOFLAGS, and so have to hold those, too
 * @param goFlags more flags; they come last, and so they win
 * @param cgo whether and how C code is compiled
 * @param inherited {@link CodeVariables} of Maven's environment; the platform wins over them
 * @param goEnv more environment; it wins over everything set here
 */
public record GoBuild(
        List<MainPackage> mains,
        Platform platform,
        String ldflags,
        List<String> buildTags,
        List<String> goFlags,
        Cgo cgo,
        Map<String, String> inherited,
        Map<String, String> goEnv) {

    /** Without the symbol table and debug information a binary is a third smaller. */
    private static final String STRIPPED = "-s -w";
    /** Go's linker leaves a program with C code to the one of C, which takes the last word of the two. */
    private static final String LINKED_STATICALLY = " -linkmode external -extldflags=-static";
    /** Go's own look-up of hosts and users: that of glibc loads libraries also in a static program. */
    private static final List<String> WITHOUT_GLIBC = List.of("netgo", "osusergo");

    /**
     * @throws GoDockerException for flags and variables that would make the result something else than what the caller
     *     expects where it expects it
     */
    public GoBuild {
        mains = List.copyOf(mains);
        ldflags = oneLine(ldflags);
        buildTags = List.copyOf(buildTags);
        goFlags = List.copyOf(goFlags);
        inherited = Collections.unmodifiableMap(new TreeMap<>(inherited));
        Map<String, String> environment = new LinkedHashMap<>();
        goEnv.forEach((name, value) -> environment.put(name, oneLine(value)));
        goEnv = Collections.unmodifiableMap(environment);
        goFlags.forEach(flag -> checkFlag(flag, "<goFlags>"));
        goEnv.forEach(GoBuild::checkVariable);
    }

    /**
     * The command and its arguments.
     *
     * @param outputDirectory as the command sees it; go creates it, and the executables get their names in it
     */
    public List<String> arguments(String outputDirectory) {
        List<String> arguments = new ArrayList<>(List.of("go", "build", "-trimpath", "-buildvcs=false"));
        List<String> tags = tags();
        if (!tags.isEmpty()) {
            arguments.add("-tags");
            arguments.add(String.join(",", tags));
        }
        arguments.add("-ldflags");
        // The user's own come last: of two that contradict each other the last one wins.
        arguments.add(
                STRIPPED + (cgo == Cgo.STATIC ? LINKED_STATICALLY : "") + (ldflags.isEmpty() ? "" : " " + ldflags));
        arguments.addAll(goFlags);
        arguments.add("-o");
        String directory = outputDirectory.endsWith("/") ? outputDirectory : outputDirectory + "/";
        arguments.add(
                switch (mains.size()) {
                    case 0 -> "/dev/null";
                    // Go can give only a single executable another name than its own.
                    case 1 -> directory + mains.get(0).binary() + platform.binarySuffix();
                    default -> directory;
                });
        arguments.addAll(packages());
        return List.copyOf(arguments);
    }

    /** What is compiled, as go is given it: the main packages or, where there are none, all packages. */
    public List<String> packages() {
        return mains.isEmpty()
                ? List.of("./...")
                : mains.stream().map(MainPackage::path).toList();
    }

    private List<String> tags() {
        Set<String> tags = new LinkedHashSet<>();
        if (cgo == Cgo.STATIC) {
            tags.addAll(WITHOUT_GLIBC);
        }
        tags.addAll(buildTags);
        return List.copyOf(tags);
    }

    /** The flags that decide which files are compiled, for {@code go list}. */
    public List<String> listFlags() {
        List<String> all = new ArrayList<>();
        List<String> tags = tags();
        if (!tags.isEmpty()) {
            all.add("-tags");
            all.add(String.join(",", tags));
        }
        all.addAll(goFlags);
        return all;
    }

    /** What the command needs in its environment beside what the container has; in a stable order. */
    public Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("CGO_ENABLED", cgoEnabled());
        environment.putAll(inherited);
        environment.putAll(platform.environment());
        environment.putAll(goEnv);
        return Collections.unmodifiableMap(environment);
    }

    /** The same command and environment as one line for a POSIX shell. */
    public String shell(String outputDirectory) {
        return assignments(environment()) + quoted(arguments(outputDirectory));
    }

    /**
     * The same for a RUN of a Dockerfile that serves every platform: where {@link #shell} names this platform, it takes
     * the one that BuildKit asks for, from the build arguments TARGETOS, TARGETARCH and TARGETVARIANT.
     */
    public String shellForTarget(String outputDirectory) {
        return "export CGO_ENABLED=" + cgoEnabled() + " GOOS=\"$TARGETOS\" GOARCH=\"$TARGETARCH\""
                + (inherited.isEmpty() ? "" : " " + assignments(inherited).strip())
                + "; case \"$TARGETARCH\" in "
                + "arm) GOARM=\"${TARGETVARIANT#v}\"; export GOARM=\"${GOARM:-7}\" ;; "
                + "amd64) export GOAMD64=\"${TARGETVARIANT:-$GOAMD64}\" ;; "
                + "esac; "
                + assignments(goEnv) + quoted(arguments(outputDirectory));
    }

    private String cgoEnabled() {
        return cgo == Cgo.OFF ? "0" : "1";
    }

    private static String assignments(Map<String, String> environment) {
        StringBuilder line = new StringBuilder();
        environment.forEach((name, value) ->
                line.append(name).append('=').append(quoted(value)).append(' '));
        return line.toString();
    }

    private static String quoted(List<String> words) {
        StringBuilder line = new StringBuilder();
        for (String word : words) {
            line.append(line.length() == 0 ? "" : " ").append(quoted(word));
        }
        return line.toString();
    }

    /** Bare if nothing in it means anything to a shell, else in single quotes, in which nothing does. */
    private static String quoted(String word) {
        boolean bare = !word.isEmpty();
        for (int i = 0; i < word.length() && bare; i++) {
            char c = word.charAt(i);
            bare = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "_@%+=:,./-".indexOf(c) >= 0;
        }
        return bare ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** A value that was wrapped in the pom: a line break would end the Dockerfile's instruction. */
    private static String oneLine(String text) {
        return String.join(" ", text.lines().map(String::strip).toList()).strip();
    }

    private static void checkFlag(String flag, String where) {
        if (flag.isBlank() || flag.indexOf('\n') >= 0 || flag.indexOf('\r') >= 0) {
            throw new GoDockerException(
                    "Cannot use the flag '" + flag.strip() + "' of " + where + ": it is empty or has a line break.",
                    "Write each flag in an element of its own.");
        }
        if (!flag.startsWith("-")) {
            return;
        }
        String name = flag.substring(flag.startsWith("--") ? 2 : 1);
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) == '=' || Character.isWhitespace(name.charAt(i))) {
                name = name.substring(0, i);
            }
        }
        String next = switch (name) {
            case "o" -> "Leave it out: executables go to target/go-docker/<name>/bin.";
            case "C" -> "Set <sourceDirectory> to the directory of the module instead.";
            case "toolexec" -> "Leave it out, or run that program in a <builderImage> of your own.";
            default -> "";
        };
        if (!next.isEmpty()) {
            throw new GoDockerException(
                    "Cannot use the flag -" + name + " of " + where + ": "
                            + (name.equals("toolexec")
                                    ? "it runs another program in place of every compiler."
                                    : "the plugin sets it itself."),
                    next);
        }
    }

    private static void checkVariable(String variable, String value) {
        boolean named = !variable.isEmpty() && !Character.isDigit(variable.charAt(0));
        for (int i = 0; i < variable.length(); i++) {
            char c = variable.charAt(i);
            named &= c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
        }
        if (!named) {
            throw new GoDockerException(
                    "Cannot set the variable '" + variable + "' of <goEnv>: that is no name of a variable.",
                    "Write it like <GOPRIVATE>example.com</GOPRIVATE>.");
        }
        if (variable.equals("GOOS") || variable.equals("GOARCH")) {
            throw new GoDockerException(
                    "Cannot set " + variable + " in <goEnv>: it would contradict the platform of the image.",
                    "Set <platforms> instead, like linux/arm64.");
        }
        if (variable.equals("GOFLAGS")) {
            for (String flag : value.split(" ")) {
                if (!flag.isEmpty()) {
                    checkFlag(flag, "GOFLAGS in <goEnv>");
                }
            }
        }
    }
}
