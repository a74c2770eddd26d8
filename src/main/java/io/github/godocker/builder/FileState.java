package io.github.godocker.builder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * By what a change of a file shows without reading it.
 *
 * @param kind {@code f} for a file, {@code l} for a link, {@code d} for a directory, {@code o} for anything else
 * @param changed the time that no program can set back, where the file system has one
 * @param inode what another file in its place does not have, where there is one
 */
record FileState(char kind, long size, FileTime modified, FileTime changed, long inode, boolean executable) {
    /** Of what may have changed since without another state. Equal to none. */
    static final FileState UNTRUSTED = new FileState('?', -1, FileTime.fromMillis(0), FileTime.fromMillis(0), 0, false);

    private static final String UNIX = "unix:mode,size,lastModifiedTime,ctime,ino";
    private static final int FILE_TYPE = 0170000;
    private static final int FILE = 0100000;
    private static final int LINK = 0120000;
    private static final int DIRECTORY = 0040000;
    private static final int EXECUTABLE = 0111;

    /** Two changes within one tick of a clock have one time: 10 ms on Linux, 15.6 ms on Windows. */
    private static final long TICK_MILLIS = 20;

    /** The same for file systems that keep whole seconds, or two of them like FAT. */
    private static final long COARSE_TICK_MILLIS = 2000;

    /** Of the file or link itself. */
    static FileState of(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            Map<String, Object> attributes = Files.readAttributes(file, UNIX, LinkOption.NOFOLLOW_LINKS);
            int mode = (Integer) value(attributes, "mode");
            return new FileState(
                    kind(mode),
                    (Long) value(attributes, "size"),
                    (FileTime) value(attributes, "lastModifiedTime"),
                    (FileTime) value(attributes, "ctime"),
                    (Long) value(attributes, "ino"),
                    (mode & EXECUTABLE) != 0);
        }
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        char kind = attributes.isRegularFile()
                ? 'f'
                : attributes.isSymbolicLink() ? 'l' : attributes.isDirectory() ? 'd' : 'o';
        FileTime modified = attributes.lastModifiedTime();
        return new FileState(kind, attributes.size(), modified, modified, 0, Files.isExecutable(file));
    }

    static char kind(int mode) {
        return switch (mode & FILE_TYPE) {
            case FILE -> 'f';
            case LINK -> 'l';
            case DIRECTORY -> 'd';
            default -> 'o';
        };
    }

    private static Object value(Map<String, Object> attributes, String name) {
        return Objects.requireNonNull(attributes.get(name));
    }

    /**
     * Whether a change after it was looked at could leave it as it is. A time in the far future is no such state.
     *
     * @param before when it was looked at, in milliseconds
     * @param now a time after that
     */
    boolean isYoung(long before, long now) {
        long tick = changed.to(TimeUnit.NANOSECONDS) % 1_000_000_000 == 0 ? COARSE_TICK_MILLIS : TICK_MILLIS;
        return changed.toMillis() >= before - tick && changed.toMillis() <= now + tick;
    }

    int mode() {
        return executable ? 0755 : 0644;
    }

    /**
     * The time that go sees, in whole seconds of the years from 2001 to 2035. Go takes files of equal size and time for
     * equal: another state of the file has another time, however shortly it follows, and none is so young that go
     * would not trust it.
     */
    long seconds() {
        return seconds((modified.to(TimeUnit.NANOSECONDS) * 31 + changed.to(TimeUnit.NANOSECONDS)) * 31 + inode);
    }

    /** One of these times that no state has but by chance. */
    static long secondsOfNone() {
        return seconds(System.nanoTime());
    }

    private static long seconds(long number) {
        return 978_307_200L + (number * 0x9E3779B97F4A7C15L >>> 34);
    }
}
