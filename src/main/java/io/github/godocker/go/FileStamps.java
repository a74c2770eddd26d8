package io.github.godocker.go;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * By what a change of a file, a directory or a tree shows without reading it: names, sizes and times, as a text. Which of
 * the times are too young to be trusted is found on the way.
 */
final class FileStamps {
    /**
     * How long after a change a second one could get the same time. Linux stamps files with the time of its last timer
     * tick, 10 ms at the slowest usual rate, and Windows' clock advances by 15.6 ms.
     */
    private static final long TICK_MILLIS = 20;

    /** The same for file systems that keep whole seconds, or two of them like FAT: their times say so. */
    private static final long COARSE_TICK_MILLIS = 2000;

    private static final String UNIX_ATTRIBUTES = "unix:mode,size,lastModifiedTime,ctime,ino";
    private static final int FILE_TYPE = 0170000;
    private static final int DIRECTORY = 0040000;
    private static final int LINK = 0120000;

    private final StringBuilder text;
    private final long start;
    private final Path top;
    private final Set<Path> excluded;
    private final Predicate<String> names;
    private final @Nullable Path visible;
    private final boolean unix;
    private final Set<Path> followed = new HashSet<>();
    private String newest = "";
    private long newestTime = Long.MIN_VALUE;
    private boolean racy;
    private boolean emptyCounts = true;
    private boolean withoutNodeModules;

