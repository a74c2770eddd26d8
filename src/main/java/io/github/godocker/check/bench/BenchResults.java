package io.github.godocker.check.bench;

import io.github.godocker.GoDockerException;
import io.github.godocker.handover.OwnTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Results in Go's benchmark format: lines of configuration, {@code pkg: example.com/app}, and of results,
 * {@code BenchmarkX-8 100 12 ns/op}. Times of whole packages and other output are left out, so that a baseline under
 * version control changes only where a result does.
 */
record BenchResults(List<String> lines) {
    private static final Pattern RESULT = Pattern.compile("Benchmark\\S*\\s+\\d+\\s+\\S+\\s+\\S+.*");
    private static final Pattern CONFIGURATION = Pattern.compile("[a-z][^A-Z\\s:]*:\\s.*");

    BenchResults {
        lines = List.copyOf(lines);
    }

    static boolean isResult(String line) {
        return RESULT.matcher(line).matches();
    }

    static boolean isConfiguration(String line) {
        return CONFIGURATION.matcher(line).matches() && !line.startsWith("go: ");
    }

    static BenchResults of(List<String> output) {
        List<String> lines = new ArrayList<>();
        for (String line : output) {
            if (isResult(line) || isConfiguration(line)) {
                lines.add(line.stripTrailing());
            }
        }
        return new BenchResults(lines);
    }

    /** @throws GoDockerException when there is no result in it */
    static BenchResults readBaseline(Path file) {
        BenchResults results;
        try {
            results = of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        } catch (IOException e) {
            throw new GoDockerException(
                    "Cannot read the baseline " + file + ": " + GoDockerException.words(e) + ".",
                    "Make it a readable file, or name another one in <benchBaseline>.",
                    e);
        }
        if (results.isEmpty()) {
            throw new GoDockerException(
                    "Cannot compare with the baseline " + file + ": there is no result of a benchmark in it.",
                    "Store a new one by -Dgo-docker.bench.saveBaseline=true.");
        }
        return results;
    }

    boolean isEmpty() {
        return lines.stream().noneMatch(BenchResults::isResult);
    }

    /** What a line of configuration says, {@code cpu}; empty if there is none. */
    String configuration(String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key + ": "))
                .map(line -> line.substring(key.length() + 2).strip())
                .findFirst()
                .orElse("");
    }

    void write(OwnTree tree, Path file) {
        try {
            tree.write(file, String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw GoDockerException.unwritable(
                    file.toString(), file, e, "Make its directory writable; files of another user may be in the way.");
        }
    }
}
