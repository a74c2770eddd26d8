package io.github.godocker.check.lint;

import io.github.godocker.GoDockerException;
import java.util.Locale;

/** How much a finding weighs, the least first. */
public enum Severity {
    /** Good to know: a vulnerability in code that is not called. */
    NOTE,
    /** Style, or code that does nothing. */
    WARNING,
    /** The code is wrong, or will not be built by others. */
    ERROR;

    /** SARIF's word for it, which is the one of {@code <failOn>}, too. */
    public String level() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** From which severity on findings count against the limit. */
    public record Threshold(String name) {
        public Threshold {
            name = name.strip().toLowerCase(Locale.ROOT);
            if (!name.equals("none") && !name.equals("error") && !name.equals("warning") && !name.equals("note")) {
                throw new GoDockerException(
                        "Cannot use <failOn>" + name + ": there is no such severity.",
                        "Set it to error, warning, note or none.");
            }
        }

        public boolean counts(Severity severity) {
            return !name.equals("none") && severity.compareTo(Severity.valueOf(name.toUpperCase(Locale.ROOT))) >= 0;
        }
    }
}
