package io.github.godocker.check.bench;

import io.github.godocker.GoDockerException;
import io.github.godocker.go.GoVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which benchmarks to run, and how.
 *
 * @param packages patterns as go has them, {@code ./...}
 * @param pattern a regular expression, as {@code -bench} takes it
 * @param count how often each benchmark runs; benchstat wants six or more
 * @param time how long each runs, {@code 2s}, or how often, {@code 100x}; empty for go's own second
 * @param cpu values of GOMAXPROCS, {@code 1,2,4}; empty for the number of CPUs
 * @param cgo whether C code is compiled
 * @param goEnv environment for go and the benchmarks
 */
public record BenchSpec(
        List<String> packages,
        String pattern,
        int count,
        String time,
        String cpu,
        List<String> buildTags,
        boolean cgo,
        Map<String, String> goEnv) {

    /** @throws GoDockerException for values that go would not take */
    public BenchSpec {
        packages = List.copyOf(packages);
        buildTags = List.copyOf(buildTags);
        goEnv = Map.copyOf(goEnv);
        pattern = pattern.strip();
        time = time.strip();
        cpu = cpu.replace(" ", "");
        if (count < 1) {
            throw new GoDockerException(
                    "Cannot run benchmarks <benchCount>" + count + " times.",
                    "Set it to 1 or more; 6 are what a comparison needs.");
        }
        if (!time.matches("|[1-9][0-9]{0,9}x|([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+")) {
            throw new GoDockerException(
                    "Cannot run benchmarks for <benchTime>" + time + ": that is no duration of Go.",
                    "Write it like 2s or 500ms, or like 100x for a number of iterations.");
        }
        if (!cpu.matches("|[1-9][0-9]{0,4}(,[1-9][0-9]{0,4})*")) {
            throw new GoDockerException(
                    "Cannot run benchmarks with <benchCpu>" + cpu + ": those are no numbers of CPUs.",
                    "Write it like 4, or like 1,2,4.");
        }
        for (String each : packages) {
            if (each.startsWith("-")) {
                throw new GoDockerException(
                        "Cannot benchmark the package '" + each + "' of <benchPackages>: it is a flag.",
                        "Name packages there, like ./internal/...");
            }
        }
    }

    /**
     * No test runs beside them, and go's limit of ten minutes is one for tests.
     *
     * @param go what the builder has; some flags are younger than others
     */
    List<String> command(GoVersion go) {
        List<String> words = new ArrayList<>(List.of("go", "test", "-run=^$", "-timeout=0", "-benchmem"));
        if (go.compareTo(GoVersion.parse("1.21")) >= 0) {
            words.add("-fullpath"); // in messages, so that an IDE can open them
        }
        words.add("-bench=" + pattern);
        words.add("-count=" + count);
        if (!time.isEmpty()) {
            words.add("-benchtime=" + time);
        }
        if (!cpu.isEmpty()) {
            words.add("-cpu=" + cpu);
        }
        words.addAll(listFlags());
        words.addAll(packages);
        return words;
    }

    /** The flags that decide which files are read. */
    List<String> listFlags() {
        return buildTags.isEmpty() ? List.of() : List.of("-tags=" + String.join(",", buildTags));
    }

    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("CGO_ENABLED", cgo ? "1" : "0");
        environment.putAll(goEnv);
        return environment;
    }
}
