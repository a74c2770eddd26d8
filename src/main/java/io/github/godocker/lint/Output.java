package io.github.godocker.lint;

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
                    return line.strip();
                }
            }
        }
        return "exit code " + exit;
    }
}
