package io.github.godocker.check.test;

import io.github.godocker.check.test.FailedTest.Attempt;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why there is no test binary of a package.
 *
 * @param type {@code build} for what does not compile, {@code setup} for what go cannot load, {@code vet} for what
 *     compiles and {@code go vet} refuses
 * @param lines what go said, with paths of this machine
 */
record BuildFailure(String type, List<String> lines) {
    static final String VET = "vet";

    private static final Pattern POSITIONED = Pattern.compile("(\\S.*?\\.\\w+:\\d+)(:\\d+)?: .*");

    BuildFailure {
        lines = List.copyOf(lines);
    }

    /** @param directory the module's, which is left out of the message */
    FailedTest failedTest(String directory) {
        String line = lines.stream()
                .filter(one -> !one.startsWith("#") && !one.isBlank())
                // An import cycle is told after the way that leads into it.
                .min(Comparator.comparing(one -> !one.contains(": ")))
                .orElse("does not compile")
                .strip();
        Matcher positioned = POSITIONED.matcher(line);
        Failure failure = new Failure(
                type,
                Diagnosis.shortened(line.replace(directory, "")),
                positioned.matches() ? positioned.group(1) : "",
                lines);
        return new FailedTest("[" + type + " failed]", List.of(new Attempt(failure, 0, List.of())));
    }
}
