package io.github.godocker.docker.client.transport;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One connection to the daemon, which an interrupt of a thread that reads or writes closes at once: that is how a call
 * ends whose time is over. It has no time-out of its own, for a command may be silent for long.
 */
public interface Wire extends Closeable {
    /** How many bytes came; -1 at the end. */
    int read(byte[] buffer, int offset, int length) throws IOException;

    /** Sends all. */
    void write(ByteBuffer... buffers) throws IOException;

    /** Says that no more will be sent; what still comes can be read. */
    void endOutput() throws IOException;

    /** False once this side has closed it, by itself or by an interrupt. */
    boolean isOpen();

    /** Whether the other side is there, as far as that can be known without reading. */
    default boolean isAlive() {
        return isOpen();
    }

    /** Hangs up, whoever reads or writes. */
    @Override
    void close();
}
