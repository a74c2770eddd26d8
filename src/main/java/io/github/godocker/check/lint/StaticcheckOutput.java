package io.github.godocker.check.lint;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.godocker.Json;
import io.github.godocker.builder.GoCommand;
import io.github.godocker.go.GoOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What {@code staticcheck -f json} prints: an object a line. */
final class StaticcheckOutput {

    /**
     * By the beginnings of checks, as https://staticcheck.dev/docs/checks groups them: what is wrong, and not what does
     * nothing (SA4) or is slow (SA6). What is deprecated still works; staticcheck itself gives it a severity of its own.
     */
    private static final Map<String, Severity> SEVERITIES = Map.of(
            "SA", Severity.ERROR,
            "SA1019", Severity.WARNING,
            "SA4", Severity.WARNING,
            "SA6", Severity.WARNING);

    private StaticcheckOutput() {}

    /** How much a finding of a check like {@code SA1019} weighs: the longest beginning that is known decides. */
    static Severity severity(String check) {
        for (int length = check.length(); length > 0; length--) {
            Severity severity = SEVERITIES.get(check.substring(0, length));
            if (severity != null) {
                return severity;
            }
        }
        return Severity.WARNING;
    }

    static List<Finding> parse(GoCommand.Answer output, SourcePaths paths) throws NotRun {
        List<Finding> findings = new ArrayList<>();
        for (String line : output.lines()) {
            if (line.isBlank()) {
                continue;
            }
            Json problem;
            try {
                problem = Json.read(line);
            } catch (JsonProcessingException e) {
                throw new NotRun(line.strip());
            }
            String code = problem.path("code").text();
            String message = problem.path("message").text();
            Json location = problem.path("location");
            String file = location.path("file").text();
            if (code.equals("compile")) {
                addCompileErrors(file, location, message, paths, findings);
            } else {
                findings.add(Finding.plain(
                        Linter.STATICCHECK,
                        code,
                        severity(code),
                        new Position(
                                paths.relative(file),
                                location.path("line").integer(),
                                location.path("column").integer()),
                        message,
                        "https://staticcheck.dev/docs/checks#" + code));
            }
        }
        if (output.exit() != 0 && findings.isEmpty()) {
            throw NotRun.of(output);
        }
        return findings;
    }

    /** Those of a package come as one, with the compiler's lines as the message. */
    private static void addCompileErrors(
            String file, Json location, String message, SourcePaths paths, List<Finding> findings) throws NotRun {
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
                            location.path("line").integer(),
                            location.path("column").integer()),
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
