package io.github.godocker.check.lint;

import io.github.godocker.builder.GoCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code gofmt -d} prints: a diff of each file that it would write otherwise, and syntax errors. */
final class GofmtOutput {
    private static final Pattern HUNK = Pattern.compile("@@ -(\\d+)(?:,\\d+)? \\+\\d+(?:,\\d+)? @@.*");

    private GofmtOutput() {}

    static List<Finding> parse(GoCommand.Answer output, SourcePaths paths) throws NotRun {
        List<Finding> findings = new ArrayList<>();
        String file = "";
        int line = -1;
        for (String text : output.lines()) {
            Matcher hunk = HUNK.matcher(text);
            if (text.startsWith("+++ ")) {
                file = paths.relative(text.substring("+++ ".length()).split("\t", 2)[0]);
                line = -1;
            } else if (!file.isEmpty() && hunk.matches()) {
                line = Integer.parseInt(hunk.group(1));
            } else if (!file.isEmpty() && line >= 0) {
                if (text.startsWith("-") || text.startsWith("+")) {
                    findings.add(Finding.plain(
                            Linter.GOFMT,
                            "gofmt",
                            Severity.WARNING,
                            new Position(file, Math.max(1, line), 0),
                            "not formatted as gofmt does it; it would "
                                    + (text.startsWith("-") ? "change " : "insert ")
                                    + quoted(text.substring(1))
                                    + " (run gofmt -w)",
                            ""));
                    file = "";
                }
                line++;
            }
        }
        findings.addAll(VetOutput.complaints(Linter.GOFMT, output.complaints(), paths));
        if (output.exit() != 0 && findings.isEmpty()) {
            throw NotRun.of(output);
        }
        return findings;
    }

    private static String quoted(String line) {
        String text = line.strip();
        if (text.isEmpty()) {
            return "an empty line";
        }
        return "`" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "`";
    }
}
