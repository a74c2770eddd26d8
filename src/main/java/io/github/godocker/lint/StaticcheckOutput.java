package io.github.godocker.lint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.godocker.go.GoOutput;
import java.util.ArrayList;
import java.util.List;

/** What {@code staticcheck -f json} prints: an object a line. */
final class StaticcheckOutput {
    private static final ObjectMapper JSON = new ObjectMapper();

    private StaticcheckOutput() {}

    static List<Finding> parse(Output output, SourcePaths paths) throws NotRun {
        List<Finding> findings = new ArrayList<>();
        for (String line : output.out()) {
            if (line.isBlank()) {
                continue;
            }
            JsonNode problem;
            try {
                problem = JSON.readTree(line);
            } catch (JsonProcessingException e) {
                throw new NotRun(line.strip());
            }
            String code = problem.path("code").asText();
            String message = problem.path("message").asText();
            JsonNode location = problem.path("location");
            String file = location.path("file").asText();
            if (code.equals("compile")) {
                addCompileErrors(file, location, message, paths, findings);
            } else {
                findings.add(Finding.plain(
                        Linter.STATICCHECK,
                        code,
                        code.startsWith("SA") ? Severity.ERROR : Severity.WARNING,
                        new Position(
                                paths.relative(file),
                                location.path("line").asInt(),
                                location.path("column").asInt()),
                        message,
                        "https://staticcheck.dev/docs/checks#" + code));
            }
        }
        if (output.exit() != 0 && findings.isEmpty()) {
            throw new NotRun(output.reason());
        }
        return findings;
    }

    /** Those of a package come as one, with the compiler's lines as the message. */
    private static void addCompileErrors(
            String file, JsonNode location, String message, SourcePaths paths, List<Finding> findings) throws NotRun {
        if (!file.isEmpty()) {
            if (GoOutput.isEnvironmentFailure(message)) {
                throw new NotRun(message.replaceAll("\\s+", " "));
            }
            findings.add(Finding.plain(
                    Linter.STATICCHECK,
                    Finding.COMPILE,
                    Severity.ERROR,
                    new Position(
                            paths.relative(file),
                            location.path("line").asInt(),
                            location.path("column").asInt()),
                    message.replaceAll("\\s+", " "),
                    ""));
            return;
        }
        List<Finding> complaints =
                VetOutput.complaints(Linter.STATICCHECK, message.lines().toList(), paths);
        if (complaints.isEmpty()) {
            throw new NotRun(message.strip());
        }
        findings.addAll(complaints);
    }
}
