package io.github.godocker.docker.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The output of a container or command as the daemon sends it: frames of a header of 8 bytes (the stream, three zeros,
 * the length) and so many bytes.
 */
final class Frames {
    private static final int HEADER = 8;
    private static final int STDERR = 2;
    private static final int PIECE = 1 << 16;

    private final InputStream in;
    private final Sink stdout;
    private final Sink stderr;

    /** Where the bytes of a stream go. */
    interface Sink {
        void write(byte[] bytes) throws IOException;
    }

    Frames(InputStream in, Sink stdout, Sink stderr) {
        this.in = in;
        this.stdout = stdout;
        this.stderr = stderr;
    }

    /**
     * Passes the next frame on.
     *
     * @return false at the end of the stream
     * @throws EOFException if that is within a frame
     */
    boolean next() throws IOException {
        byte[] header = in.readNBytes(HEADER);
        if (header.length == 0) {
            return false;
        }
        if (header.length < HEADER) {
            throw cut();
        }
        int length = (header[4] & 0xff) << 24 | (header[5] & 0xff) << 16 | (header[6] & 0xff) << 8 | header[7] & 0xff;
        Sink sink = header[0] == STDERR ? stderr : stdout;
        while (length > 0) {
            byte[] piece = in.readNBytes(Math.min(length, PIECE));
            if (piece.length == 0) {
                throw cut();
            }
            sink.write(piece);
            length -= piece.length;
        }
        return true;
    }

    private static EOFException cut() {
        return new EOFException("the connection to it was lost while it ran");
    }
}
