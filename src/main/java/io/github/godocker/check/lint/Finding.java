package io.github.godocker.check.lint;

import org.jspecify.annotations.Nullable;

/**
 * One thing that a linter objects to.
 *
 * @param rule the linter's own name for what is wrong: an analyzer, a check, a vulnerability
 * @param file relative to the module's directory, with slashes; empty if it is about no file
 * @param line from 1; 0 if it is about the whole file
 * @param column from 1; 0 if it is about the whole line
 * @param help a page about the rule; may be empty
 */
public record Finding(
        Linter linter,
        String rule,
        Severity severity,
        String file,
        int line,
        int column,
        String message,
        String help,
        @Nullable Vulnerability vulnerability) {
    /** The rule of every linter for code that does not compile. */
    static final String COMPILE = "compile";

    static Finding plain(
            Linter linter, String rule, Severity severity, Position position, String message, String help) {
        return new Finding(
                linter,
                rule,
                severity,
                position.file(),
                position.line(),
                position.column(),
                message.strip(),
                help,
                null);
    }

    boolean isCompileError() {
        return rule.equals(COMPILE);
    }

    /** {@code store/store.go:3:5}, with what is known of it. */
    public String position(String path) {
        return path + (line == 0 ? "" : ":" + line + (column == 0 ? "" : ":" + column));
    }
}
