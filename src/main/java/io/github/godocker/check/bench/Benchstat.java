package io.github.godocker.check.bench;

import static io.github.godocker.KnownFailure.said;

import io.github.godocker.GoDockerException;
import io.github.godocker.KnownFailure;
import io.github.godocker.builder.GoCommand;
import io.github.godocker.builder.GoTool;
import io.github.godocker.go.GoOutput;
import io.github.godocker.go.GoVersion;
import io.github.godocker.log.BenchLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Go's own program that compares benchmarks, built by go and run in the builder.
 *
 * @param version of golang.org/x/perf; empty for the newest that is known to run with the builder's Go
 */
public record Benchstat(String version) {
    private static final String PROGRAM = "golang.org/x/perf/cmd/benchstat";
    private static final String CURRENT = "v0.0.0-20260908200009-22c9c6c9d4da";
    private static final GoVersion NEEDED = GoVersion.parse("1.26");
    /** The last one we know that Go 1.23 compiles. */
    private static final String OLDER = "v0.0.0-20250305200902-02a15fd477ba";

    private static final KnownFailure NEEDS_GO =
            new KnownFailure("benchstat needs a newer go", said("go 1.26.8", "requires go >="));

    /** @throws GoDockerException when that is no version of a module */
    public Benchstat {
        version = version.strip();
        if (!version.matches("|v[0-9]+\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z.-]+)?")) {
            throw new GoDockerException(
                    "Cannot use <benchstatVersion>" + version + ": that is no version of a Go module.",
                    "Leave it out for the one that is known to work, or write it like " + CURRENT + ".");
        }
    }

    String versionFor(GoVersion go) {
        return !version.isEmpty() ? version : go.compareTo(NEEDED) < 0 ? OLDER : CURRENT;
    }

    /**
     * Runs it.
     *
     * @param format {@code text} or {@code csv}
     * @param columns files with results by the name of their column
     * @return what it printed
     */
    List<String> run(GoCommand go, String format, Map<String, Path> columns, BenchLog log) {
        String used = versionFor(go.version());
        String program = PROGRAM + "@" + used;
        String path;
        try {
            path = go.path(new GoTool("benchstat", PROGRAM, used));
        } catch (GoTool.NotBuilt e) {
            throw failure(program, e.lines(), e.exit());
        }
        List<String> command = new ArrayList<>(List.of(path, "-format", format));
        columns.forEach((name, file) -> command.add(name + "=" + go.builder().path(file)));
        GoCommand.Answer answer = go.ask(command);
        answer.complaints().forEach(log::detail);
        if (answer.exit() != 0) {
            throw failure(program, answer.complaints(), answer.exit());
        }
        return answer.lines();
    }

    private static GoDockerException failure(String program, List<String> complaints, int exit) {
        String words = complaints.isEmpty() ? "exit code " + exit : String.join(" ", complaints);
        for (String line : complaints) {
            if (NEEDS_GO.isIn(line)) {
                return new GoDockerException(
                        "Cannot run " + program + ": " + words + ".",
                        "Leave <benchstatVersion> out, or set one that Go " + "of this builder compiles.");
            }
            var advice = GoOutput.advice(line);
            if (advice.isPresent()) {
                return new GoDockerException("Cannot run " + program + ": " + words + ".", advice.get());
            }
        }
        return new GoDockerException(
                "Cannot run " + program + ": " + words + ".",
                "Check <benchstatVersion> and that the builder reaches the module proxy.");
    }
}
