package io.github.godocker.go;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An ELF file: its header, and where its parts are. The format is that of the System V ABI, chapters 4 and 5. What leads
 * beyond the file's end is an {@link EOFException}.
 */
final class Elf {
    static final int MAGIC = 0x7f454c46;

    private static final int LONGEST_TEXT = 4096;
    private static final int LONGEST_NAME = 256;

    /** What is loaded of it, and what tells how. */
    record Segment(int type, long offset, long address, long size) {}

    /** A part of the file by its name; {@code size} is 0 where only memory is meant. */
    record Section(String name, long flags, long offset, long size) {}

    private static final int NO_BITS = 8;

    private final SeekableByteChannel channel;
    private final ByteBuffer header;
    private final boolean wide;

    /** @param channel of a file that begins with the magic number */
    Elf(SeekableByteChannel channel) throws IOException {
        this.channel = channel;
        ByteBuffer start = read(channel, 0, 20);
        this.wide = start.get(4) == 2;
        ByteOrder order = start.get(5) == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        this.header = read(channel, 0, wide ? 64 : 52).order(order);
    }

    long size() throws IOException {
        return channel.size();
    }

    boolean isWide() {
        return wide;
    }

    ByteOrder order() {
        return header.order();
    }

    int system() {
        return Byte.toUnsignedInt(header.get(7));
    }

    int machine() {
        return Short.toUnsignedInt(header.getShort(18));
    }

    List<Segment> segments() throws IOException {
        long table = word(header, wide ? 32 : 28);
        int size = Short.toUnsignedInt(header.getShort(wide ? 54 : 42));
        int count = Short.toUnsignedInt(header.getShort(wide ? 56 : 44));
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ByteBuffer entry = bytes(table + (long) i * size, wide ? 56 : 32);
            segments.add(
                    wide
                            ? new Segment(entry.getInt(0), entry.getLong(8), entry.getLong(16), entry.getLong(32))
                            : new Segment(entry.getInt(0), word(entry, 4), word(entry, 8), word(entry, 16)));
        }
        return segments;
    }

    /** Empty where they were taken away, as packers do. */
    List<Section> sections() throws IOException {
        long table = word(header, wide ? 40 : 32);
        int size = Short.toUnsignedInt(header.getShort(wide ? 58 : 46));
        int count = Short.toUnsignedInt(header.getShort(wide ? 60 : 48));
        int names = Short.toUnsignedInt(header.getShort(wide ? 62 : 50));
        List<Section> sections = new ArrayList<>();
        if (table == 0 || names >= count) {
            return sections;
        }
        int width = wide ? 64 : 40;
        ByteBuffer texts = bytes(table + (long) names * size, width);
        long strings = word(texts, wide ? 24 : 16);
        for (int i = 0; i < count; i++) {
            ByteBuffer entry = bytes(table + (long) i * size, width);
            boolean inFile = entry.getInt(4) != NO_BITS;
            sections.add(new Section(
                    text(strings + Integer.toUnsignedLong(entry.getInt(0)), LONGEST_NAME),
                    word(entry, 8),
                    word(entry, wide ? 24 : 16),
                    inFile ? word(entry, wide ? 32 : 20) : 0));
        }
        return sections;
    }

    /** A number as wide as an address. */
    long word(ByteBuffer buffer, int at) {
        return wide ? buffer.getLong(at) : Integer.toUnsignedLong(buffer.getInt(at));
    }

    /** Up to the first zero. */
    String text(long offset, long limit) throws IOException {
        int length = (int) Math.min(Math.min(limit, LONGEST_TEXT), channel.size() - offset);
        byte[] bytes = bytes(offset, length).array();
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    ByteBuffer bytes(long offset, int length) throws IOException {
        return read(channel, offset, length).order(order());
    }

    static ByteBuffer read(SeekableByteChannel channel, long offset, int length) throws IOException {
        if (offset < 0 || length < 0 || offset > channel.size() - length) {
            throw new EOFException();
        }
        ByteBuffer buffer = ByteBuffer.allocate(length);
        channel.position(offset);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException();
            }
        }
        return buffer;
    }
}
