package io.github.godocker.handover;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** By which a change of a file shows without reading it, as a text. */
final class Stamp {
    private Stamp() {}

    /**
     * Size, times and, where there is one, the file's number. A time that was set back shows in that of the last change
     * to the file's attributes.
     */
    static String of(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            Map<String, Object> values =
                    Files.readAttributes(file, "unix:size,lastModifiedTime,ctime,ino", LinkOption.NOFOLLOW_LINKS);
            return values.get("size") + " " + nanos(values.get("lastModifiedTime")) + " " + nanos(values.get("ctime"))
                    + " " + values.get("ino");
        }
        BasicFileAttributes values = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return values.size() + " " + nanos(values.lastModifiedTime());
    }

    private static long nanos(@Nullable Object time) {
        return ((FileTime) Objects.requireNonNull(time)).to(TimeUnit.NANOSECONDS);
    }
}
