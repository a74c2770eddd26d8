package io.github.godocker.check.lint;

import static io.github.godocker.KnownFailure.said;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.godocker.Json;
import io.github.godocker.KnownFailure;
import io.github.godocker.builder.GoCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The JSON of golangci-lint 2: one line among what else the user's configuration lets it print. */
final class GolangciLintOutput {

    /** Its own staticcheck writes the check before what it says. */
    private static final Pattern STATICCHECK = Pattern.compile("((?:SA|ST|S|QF)\\d{4}): ");

    private static final KnownFailure NOT_RUN = new KnownFailure(
            "golangci-lint cannot run", said("golangci-lint v2.15.0", Pattern.compile("level=error|^Error")));

    private GolangciLintOutput() {}

    static List<Finding> parse(GoCommand.Answer output, SourcePaths paths) throws NotRun {
        String report = output.lines().stream()
                .filter(line -> line.startsWith("{\"Issues\":"))
                .findFirst()
                .orElse("");
        if (report.isEmpty() || output.exit() != 0) {
            throw new NotRun(output.complaints().stream()
                    .filter(line -> NOT_RUN.isIn(line))
                    .findFirst()
                    .orElse(NotRun.words(output)));
        }
        List<Finding> findings = new ArrayList<>();
        try {
            for (Json issue : Json.read(report).path("Issues")) {
                String linter = issue.path("FromLinter").text();
                Json position = issue.path("Pos");
                boolean compile = linter.equals("typecheck");
                if (compile) {
                    // Those of a package come as one, with the compiler's lines as the text.
                    List<Finding> lines = VetOutput.complaints(
                            Linter.GOLANGCI_LINT,
                            issue.path("Text").text().lines().toList(),
                            paths);
                    if (!lines.isEmpty()) {
                        findings.addAll(lines);
                        continue;
                    }
                }
                findings.add(Finding.plain(
                        Linter.GOLANGCI_LINT,
                        compile ? Finding.COMPILE : linter,
                        compile
                                ? Severity.ERROR
                                : severity(
                                        issue.path("Severity").text(),
                                        issue.path("Text").text()),
                        new Position(
                                paths.relative(position.path("Filename").text()),
                                position.path("Line").integer(),
                                position.path("Column").integer()),
                        issue.path("Text").text(),
                        compile ? "" : "https://golangci-lint.run/docs/linters/configuration/#" + linter));
            }
        } catch (JsonProcessingException e) {
            throw new NotRun("its output is no JSON: " + e.getOriginalMessage());
        }
        return findings;
    }

    /** The user's configuration may give severities of any name, and gives none by default. */
    private static Severity severity(String name, String text) {
        Matcher check = STATICCHECK.matcher(text);
        if (name.isEmpty() && check.lookingAt()) {
            return StaticcheckOutput.severity(check.group(1));
        }
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "error", "high", "critical", "blocker", "major" -> Severity.ERROR;
            case "info", "note", "low" -> Severity.NOTE;
            default -> Severity.WARNING;
        };
    }
}
