package io.github.godocker.check.test;

import java.util.List;

/**
 * Why a test failed, as a person wants to read it.
 *
 * @param type {@code assertion} for what a test itself found wrong; all else is an error in Surefire's sense:
 *     {@code panic}, {@code fatal}, {@code race}, {@code timeout}, {@code exit}, {@code build}, {@code setup},
 *     {@code vet}, {@code aborted}
 * @param message one line
 * @param location {@code file:line} with the file's path on this machine; empty if it is not known
 * @param lines the part of the output that tells it
 * @param brief the same without what is not the user's code in it, for the log
 */
record Failure(String type, String message, String location, List<String> lines, List<String> brief) {
    static final String ASSERTION = "assertion";

    Failure {
        lines = List.copyOf(lines);
        brief = List.copyOf(brief);
    }

    Failure(String type, String message, String location, List<String> lines) {
        this(type, message, location, lines, lines);
    }

    boolean isError() {
        return !type.equals(ASSERTION);
    }
}
