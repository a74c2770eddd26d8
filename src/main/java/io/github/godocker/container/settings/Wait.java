package io.github.godocker.container.settings;

/**
 * One entry of {@code waitFor}; the name of its element says of which kind it is. Maven makes this class itself of an
 * element that is of no kind.
 */
public class Wait {
    /** Seconds, at least 1. */
    public int timeout = 60;

    private String text = "";

    /** For an element that holds nothing but a text. */
    public void set(String written) {
        text = written.strip();
    }

    /** What {@link #set} was told; empty for an element that holds others. */
    public final String text() {
        return text;
    }

    final int number() {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 0; // The rules tell that it is none, together with all else.
        }
    }
}
