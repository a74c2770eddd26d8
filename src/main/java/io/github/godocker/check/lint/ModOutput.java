package io.github.godocker.check.lint;

import static io.github.godocker.KnownFailure.said;

import io.github.godocker.KnownFailure;
import io.github.godocker.builder.GoCommand;
import io.github.godocker.go.GoOutput;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code go mod tidy -diff} and {@code go mod verify} print. */
final class ModOutput {
    private static final Pattern HUNK = Pattern.compile("@@ -(\\d+)(?:,\\d+)? \\+\\d+(?:,\\d+)? @@.*");
    private static final String GO_MOD = "go.mod";

    private static final KnownFailure MODIFIED = new KnownFailure(
            "a module of the cache is not what its checksum says",
            said("go 1.26.8", " has been modified", "missing ziphash"));

    private ModOutput() {}

    /** A finding for each line of go.mod that would come or go, and one for all of go.sum. */
    static List<Finding> tidy(GoCommand.Answer output) throws NotRun {
        List<Finding> findings = new ArrayList<>();
        String file = "";
        int line = 0;
        int added = 0;
        int removed = 0;
        List<Line> gone = new ArrayList<>();
        List<Line> come = new ArrayList<>();
        for (String text : output.lines()) {
            Matcher hunk = HUNK.matcher(text);
            if (text.startsWith("+++ ")) {
                file = text.substring(text.lastIndexOf('/') + 1).strip();
            } else if (text.startsWith("diff ") || text.startsWith("--- ") || file.isEmpty()) {
                continue;
            } else if (hunk.matches()) {
                line = Integer.parseInt(hunk.group(1));
            } else if (file.equals(GO_MOD)) {
                if (text.startsWith("-")) {
                    gone.add(new Line(line, directive(text)));
                } else if (text.startsWith("+")) {
                    come.add(new Line(line, directive(text)));
                }
                line += text.startsWith("+") ? 0 : 1;
            } else {
                added += text.startsWith("+") ? 1 : 0;
                removed += text.startsWith("-") ? 1 : 0;
            }
        }
        for (Line each : gone) {
            if (!each.text().isEmpty() && !holds(come, each.text())) {
                findings.add(tidy(GO_MOD, each.number(), "would remove `" + each.text() + "`"));
            }
        }
        for (Line each : come) {
            if (!each.text().isEmpty() && !holds(gone, each.text())) {
                findings.add(tidy(GO_MOD, Math.max(1, each.number()), "would add `" + each.text() + "`"));
            }
        }
        if (findings.isEmpty() && !gone.isEmpty()) {
            findings.add(tidy(GO_MOD, gone.get(0).number(), "would order its lines otherwise"));
        }
        if (added + removed > 0) {
            findings.add(tidy("go.sum", 0, "would add " + added + " and remove " + removed + " lines"));
        }
        if (output.exit() != 0 && findings.isEmpty()) {
            throw NotRun.of(output);
        }
        return findings;
    }

    private record Line(int number, String text) {}

    private static boolean holds(List<Line> lines, String text) {
        return lines.stream().anyMatch(line -> line.text().equals(text));
    }

    /** A line without what only groups it: {@code require (} and {@code require x v1} say the same as a bare x v1. */
    private static String directive(String diff) {
        String text = diff.substring(1).strip();
        if (text.equals(")") || text.endsWith("(")) {
            return "";
        }
        return text.startsWith("require ") ? text.substring("require ".length()).strip() : text;
    }

    private static Finding tidy(String file, int line, String what) {
        return Finding.plain(
                Linter.MOD_TIDY,
                "mod-tidy",
                Severity.ERROR,
                new Position(file, line, 0),
                "go mod tidy " + what,
                Linter.MOD_TIDY.page());
    }

    /** A finding for each module of the cache that is not what its checksum says. */
    static List<Finding> verify(GoCommand.Answer output, ModFileLines goMod) throws NotRun {
        List<Finding> findings = new ArrayList<>();
        Set<String> lines = new LinkedHashSet<>(output.lines());
        lines.addAll(output.complaints());
        for (String line : lines) {
            if (line.equals("all modules verified") || line.isBlank()) {
                continue;
            }
            String[] words = line.split("[ :]", 3);
            boolean modified = MODIFIED.isIn(line);
            if (!modified || words.length < 3 || GoOutput.isEnvironmentFailure(line)) {
                throw NotRun.of(output);
            }
            findings.add(Finding.plain(
                    Linter.MOD_VERIFY,
                    "mod-verify",
                    Severity.ERROR,
                    new Position(GO_MOD, goMod.lineOf(words[0]), 0),
                    line,
                    Linter.MOD_VERIFY.page()));
        }
        if (output.exit() != 0 && findings.isEmpty()) {
            throw NotRun.of(output);
        }
        return findings;
    }
}
