package io.github.godocker.check.lint;

import java.util.List;

/**
 * What a linter printed until its end.
 *
 * @param out the lines of its standard output
 * @param errors the lines of its standard error
 */
record Output(int exit, List<String> out, List<String> errors) {
    Output {
        out = List.copyOf(out);
        errors = List.copyOf(errors);
    }

    /** The first words in which it says why it gave up. */
    String reason() {
        for (List<String> lines : List.of(errors, out)) {
            for (String line : lines) {
                if (!line.isBlank() && !line.startsWith("#") && !line.startsWith("go: downloading ")) {
                    return withContinuation(lines, line);
                }
            }
        }
        return "exit code " + exit;
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
}
