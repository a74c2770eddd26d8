package io.github.godocker.docker;

import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The side of a program in a container that somebody talks to, byte by byte: what the program reads, and where its output
 * goes. Each talk has one of its own.
 */
public interface Interaction extends AutoCloseable {
    /** Whether the program has a standard input. */
    boolean input();

    /** Whether the program gets a terminal: then it has one output, and decides what a key means. */
    boolean terminal();

    /** What the program reads; asked for once, when the program is there. Its end is passed on. */
    InputStream begin();

    OutputStream output();

    OutputStream errors();

    /** How large the terminal's window is now; null where nobody knows. */
    @Nullable
    Window window();

    record Window(int rows, int columns) {}

    /** The talk is over: the input ends, whoever reads it. A second time does nothing. */
    @Override
    void close();
}
