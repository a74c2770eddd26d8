package io.github.godocker.handover;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A tree of files that is ours: Maven's build directory, or another directory that the user chose for our files. Others
 * write there, too: a Go test, which runs in the container, can leave a link where a file of ours belongs, and a
 * process that it left behind can exchange things at any time. So nothing here ever follows a link below the root. A
 * link, or anything else, that stands where a directory of ours belongs is itself removed, never what it points to.
 *
 * <p>Files are written whole or not at all: under another name first, which is then renamed. All paths are absolute and
 * lie below the root.
 *
 * @param root absolute and normalized; need not exist yet. It, and what is above it, may be a link
 * @param link where the root led when it was first seen; null if it was no link. One that a test of the user's has put there
 *     since is not followed
 */
public record OwnTree(Path root, @Nullable Path link) {
    private static final String TEMPORARY = ".go-docker-";
    private static final Duration OLD = Duration.ofMinutes(10);

    /** Of a file that is not there. */
    public static final String ABSENT = "absent";

    private static final int BUFFER = 1 << 16;

    /** What a file is filled with. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** The same in characters. */
    @FunctionalInterface
    public interface Text {
        void writeTo(Writer out) throws IOException;
    }

    /** The tree as it is now. */
    public OwnTree(Path root) {
        this(root, linkAt(root));
    }

    private static @Nullable Path linkAt(Path root) {
        try {
            return Files.isSymbolicLink(root) ? Files.readSymbolicLink(root) : null;
        } catch (IOException e) {
            return null;
        }
    }

    private void checkRoot() throws ForeignException {
        Path now = linkAt(root);
        if (now != null && !now.equals(link)) {
            throw new ForeignException(root, "was made a link to " + now + " during the build");
        }
    }

    /** This tree if the directory lies in it, else one that begins with the directory. */
    public OwnTree containing(Path directory) {
        return directory.startsWith(root) ? this : new OwnTree(directory);
    }

    /** Whether it is a regular file, reached without a link. */
    public boolean isFile(Path file) {
        return kind(file) == Directory.Kind.FILE;
    }

    /** Whether it is a directory, reached without a link. */
    public boolean isDirectory(Path directory) {
        return directory.equals(root) ? Files.isDirectory(root) : kind(directory) == Directory.Kind.DIRECTORY;
    }

    /** What cannot be looked at is told when it is used. */
    private Directory.Kind kind(Path path) {
        try (Directory directory = enter(parent(path))) {
            return directory.kind(name(path));
        } catch (IOException e) {
            return Directory.Kind.ABSENT;
        }
    }

    /**
     * The files and directories in a directory, sorted; none if there is no such directory.
     */
    public List<Path> list(Path path) throws IOException {
        try (Directory directory = enter(path)) {
            return directory.names().stream().map(path::resolve).toList();
        } catch (NoSuchFileException | ForeignException e) {
            return List.of();
        }
    }

    /** @throws IOException also if it is no regular file, or if a link leads to it */
    public InputStream open(Path file) throws IOException {
        return Channels.newInputStream(channel(file));
    }

    /** The same for reading here and there. */
    public FileChannel channel(Path file) throws IOException {
        try (Directory directory = enter(parent(file))) {
            // A pipe would be waited for.
            switch (directory.kind(name(file))) {
                case FILE -> {
                    return directory.file(name(file), Set.of(StandardOpenOption.READ), false);
                }
                case ABSENT -> throw new NoSuchFileException(file.toString());
                default -> throw new ForeignException(file, "no regular file");
            }
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(file.toString());
        }
    }

    /** In bytes. */
    public long size(Path file) throws IOException {
        try (FileChannel channel = channel(file)) {
            return channel.size();
        }
    }

    public byte[] readAllBytes(Path file) throws IOException {
        try (InputStream in = open(file)) {
            return in.readAllBytes();
        }
    }

    /** The file's text, in UTF-8. */
    public String readString(Path file) throws IOException {
        return new String(readAllBytes(file), StandardCharsets.UTF_8);
    }

    /** The file's {@link Stamp}; {@link #ABSENT} if there is no regular file, or if a link leads to it. */
    public String stamp(Path file) {
        try {
            return isFile(file) ? Stamp.of(file) : ABSENT;
        } catch (IOException e) {
            return ABSENT;
        }
    }

    /** Makes a directory and those above it. */
    public void createDirectories(Path directory) throws IOException {
        NewFile.retried(() -> enterOrMake(directory)).close();
    }

