package io.github.godocker.check.lint;

import io.github.godocker.builder.GoCommand;
import java.util.List;

/** A linter did not do its work, for a reason that is no fault of the code; the words are the tool's. */
final class NotRun extends Exception {
    private static final long serialVersionUID = 1L;

    NotRun(String words) {
        super(words, null, false, false);
    }

    static NotRun of(GoCommand.Answer answer) {
        return new NotRun(words(answer));
    }

    /** The first words in which a linter says why it gave up. */
    static String words(GoCommand.Answer answer) {
        for (List<String> lines : List.of(answer.complaints(), answer.lines())) {
            for (String line : lines) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    return withContinuation(lines, line);
                }
            }
        }
        return "exit code " + answer.exit();
    }

    /** go tells which module requires what on lines of their own, and what is wrong on the last of them. */
    private static String withContinuation(List<String> lines, String first) {
        StringBuilder words = new StringBuilder(first.strip());
        for (String line : lines.subList(lines.indexOf(first) + 1, lines.size())) {
            if (!line.startsWith("\t") && !words.toString().endsWith(" requires")) {
                break;
            }
            words.append(' ').append(line.strip());
        }
        return words.toString();
    }

    String words() {
        return String.valueOf(getMessage());
    }
}
