package io.github.godocker.check.lint;

import static io.github.godocker.KnownFailure.said;

import io.github.godocker.GoDockerException;
import io.github.godocker.KnownFailure;
import io.github.godocker.builder.GoCommand;
import io.github.godocker.builder.GoTool;
import io.github.godocker.go.GoOutput;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A linter that go builds, at one version. */
final class LintTool {
    private static final KnownFailure NEEDS_GO = new KnownFailure(
            "the linter needs a newer go",
            said("go 1.26.8", Pattern.compile("requires go >= ?(\\d+(?:\\.\\d+)*\\S*) ")));

    private static final KnownFailure OFFLINE =
            new KnownFailure("the linter is not in the cache", said("go 1.26.8", "disabled by GOPROXY=off"));
    private static final KnownFailure NO_SUCH_VERSION = new KnownFailure(
            "there is no such version of the linter",
            said(
                    "go 1.26.8",
                    "unknown revision",
                    "invalid version",
                    "invalid pseudo-version",
                    "no matching versions",
                    "404 Not Found",
                    "410 Gone"),
            said("go, unseen", "module version is not available"));

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
    String path(GoCommand go) throws NotRun {
        try {
            return go.path(new GoTool(linter.title(), linter.commandPath(), version));
        } catch (GoTool.NotBuilt e) {
            throw failure(e.lines(), e.exit());
        }
    }

    private GoDockerException failure(List<String> lines, int exit) throws NotRun {
        String all = String.join(" ", lines);
        String what = linter.title() + " " + version;
        String words = lines.isEmpty() ? "exit code " + exit : shortened(lines.get(0));
        Optional<MatchResult> needed = NEEDS_GO.match(all + " ");
        if (needed.isPresent()) {
            String go = needed.get().group(1).replaceFirst("\\.0$", "");
            return new GoDockerException(
                    "Cannot build " + what + ": " + words + ".",
                    "Set <goVersion>" + go + "</goVersion> (or a <builderImage> with it), or <"
                            + linter.versionParameter() + "> to an older version: " + linter.versionsPage()
                            + " lists them.");
        }
        if (OFFLINE.isIn(all)) {
            throw new NotRun(words);
        }
        if (NO_SUCH_VERSION.isIn(all)) {
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
