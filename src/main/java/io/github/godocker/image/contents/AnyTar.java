package io.github.godocker.image.contents;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.BlockInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A tar archive of anybody's making, read once. What stands before an entry is kept in memory, so it has a limit; whatever is
 * wrong with the archive is an {@link IOException}.
 */
final class AnyTar {
    /** Go's own reader takes a megabyte for each of the two kinds of long names. */
    private static final long HEADERS = 2 << 20;

    private static final int PIECE = 1 << 16;

    private final Metered metered;
    private final TarArchiveInputStream tar;
    private final byte[] skipped = new byte[PIECE];

    AnyTar(InputStream in) {
        this.metered = new Metered(in);
        this.tar = new TarArchiveInputStream(metered, "UTF-8");
    }

    /** The next entry; null after the last. What was not read of the one before is skipped. */
    @Nullable
    TarArchiveEntry next() throws IOException {
        if (tar.getCurrentEntry() != null) {
            while (read(skipped, 0, skipped.length) >= 0) {
                // The rest of the entry before.
            }
        }
        metered.allowed = HEADERS;
        try {
            return tar.getNextEntry();
        } catch (RuntimeException e) {
            throw unreadable(e);
        } finally {
            metered.allowed = Long.MAX_VALUE;
        }
    }

    /** The bytes of the entry. */
    InputStream content() {
        return new BlockInputStream() {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return AnyTar.this.read(buffer, offset, length);
            }
        };
    }

    private int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return tar.read(buffer, offset, length);
        } catch (RuntimeException e) {
            throw unreadable(e);
        }
    }

    /** Some of what may be wrong with an archive is an exception of the language to the library. */
    private static IOException unreadable(RuntimeException e) {
        if (e instanceof GoDockerException daemon) {
            throw daemon;
        }
        return new IOException("it is no tar archive that can be read (" + e + ")", e);
    }

    /** A name without what it may begin or end with: {@code ./a}, {@code /a} and {@code a/} are the same. */
    static String path(String name) {
        int start = 0;
        while (name.startsWith("/", start) || name.startsWith("./", start)) {
            start += name.charAt(start) == '/' ? 1 : 2;
        }
        int end = name.length();
        while (end > start && name.charAt(end - 1) == '/') {
            end--;
        }
        return name.substring(start, end);
    }

    private static final class Metered extends BlockInputStream {
        private final InputStream in;
        long allowed = Long.MAX_VALUE;

        Metered(InputStream in) {
            this.in = in;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (length > 0 && allowed <= 0) {
                throw new IOException("the name of one of its files has no end");
            }
            int count = in.read(buffer, offset, (int) Math.min(length, allowed));
            allowed -= Math.max(0, count);
            return count;
        }
    }
}
