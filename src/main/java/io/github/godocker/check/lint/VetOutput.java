package io.github.godocker.check.lint;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.godocker.Json;
import io.github.godocker.builder.GoCommand;
import io.github.godocker.go.GoOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What {@code go vet -json} prints: an object for each package, on standard output since Go 1.26 and on standard error
 * before, between lines {@code # package}, and what does not compile as lines of the compiler.
 */
final class VetOutput {
    private static final String HELP = "https://pkg.go.dev/golang.org/x/tools/go/analysis/passes/";

    private VetOutput() {}

    static List<Finding> parse(GoCommand.Answer output, SourcePaths paths) throws NotRun {
        List<Finding> findings = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        for (List<String> lines : List.of(output.lines(), output.complaints())) {
            StringBuilder object = new StringBuilder();
            for (String line : lines) {
                if (object.length() > 0 || line.startsWith("{")) {
                    object.append(line).append('\n');
                    // Whatever is inside is indented.
                    if (line.equals("}") || line.equals("{}")) {
                        addDiagnostics(object.toString(), paths, findings);
                        object.setLength(0);
                    }
                } else {
                    rest.add(line);
                }
            }
            if (object.length() > 0) {
                throw new NotRun("its output ends in the middle");
            }
        }
        findings.addAll(complaints(Linter.VET, rest, paths));
        if (output.exit() != 0 && findings.isEmpty()) {
            throw NotRun.of(output);
        }
        return findings;
    }

    private static void addDiagnostics(String json, SourcePaths paths, List<Finding> findings) throws NotRun {
        Json packages;
        try {
            packages = Json.read(json);
        } catch (JsonProcessingException e) {
            throw new NotRun("its output is no JSON: " + e.getOriginalMessage());
        }
        for (Map.Entry<String, Json> analyzers : packages.entries().entrySet()) {
            for (Map.Entry<String, Json> diagnostics :
                    analyzers.getValue().entries().entrySet()) {
                String analyzer = diagnostics.getKey();
                if (!diagnostics.getValue().path("error").isMissing()) {
                    throw new NotRun(analyzer + " of " + analyzers.getKey() + ": "
                            + diagnostics.getValue().path("error").text());
                }
                for (Json each : diagnostics.getValue()) {
                    findings.add(Finding.plain(
                            Linter.VET,
                            analyzer,
                            Severity.ERROR,
                            Position.parse(each.path("posn").text(), paths),
                            each.path("message").text(),
                            HELP + analyzer));
                }
            }
        }
    }

    /** Lines of the compiler with their indented continuations; lines of another form are left out. */
    static List<Finding> complaints(Linter linter, List<String> lines, SourcePaths paths) throws NotRun {
        List<Finding> findings = new ArrayList<>();
        for (String line : lines) {
            if (GoOutput.isEnvironmentFailure(line)) {
                throw new NotRun(line.strip());
            }
            Position.Complaint complaint = Position.Complaint.parse(line, paths);
            if (complaint != null) {
                findings.add(Finding.plain(
                        linter, Finding.COMPILE, Severity.ERROR, complaint.position(), complaint.message(), ""));
            } else if (line.startsWith("\t") && !findings.isEmpty()) {
                Finding last = findings.remove(findings.size() - 1);
                findings.add(Finding.plain(
                        linter,
                        Finding.COMPILE,
                        Severity.ERROR,
                        new Position(last.file(), last.line(), last.column()),
                        last.message() + " " + line.strip(),
                        ""));
            }
        }
        return findings;
    }
}
