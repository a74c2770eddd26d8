package io.github.godocker.log;

import io.github.godocker.Printable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.List;

/** A table that is looked at again and again: at a terminal each look takes the place of the one before. */
public final class LiveTable {
    private static final String UP = "\u001b[%dF";
    private static final String CLEAR_BELOW = "\u001b[J";
    /** A row that went on in the next line would be one more to go up. */
    private static final String CUT_LONG_ROWS = "\u001b[?7l";

    private static final String BREAK_LONG_ROWS = "\u001b[?7h";

    private final Console console;
    private final boolean terminal;
    private int shown;

    /** @param terminal whether the console is one */
    public LiveTable(Console console, boolean terminal) {
        this.console = console;
        this.terminal = terminal;
    }

    public void show(List<String> rows) {
        if (!terminal) {
            rows.forEach(console::print);
            return;
        }
        StringBuilder frame = new StringBuilder(shown == 0 ? "" : String.format(UP, shown) + CLEAR_BELOW);
        frame.append(CUT_LONG_ROWS);
        rows.forEach(row -> frame.append(Printable.text(row)).append('\n'));
        frame.append(BREAK_LONG_ROWS);
        try {
            // Whole, so that nobody's Ctrl-C leaves half of it.
            OutputStream out = console.output();
            out.write(frame.toString().getBytes(Charset.defaultCharset()));
            out.flush();
        } catch (IOException e) {
            // Whoever has closed the terminal does not look any more.
        }
        shown = rows.size();
    }

    /** Lets what was shown stand, as other lines follow it. */
    public void leave() {
        shown = 0;
    }
}