    /** Writes a text in UTF-8. */
    public void write(Path file, String text) throws IOException {
        write(file, false, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Writes what comes as text, in UTF-8. */
    public void writeText(Path file, Text text) throws IOException {
        write(file, false, out -> {
            Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            text.writeTo(writer);
            writer.flush();
        });
    }

    public void write(Path file, Content content) throws IOException {
        write(file, false, content);
    }

    /** Writes a file, with the directories above it; what stood there before stays if the content cannot be had. */
    public void write(Path file, boolean executable, Content content) throws IOException {
        String part = temporaryName(".part");
        try (NewFile made = NewFile.in(this, parent(file), part, executable)) {
            Directory directory = made.directory();
            boolean whole = false;
            try {
                try (OutputStream out = new BufferedOutputStream(Channels.newOutputStream(made.channel()), BUFFER)) {
                    content.writeTo(out);
                }
                if (directory.kind(name(file)) == Directory.Kind.DIRECTORY) {
                    delete(directory, name(file));
                }
                directory.rename(part, name(file));
                whole = true;
            } finally {
                if (!whole && directory.kind(part) != Directory.Kind.ABSENT) {
                    directory.deleteFile(part);
                }
            }
        }
    }

    /**
     * Writes a text unless the file holds it already: then it keeps its time.
     *
     * @return whether it was written
     */
    public boolean writeIfDifferent(Path file, String text) throws IOException {
        if (isFile(file) && readString(file).equals(text)) {
            return false;
        }
        write(file, text);
        return true;
    }

    /** Makes an empty file with a name of its own. */
    public Path createTemporary(Path directory, String suffix) throws IOException {
        removeOldTemporaries(directory);
        Path file = directory.resolve(temporaryName(suffix));
        write(file, "");
        return file;
    }

    /** Those of builds that were killed: none is needed for longer than a container takes to start or a file to be written. */
    private void removeOldTemporaries(Path directory) throws IOException {
        Instant old = Instant.now().minus(OLD);
        for (Path file : list(directory)) {
            if (file.getFileName().toString().startsWith(TEMPORARY)
                    && isFile(file)
                    && Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                            .toInstant()
                            .isBefore(old)) {
                delete(file);
            }
        }
    }

    /** Opens a new file for reading and writing that has no name for long and is gone with the channel. */
    public FileChannel openScratch(Path path) throws IOException {
        String name = temporaryName(".scratch");
        NewFile made = NewFile.in(this, path, name, false, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
        made.directory().close();
        return made.channel();
    }

    /** Opens a new file in the place of what is there, to be written bit by bit and read meanwhile. */
    public OutputStream openNew(Path file) throws IOException {
        delete(file);
        NewFile made = NewFile.in(this, parent(file), name(file), false);
        made.directory().close();
        return Channels.newOutputStream(made.channel());
    }

    /** Deletes a file, a link, or a directory with all that is in it; nothing happens if there is none. */
    public void delete(Path path) throws IOException {
        try (Directory directory = enter(parent(path))) {
            delete(directory, name(path));
        } catch (NoSuchFileException | ForeignException e) {
            // What a link leads to is not ours.
        }
    }

    private static void delete(Directory directory, String name) throws IOException {
        switch (directory.kind(name)) {
            case ABSENT -> {}
            case DIRECTORY -> {
                try (Directory child = directory.enter(name)) {
                    for (String each : child.names()) {
                        delete(child, each);
                    }
                }
                directory.deleteDirectory(name);
            }
            default -> directory.deleteFile(name);
        }
    }

    /** Of something that is not whole yet. */
    static String temporaryName(String suffix) {
        return TEMPORARY + Long.toHexString(ThreadLocalRandom.current().nextLong()) + suffix;
    }

    private Path parent(Path path) throws ForeignException {
        if (!path.startsWith(root) || path.equals(root)) {
            throw new IllegalArgumentException(path + " is not below " + root);
        }
        checkName(path);
        return Objects.requireNonNull(path.getParent());
    }

    /** A state of the last build names files, and a test of the user's may have written it: {@code ../..} leads out. */
    private static void checkName(Path path) throws ForeignException {
        if (!path.equals(path.normalize())) {
            throw new ForeignException(path, "no path of ours");
        }
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    /** Opens a directory that is there. */
    private Directory enter(Path directory) throws IOException {
        Directory at = open();
        Path path = root;
        for (Path each : steps(directory)) {
            path = path.resolve(each);
            try (Directory above = at) {
                switch (above.kind(each.toString())) {
                    case DIRECTORY -> at = above.enter(each.toString());
                    case ABSENT -> throw new NoSuchFileException(path.toString());
                    default -> throw new ForeignException(path, "no directory");
                }
            }
        }
        return at;
    }

    /** @throws NoSuchFileException also if another build has put a directory into the place of one that was made here */
    Directory enterOrMake(Path directory) throws IOException {
        checkRoot();
        Files.createDirectories(root);
        Directory at = open();
        for (Path each : steps(directory)) {
            String name = each.toString();
            try (Directory above = at) {
                Directory.Kind kind = above.kind(name);
                if (kind != Directory.Kind.DIRECTORY) {
                    if (kind != Directory.Kind.ABSENT) {
                        above.deleteFile(name);
                    }
                    make(above, name);
                }
                at = above.enter(name);
            }
        }
        return at;
    }

    private static void make(Directory above, String name) throws IOException {
        try {
            above.make(name);
        } catch (FileSystemException e) {
            // Another goal, of a parallel build, may have been faster.
            if (above.kind(name) != Directory.Kind.DIRECTORY) {
                throw e;
            }
        }
    }

    Directory open() throws IOException {
        checkRoot();
        return Directory.open(root);
    }

    private List<Path> steps(Path directory) throws ForeignException {
        if (!directory.startsWith(root)) {
            throw new IllegalArgumentException(directory + " is not in " + root);
        }
        checkName(directory);
        List<Path> steps = new ArrayList<>();
        if (!directory.equals(root)) {
            directory.subpath(root.getNameCount(), directory.getNameCount()).forEach(steps::add);
        }
        return steps;
    }

    /** Something that is not of our making stands where a file or a directory of ours belongs. */
    public static final class ForeignException extends FileSystemException {
        private static final long serialVersionUID = 1L;

        ForeignException(Path path, String is) {
            super(path.toString(), null, is + " (a link is not followed)");
        }
    }
}
