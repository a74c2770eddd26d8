package io.github.godocker.check.lint;

/** A linter did not do its work, for a reason that is no fault of the code; the words are the tool's. */
final class NotRun extends Exception {
    private static final long serialVersionUID = 1L;

    NotRun(String words) {
        super(words, null, false, false);
    }

    String words() {
        return String.valueOf(getMessage());
    }
}
