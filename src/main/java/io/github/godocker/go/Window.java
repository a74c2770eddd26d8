package io.github.godocker.go;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A part of a file that is read from its beginning to its end, more or less, and of which only a piece is in memory. */
final class Window {
    private static final int PIECE = 1 << 16;
    private static final int LONGEST_TEXT = 4096;

    private final Elf file;
    private final long start;
    private final long length;
    private ByteBuffer piece = ByteBuffer.allocate(0);
    private long at;

    Window(Elf file, long start, long length) {
        this.file = file;
        this.start = start;
        this.length = length;
    }

    int number(long offset) throws IOException {
        if (offset < 0 || offset > length - Integer.BYTES) {
            throw new EOFException();
        }
        return move(offset, Integer.BYTES).getInt((int) (offset - at));
    }

    long unsigned(long offset) throws IOException {
        return Integer.toUnsignedLong(number(offset));
    }

    /** Up to the first zero, or as long as anything that a person would read. */
    String text(long offset) throws IOException {
        if (offset < 0 || offset >= length) {
            throw new EOFException();
        }
        int most = (int) Math.min(LONGEST_TEXT, length - offset);
        byte[] bytes = move(offset, most).array();
        int from = (int) (offset - at);
        int end = from;
        while (end < from + most && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }

    private ByteBuffer move(long offset, int count) throws IOException {
        if (offset < at || offset + count > at + piece.limit()) {
            piece = file.bytes(start + offset, (int) Math.min(PIECE, length - offset));
            at = offset;
        }
        return piece;
    }
}
