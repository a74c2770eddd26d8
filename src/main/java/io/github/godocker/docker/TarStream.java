package io.github.godocker.docker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/**
 * A tar archive that is made while it is read: files are opened one at a time when their turn comes, so that a
 * gigabyte costs no memory and no thread. The same entries always give the same bytes: modification times and
 * names of owners are constants, modes and ids are as given.
 *
 * <p>No sub-second time ever gets in: it would need a PAX header, and BuildKit takes an archive that begins with one
 * for a Dockerfile (it looks for a tar magic in the first 1,024 bytes).
 */
public final class TarStream extends BlockInputStream {
    private static final int RECORD = 512;

    /** Opens the content of an entry. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }

    private record Entry(TarArchiveEntry header, @Nullable Content content) {}

    private @Nullable List<byte[]> headers;

    private record Pending(TarArchiveEntry header, Content content) {}

    private long user;
    private long group;
    private long modified;
    private final List<Entry> entries = new ArrayList<>();
    private int next;
    private @Nullable Pending pendingContent;
    private int padding;
    private InputStream current = InputStream.nullInputStream();
    private long remaining;
    private String currentName = "";
    private boolean finished;

    /** Of entries that are root's. */
    public TarStream() {
        this(0, 0);
    }

    /** Of entries that belong to a user and a group, by their ids. */
    public TarStream(long user, long group) {
        this.user = user;
        this.group = group;
    }

    public TarStream directory(String name, int mode) {
        return add(new TarArchiveEntry(name.endsWith("/") ? name : name + "/"), mode, 0, null);
    }

    public TarStream file(String name, int mode, byte[] bytes) {
        return add(new TarArchiveEntry(name), mode, bytes.length, () -> new ByteArrayInputStream(bytes));
    }

    /** The file's size is taken now, its bytes when they are read; a file that shrinks meanwhile is an error. */
    public TarStream file(String name, int mode, Path file) throws IOException {
        return add(new TarArchiveEntry(name), mode, Files.size(file), () -> Files.newInputStream(file));
    }

    public TarStream content(String name, int mode, long size, Content content) {
        return add(new TarArchiveEntry(name), mode, size, content);
    }

    public TarStream symbolicLink(String name, String target) {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        entry.setLinkName(target);
        return add(entry, 0777, 0, null);
    }

    /** Whose the entries are that follow. */
    public TarStream owner(long uid, long gid) {
        user = uid;
        group = gid;
        return this;
    }

    /** When the entries that follow were changed, in seconds since 1970; the default is 0. */
    public TarStream modified(long seconds) {
        modified = seconds;
        return this;
    }

    private TarStream add(TarArchiveEntry entry, int mode, long size, @Nullable Content content) {
        // The constructor stores "now" and the user's name; both would make each archive differ.
        entry.setModTime(modified * 1000);
        entry.setUserId(user);
        entry.setGroupId(group);
        entry.setNames("", "");
        entry.setMode(mode);
        entry.setSize(size);
        entries.add(new Entry(entry, content));
        return this;
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** How many bytes it will have, known before the first of them is read. Nothing may be added after it was asked. */
    public long size() {
        headers = entries.stream().map(entry -> headerOf(entry.header())).toList();
        long size = 2L * RECORD;
        for (int i = 0; i < entries.size(); i++) {
            long content = entries.get(i).content() == null
                    ? 0
                    : entries.get(i).header().getSize();
            size += headers.get(i).length + (content + RECORD - 1) / RECORD * RECORD;
        }
        return size;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (length == 0) {
            return 0;
        }
        while (true) {
            int count = current.read(buffer, offset, (int) Math.min(length, remaining));
            if (count > 0) {
                remaining -= count;
                return count;
            }
            if (remaining > 0) {
                throw new IOException(currentName + " became shorter while it was read");
            }
            current.close();
            if (!advance()) {
                return -1;
            }
        }
    }

    /** Header, then content, then padding, then the next entry; at the end two empty records. */
    private boolean advance() throws IOException {
        if (pendingContent != null) {
            open(pendingContent.content().open(), pendingContent.header().getSize());
            padding = (int) (-pendingContent.header().getSize() & (RECORD - 1));
            pendingContent = null;
            return true;
        }
        if (padding > 0) {
            open(new ByteArrayInputStream(new byte[padding]), padding);
            padding = 0;
            return true;
        }
        if (next < entries.size()) {
            Entry entry = entries.get(next++);
            currentName = entry.header().getName();
            byte[] header = headers == null ? headerOf(entry.header()) : headers.get(next - 1);
            open(new ByteArrayInputStream(header), header.length);
            if (entry.content() != null) {
                pendingContent = new Pending(entry.header(), entry.content());
            }
            return true;
        }
        if (!finished) {
            finished = true;
            open(new ByteArrayInputStream(new byte[2 * RECORD]), 2 * RECORD);
            return true;
        }
        current = InputStream.nullInputStream();
        return false;
    }

    private void open(InputStream stream, long size) {
        current = stream;
        remaining = size;
    }

    private static byte[] headerOf(TarArchiveEntry entry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(RECORD);
        // Not closed: closing would ask for the content, which follows by itself.
        TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, RECORD, "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        try {
            tar.putArchiveEntry(entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() throws IOException {
        current.close();
    }
}
