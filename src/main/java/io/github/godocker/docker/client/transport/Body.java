package io.github.godocker.docker.client.transport;

import io.github.godocker.docker.BlockInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The body of an answer. One that ends before it should is cut, not complete. */
abstract class Body extends BlockInputStream {
    /** Whether all of it was read, so that the next thing on the connection is another answer. */
    abstract boolean isComplete();

    /** The body that follows a head. */
    static Body of(Head head, String method, InputStream in) throws IOException {
        if (head.status() == 204 || head.status() == 304 || method.equals("HEAD")) {
            return new Sized(in, 0);
        }
        if (head.has("Transfer-Encoding", "chunked")) {
            return new Chunked(in);
        }
        List<String> length = head.headers().getOrDefault("Content-Length", List.of());
        return length.isEmpty() ? new UntilTheEnd(in) : new Sized(in, Head.length(length.get(0), 10));
    }

    private static class Sized extends Body {
        final InputStream in;
        long remaining;

        Sized(InputStream in, long remaining) {
            this.in = in;
            this.remaining = remaining;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (remaining == 0) {
                return -1;
            }
            int count = in.read(buffer, offset, (int) Math.min(length, remaining));
            if (count < 0) {
                throw new EOFException("the daemon closed the connection before its answer was complete");
            }
            remaining -= count;
            return count;
        }

        @Override
        boolean isComplete() {
            return remaining == 0;
        }
    }

    private static final class Chunked extends Sized {
        private boolean first = true;
        private boolean ended;

        Chunked(InputStream in) {
            super(in, 0);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (remaining == 0 && !ended) {
                nextChunk();
            }
            return super.read(buffer, offset, length);
        }

        private void nextChunk() throws IOException {
            if (!first) {
                Head.readLine(in);
            }
            first = false;
            remaining = Head.length(Head.readLine(in).split(";", 2)[0].strip(), 16);
            if (remaining == 0) {
                while (!Head.readLine(in).isEmpty()) {
                    // Trailers mean nothing here.
                }
                ended = true;
            }
        }

        @Override
        boolean isComplete() {
            return ended;
        }
    }

    private static final class UntilTheEnd extends Body {
        private final InputStream in;

        UntilTheEnd(InputStream in) {
            this.in = in;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return in.read(buffer, offset, length);
        }

        /** Nothing follows. */
        @Override
        boolean isComplete() {
            return false;
        }
    }
}
