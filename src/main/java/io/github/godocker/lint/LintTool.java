package io.github.godocker.lint;

import io.github.godocker.GoDockerException;
import io.github.godocker.builder.Builder;
import io.github.godocker.docker.Container;
import io.github.godocker.go.GoOutput;
import io.github.godocker.log.BuildLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A linter at one version, built by go once and kept beside the build cache. {@code go run tool@version} would need no
 * directory of ours, but it costs 0.5 s each time (measured: staticcheck 0.58 s against 0.08 s), turns every exit code
 * into 1, and gives the user's GOFLAGS to the tool's own build, which {@code -mod=vendor} there breaks.
 */
final class LintTool {
    private static final Pattern NEEDS_GO = Pattern.compile("requires go >= ?(\\d+(?:\\.\\d+)*\\S*) ");
    private static final Pattern NO_SUCH_VERSION =
            Pattern.compile("unknown revision|invalid version|invalid pseudo-version|no matching versions|"
                    + "404 Not Found|410 Gone|module version is not available");

    /**
     * Prints where the tool is, and says {@code building} before it builds it. What lies there is moved there whole:
     * other builders use the same cache. {@code $1} name, {@code $2} package, {@code $3} version, {@code $4} cache.
     */
    private static final String SCRIPT = """
            set -e
            go=$(go env GOVERSION)
            # A toolchain that go fetched for the module builds the tool, too: else it could not read the module.
            [ "$(go env GOTOOLCHAIN)" = local ] || export GOTOOLCHAIN="${go%% *}"
            directory="$4/go-docker-tools/$(echo "$go" | tr ' /' '__')/$1@$3"
            if [ ! -x "$directory/$1" ]; then
              echo building
              unset GOOS GOARCH GOEXPERIMENT
              export GOFLAGS= GOWORK=off CGO_ENABLED=0
              mkdir -p "$directory"
              export GOBIN=$(mktemp -d "$directory/new.XXXXXX")
              trap 'rm -rf "$GOBIN"' EXIT
              cd "$GOBIN"
              go install -trimpath "$2@$3"
              mv -f "$1" "$directory/$1"
            fi
            echo "at $directory/$1"
            """;

    private final Linter linter;
    private final String version;

    LintTool(Linter linter, String version) {
        this.linter = linter;
        this.version = version;
    }

    String version() {
        return version;
    }

    /** Where the executable is in the builder; it is built now if it is not there. */
    String path(Builder builder, Map<String, String> environment, Path directory, BuildLog log) throws NotRun {
        long start = System.nanoTime();
        List<String> lines = new ArrayList<>();
        String[] path = new String[1];
        boolean[] built = new boolean[1];
        int exit = builder.run(
                List.of(
                        "sh",
                        "-c",
                        SCRIPT,
                        "go-docker",
                        linter.title(),
                        linter.commandPath(),
                        version,
                        Builder.BUILD_CACHE),
                environment,
                directory,
                (stream, line) -> {
                    if (stream == Container.Stream.STDOUT && line.startsWith("at ")) {
                        path[0] = line.substring("at ".length());
                    } else if (line.equals("building")) {
                        built[0] = true;
                        log.buildingTool(linter.title(), version);
                    } else if (line.startsWith("go: downloading ")) {
                        log.detail("  " + line);
                    } else {
                        synchronized (lines) {
                            lines.add(line.strip());
                        }
                    }
                });
        if (exit != 0 || path[0] == null) {
            throw failure(lines, exit);
        }
        if (built[0]) {
            log.builtTool(linter.title(), version, Duration.ofNanos(System.nanoTime() - start));
        }
        return path[0];
    }

    private GoDockerException failure(List<String> lines, int exit) throws NotRun {
        String all = String.join(" ", lines);
        String what = linter.title() + " " + version;
        String words = lines.isEmpty() ? "exit code " + exit : shortened(lines.get(0));
        Matcher needed = NEEDS_GO.matcher(all + " ");
        if (needed.find()) {
            String go = needed.group(1).replaceFirst("\\.0$", "");
            return new GoDockerException(
                    "Cannot build " + what + ": " + words + ".",
                    "Set <goVersion>" + go + "</goVersion> (or a <builderImage> with it), or <"
                            + linter.versionParameter() + "> to an older version: " + linter.versionsPage()
                            + " lists them.");
        }
        if (all.contains("disabled by GOPROXY=off")) {
            throw new NotRun(words);
        }
        if (NO_SUCH_VERSION.matcher(all).find()) {
            return new GoDockerException(
                    "Cannot get " + what + ": " + shortened(all) + ".",
                    "Set <" + linter.versionParameter() + "> to a version that exists: " + linter.versionsPage()
                            + " lists them.");
        }
        return new GoDockerException(
                "Cannot build " + what + ": " + words + ".",
                lines.stream()
                        .flatMap(line -> GoOutput.advice(line).stream())
                        .findFirst()
                        .orElse("Set <" + linter.versionParameter() + "> to another version, or leave " + linter.title()
                                + " out of <linters>."));
    }

    /** Go repeats the path of what it looks for at every step: {@code go: tool@v1: tool@v1: reading ...}. */
    private String shortened(String words) {
        String asked = linter.commandPath() + "@" + version + ": ";
        String shorter = words.replaceFirst("^go: ", "");
        while (shorter.startsWith(asked)) {
            shorter = shorter.substring(asked.length());
        }
        return shorter.replaceFirst("[.:]$", "");
    }
}
