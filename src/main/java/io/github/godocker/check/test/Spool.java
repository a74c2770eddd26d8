package io.github.godocker.check.test;

import io.github.godocker.handover.OwnTree;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A file that is only appended to, for what tests print until it is known where it belongs: reports begin with counts
 * that are known last, and parallel tests print at the same time. So memory does not grow with the output.
 */
final class Spool implements Closeable {
    /** Where something is in the file. */
    record Range(long from, long to) {}

    private static final int BUFFER = 1 << 16;

    private final FileChannel file;
    private final StringBuilder pending = new StringBuilder();
    private long written;
    private long pendingBytes;

    /** @param directory for the file, which has no name and is gone with this object or with the process */
    Spool(OwnTree files, Path directory) throws IOException {
        file = files.openScratch(directory);
    }

    Range append(CharSequence text) {
        pending.append(text);
        long from = written + pendingBytes;
        pendingBytes += utf8Length(text);
        if (pending.length() > BUFFER) {
            flush();
        }
        return new Range(from, from + utf8Length(text));
    }

    /** Adds a range to a list in which neighbours are one. */
    static void add(List<Range> ranges, Range next) {
        int last = ranges.size() - 1;
        if (last >= 0 && ranges.get(last).to() == next.from()) {
            ranges.set(last, new Range(ranges.get(last).from(), next.to()));
        } else if (next.to() > next.from()) {
            ranges.add(next);
        }
    }

    void copy(List<Range> ranges, OutputStream target) throws IOException {
        flush();
        WritableByteChannel channel = Channels.newChannel(target);
        for (Range range : ranges) {
            for (long from = range.from(); from < range.to(); ) {
                from += file.transferTo(from, range.to() - from, channel);
            }
        }
    }

    private void flush() {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(pending.toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                written += file.write(bytes, written);
            }
            pending.setLength(0);
            pendingBytes = 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Texts that come here have no lone surrogates. */
    private static int utf8Length(CharSequence text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return length;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