    /**
     * @param text that is appended to
     * @param start of the work that is guarded
     * @param top what is looked at
     * @param excluded directories that are left out
     * @param names of files that count
     * @param visible links to directories below it are followed; null for none
     */
    FileStamps(
            StringBuilder text,
            long start,
            Path top,
            Set<Path> excluded,
            Predicate<String> names,
            @Nullable Path visible) {
        this.text = text;
        this.start = start;
        this.top = top;
        this.excluded = excluded;
        this.names = names;
        this.visible = visible;
        this.unix = top.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    /** The name of the file that changed last; empty if there is none. */
    String newest() {
        return newest;
    }

    boolean isRacy() {
        return racy;
    }

    boolean isWithoutNodeModules() {
        return withoutNodeModules;
    }

    /** The file at the top itself. */
    void file() throws IOException {
        append(top, "");
    }

    /** The files in it, and when one was made or taken out. */
    void directory() throws IOException {
        time();
        for (Path entry : Listing.of(top)) {
            String name = String.valueOf(entry.getFileName());
            if (names.test(name)) {
                append(entry, name);
            }
        }
    }

    /** All files below it. */
    void tree() throws IOException {
        appendDirectory(top);
    }

    /** The same where a directory without such files, and the top itself, may be there or not. */
    void madeTree() throws IOException {
        emptyCounts = false;
        if (Files.isDirectory(top)) {
            appendDirectory(top);
        }
    }

    /**
     * Lets a file that was made in it or taken out of it since the start count as a race, and nothing else. Before the
     * start is not racy, however shortly: there builds make their output directories.
     */
    void time() throws IOException {
        FileTime changed = unix ? (FileTime) Files.getAttribute(top, "unix:ctime") : Files.getLastModifiedTime(top);
        long millis = changed.toMillis();
        racy |= millis >= start && millis <= System.currentTimeMillis() + TICK_MILLIS;
    }

    private void appendDirectory(Path directory) throws IOException {
        for (Path entry : Listing.of(directory)) {
            append(entry, String.valueOf(entry.getFileName()));
        }
    }

    private void append(Path path, String name) throws IOException {
        try {
            if (unix) {
                appendUnix(path, name);
            } else {
                appendBasic(path, name);
            }
        } catch (NoSuchFileException e) {
            racy |= !name.isEmpty();
            text.append("- ").append(name).append('\0');
        }
    }

    private void appendUnix(Path path, String name) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(path, UNIX_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        int mode = (Integer) value(attributes, "mode");
        if ((mode & FILE_TYPE) == DIRECTORY) {
            appendSubdirectory(path, name);
        } else if (!names.test(name)) {
            return;
        } else if ((mode & FILE_TYPE) == LINK) {
            appendLink(path, name);
        } else {
            appendUnixFile(name, attributes);
        }
    }

    private void appendUnixFile(String name, Map<String, Object> attributes) {
        FileTime changed = (FileTime) value(attributes, "ctime");
        appendFile(name, (Long) value(attributes, "size"), (FileTime) value(attributes, "lastModifiedTime"));
        text.append(changed.to(TimeUnit.NANOSECONDS))
                .append(' ')
                .append(value(attributes, "ino"))
                .append(' ')
                .append(value(attributes, "mode"))
                .append('\n');
        checkRace(changed);
        keepNewest(name, changed);
    }

    private void appendBasic(Path path, String name) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isDirectory()) {
            appendSubdirectory(path, name);
        } else if (!names.test(name)) {
            return;
        } else if (attributes.isSymbolicLink()) {
            appendLink(path, name);
        } else {
            appendBasicFile(name, attributes);
        }
    }

    private void appendBasicFile(String name, BasicFileAttributes attributes) {
        appendFile(name, attributes.size(), attributes.lastModifiedTime());
        text.append('\n');
        checkRace(attributes.lastModifiedTime());
        keepNewest(name, attributes.lastModifiedTime());
    }

    private void keepNewest(String name, FileTime time) {
        if (time.toMillis() > newestTime) {
            newestTime = time.toMillis();
            newest = name;
        }
    }

    private void appendSubdirectory(Path path, String name) throws IOException {
        if (name.equals(".git") || name.equals("node_modules") || excluded.contains(path)) {
            withoutNodeModules |= name.equals("node_modules");
            return;
        }
        int before = text.length();
        text.append("d ").append(name).append('\0');
        int inside = text.length();
        appendDirectory(path);
        if (emptyCounts || text.length() > inside) {
            text.append("..\n");
        } else {
            text.setLength(before);
        }
    }

    /** Go follows a link to a file. One that leads nowhere is as good as its text. */
    private void appendLink(Path path, String name) throws IOException {
        text.append("l ").append(name).append('\0');
        Fingerprint.append(text, "->", Files.readSymbolicLink(path).toString());
        try {
            if (Files.isDirectory(path)) {
                follow(path.toRealPath());
            } else if (unix) {
                appendUnixFile(name, Files.readAttributes(path, UNIX_ATTRIBUTES));
            } else {
                appendBasicFile(name, Files.readAttributes(path, BasicFileAttributes.class));
            }
        } catch (IOException e) {
            text.append("-\n");
        }
    }

    /** A directory of the tree itself is counted there. */
    private void follow(Path directory) throws IOException {
        boolean elsewhere = visible != null
                && directory.startsWith(visible)
                && !directory.startsWith(top.toRealPath())
                && !top.toRealPath().startsWith(directory);
        if (elsewhere && followed.add(directory)) {
            appendDirectory(directory);
        }
    }

    private void appendFile(String name, long size, FileTime modified) {
        // No name contains a zero, so nothing else can read the same.
        text.append("f ").append(name).append('\0').append(size).append(' ');
        text.append(modified.to(TimeUnit.NANOSECONDS)).append(' ');
    }

    /** A time in the far future is no race: a change now would not get it. */
    private void checkRace(FileTime time) {
        long millis = time.toMillis();
        if (millis < start - COARSE_TICK_MILLIS) {
            return;
        }
        long tick = time.to(TimeUnit.NANOSECONDS) % 1_000_000_000 == 0 ? COARSE_TICK_MILLIS : TICK_MILLIS;
        racy |= millis >= start - tick && millis <= System.currentTimeMillis() + tick;
    }

    private static Object value(Map<String, Object> attributes, String name) {
        return Objects.requireNonNull(attributes.get(name));
    }
}
