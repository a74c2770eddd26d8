package io.github.godocker.handover;

import io.github.godocker.State;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files that a goal made, each with its content's digest: what goes into an image is this and nothing else,
 * whatever has happened to the directory since. Kept in the goal's {@link State}.
 */
public final class Inventory {
    private static final String FILE = "file ";
    private static final String DIRECTORY = "directory ";

    private final OwnTree tree;
    private final Path base;
    /** By path relative to the base, with slashes. */
    private final SortedMap<String, Entry> entries;

    /**
     * One file or directory.
     *
     * @param sha256 in hexadecimal; empty for a directory
     * @param size in bytes
     * @param stamp by which a change shows without reading the file
     */
    private record Entry(String sha256, long size, String stamp) {
        static final Entry OF_DIRECTORY = new Entry("", 0, "");

        boolean isDirectory() {
            return sha256.isEmpty();
        }
    }

    private Inventory(OwnTree tree, Path base, SortedMap<String, Entry> entries) {
        this.tree = tree;
        this.base = base;
        this.entries = entries;
    }

    /** Reads files, and all those below directories; a directory that is not there has none. */
    public static Inventory take(ImageLayout layout, Collection<Path> paths) throws IOException {
        Inventory inventory = new Inventory(layout.tree(), layout.directory(), new TreeMap<>());
        for (Path path : paths) {
            if (layout.tree().isFile(path)) {
                inventory.add(path);
            } else {
                inventory.addAll(path);
            }
        }
        return inventory;
    }

    private void addAll(Path directory) throws IOException {
        for (Path path : tree.list(directory)) {
            if (tree.isDirectory(path)) {
                entries.put(name(path), Entry.OF_DIRECTORY);
                addAll(path);
            } else {
                add(path);
            }
        }
    }

    private void add(Path file) throws IOException {
        String name = name(file);
        if (name.indexOf('\n') >= 0 || name.indexOf('=') >= 0) {
            throw new FileSystemException(file.toString(), null, "a name with '=' or a line break cannot be recorded");
        }
        entries.put(name, entry(file));
    }

    private Entry entry(Path file) throws IOException {
        String stamp = tree.stamp(file);
        MessageDigest digest = sha256();
        long size = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = tree.open(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
                size += count;
            }
        }
        return new Entry(HexFormat.of().formatHex(digest.digest()), size, stamp);
    }

    /** What {@link #addTo} has put into a state; empty if that has nothing of it. */
    public static Inventory of(ImageLayout layout, State state) {
        SortedMap<String, Entry> entries = new TreeMap<>();
        state.values().forEach((key, value) -> {
            if (key.startsWith(DIRECTORY)) {
                entries.put(key.substring(DIRECTORY.length()), Entry.OF_DIRECTORY);
            } else if (key.startsWith(FILE)) {
                String[] words = value.split(" ", 3);
                if (words.length == 3 && words[1].matches("\\d{1,18}")) {
                    entries.put(key.substring(FILE.length()), new Entry(words[0], Long.parseLong(words[1]), words[2]));
                }
            }
        });
        return new Inventory(layout.tree(), layout.directory(), entries);
    }

    public State addTo(State state) {
        State all = state;
        for (Map.Entry<String, Entry> each : entries.entrySet()) {
            Entry entry = each.getValue();
            all = entry.isDirectory()
                    ? all.with(DIRECTORY + each.getKey(), "")
                    : all.with(FILE + each.getKey(), entry.sha256() + " " + entry.size() + " " + entry.stamp());
        }
        return all;
    }

    /** Whether a file is in it and nobody has touched that since, as far as can be seen without reading it. */
    public boolean isUntouched(Path file) {
        Entry entry = entries.get(name(file));
        return entry != null && !entry.isDirectory() && tree.stamp(file).equals(entry.stamp());
    }

    /** The same of all files in a directory that are in it, of which there is at least one. */
    public boolean isUntouchedBelow(Path directory) {
        SortedMap<String, Path> below = below(directory);
        return !below.isEmpty() && below.values().stream().allMatch(path -> isDirectory(path) || isUntouched(path));
    }

    /** What is in it of a directory, at any depth, by path relative to that. */
    public SortedMap<String, Path> below(Path directory) {
        String prefix = name(directory) + "/";
        SortedMap<String, Path> below = new TreeMap<>();
        for (String name : entries.tailMap(prefix).keySet()) {
            if (!name.startsWith(prefix)) {
                break;
            }
            below.put(name.substring(prefix.length()), base.resolve(name));
        }
        return Collections.unmodifiableSortedMap(below);
    }

    public boolean isDirectory(Path path) {
        return entry(name(path)).isDirectory();
    }

    public boolean holds(Path path) {
        return path.startsWith(base) && entries.containsKey(name(path));
    }

    /** The digests of all contents, by name: equal for equal files, whenever they were made. */
    public String digests() {
        StringBuilder text = new StringBuilder();
        entries.forEach((name, entry) ->
                text.append(entry.sha256()).append(' ').append(name).append('\n'));
        return text.toString();
    }

    /** In bytes. */
    public long size(Path file) {
        return entry(name(file)).size();
    }

    /**
     * Opens a file of it. Reading its last byte fails if the content is another one than that recorded.
     *
     * @throws ChangedException if that shows already, or if a link is there
     */
    public InputStream open(Path file) throws IOException {
        Entry entry = entry(name(file));
        try {
            FileChannel channel = tree.channel(file);
            if (channel.size() == entry.size()) {
                return new Verified(Channels.newInputStream(channel), file, entry);
            }
            channel.close();
        } catch (FileSystemException e) {
            throw new ChangedException(file, e);
        }
        throw new ChangedException(file);
    }

    private Entry entry(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new IllegalArgumentException(name + " is not in " + entries.keySet());
        }
        return entry;
    }

    private String name(Path path) {
        return base.relativize(path).toString().replace(File.separatorChar, '/');
    }

    /** A file is no longer what was recorded. */
    public static final class ChangedException extends IOException {
        private static final long serialVersionUID = 1L;

        ChangedException(Path file) {
            super(file + " is no longer what was compiled");
        }

        ChangedException(Path file, IOException cause) {
            super(file + " is no longer what was compiled", cause);
        }
    }

    private static final class Verified extends InputStream {
        private final InputStream in;
        private final Path file;
        private final Entry entry;
        private final MessageDigest digest = sha256();
        private long left;

        Verified(InputStream in, Path file, Entry entry) {
            this.in = in;
            this.file = file;
            this.entry = entry;
            this.left = entry.size();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = left == 0 ? -1 : in.read(buffer, offset, (int) Math.min(length, left));
            if (count < 0 && left > 0) {
                throw new ChangedException(file);
            }
            if (count > 0) {
                digest.update(buffer, offset, count);
                left -= count;
                if (left == 0 && !HexFormat.of().formatHex(digest.digest()).equals(entry.sha256())) {
                    throw new ChangedException(file);
                }
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
