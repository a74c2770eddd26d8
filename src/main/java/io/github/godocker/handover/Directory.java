package io.github.godocker.handover;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * An open directory and the entries in it, by name. No operation follows a link that is one of the entries, and none
 * looks at the directory's path again where the platform can do without.
 */
interface Directory extends Closeable {
    /** What an entry is. */
    enum Kind {
        ABSENT,
        FILE,
        DIRECTORY,
        /** A link, a pipe, a device: nothing that we make. */
        FOREIGN;

        private static Kind of(BasicFileAttributes attributes) {
            // On Windows a junction is a directory and something else at the same time.
            if (attributes.isSymbolicLink() || attributes.isOther()) {
                return FOREIGN;
            }
            return attributes.isDirectory() ? DIRECTORY : FILE;
        }
    }

    /** The root itself may be a link, as may what is above it: the user chose it. */
    static Directory open(Path root) throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(root);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return new Held(root, secure);
        }
        stream.close();
        return new Checked(root);
    }

    Kind kind(String name) throws IOException;

    /** Opens a directory in this one. */
    Directory enter(String name) throws IOException;

    void make(String name) throws IOException;

    List<String> names() throws IOException;

    /** Opens a file; {@link LinkOption#NOFOLLOW_LINKS} is added. */
    FileChannel file(String name, Set<? extends OpenOption> options, boolean executable) throws IOException;

    /** Puts an entry into the place of a file, a link, or nothing. */
    void rename(String from, String to) throws IOException;

    /** Deletes an entry that is no directory. */
    void deleteFile(String name) throws IOException;

    void deleteDirectory(String name) throws IOException;

    private static Set<OpenOption> withoutLinks(Set<? extends OpenOption> options) {
        Set<OpenOption> all = new HashSet<>(options);
        all.add(LinkOption.NOFOLLOW_LINKS);
        return all;
    }

    private static List<String> names(DirectoryStream<Path> stream) throws IOException {
        List<String> names = new ArrayList<>();
        try {
            stream.forEach(path -> names.add(path.getFileName().toString()));
        } catch (DirectoryIteratorException e) {
            throw Objects.requireNonNull(e.getCause());
        }
        names.sort(null);
        return names;
    }

    /** Held open: what takes the place of the directory or of one above it meanwhile is never met. */
    final class Held implements Directory {
        private final Path root;
        private final SecureDirectoryStream<Path> stream;

        private Held(Path root, SecureDirectoryStream<Path> stream) {
            this.root = root;
            this.stream = stream;
        }

        private static Path name(String name) {
            return Path.of(name);
        }

        @Override
        public Kind kind(String name) throws IOException {
            try {
                return Kind.of(
                        stream.getFileAttributeView(name(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                                .readAttributes());
            } catch (NoSuchFileException e) {
                return Kind.ABSENT;
            }
        }

        @Override
        public Directory enter(String name) throws IOException {
            return new Held(root, stream.newDirectoryStream(name(name), LinkOption.NOFOLLOW_LINKS));
        }

        /** Java makes directories by path only: so it is made in the root and moved here. */
        @Override
        public void make(String name) throws IOException {
            Path made = Files.createDirectory(root.resolve(OwnTree.temporaryName(".d")));
            boolean moved = false;
            try (DirectoryStream<Path> top = Files.newDirectoryStream(root)) {
                // An empty directory would be replaced, and another build may be in it; in the moment after this, too.
                if (kind(name) != Kind.ABSENT) {
                    throw new FileAlreadyExistsException(name);
                }
                ((SecureDirectoryStream<Path>) top).move(made.getFileName(), stream, name(name));
                moved = true;
            } finally {
                if (!moved) {
                    Files.deleteIfExists(made);
                }
            }
        }

        @Override
        public List<String> names() throws IOException {
            return Directory.names(stream);
        }

        @Override
        public FileChannel file(String name, Set<? extends OpenOption> options, boolean executable) throws IOException {
            // It is one on each platform that has such streams.
            return (FileChannel) stream.newByteChannel(name(name), withoutLinks(options), fileMode(executable));
        }

        @Override
        public void rename(String from, String to) throws IOException {
            stream.move(name(from), stream, name(to));
        }

        @Override
        public void deleteFile(String name) throws IOException {
            stream.deleteFile(name(name));
        }

        @Override
        public void deleteDirectory(String name) throws IOException {
            stream.deleteDirectory(name(name));
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    /** Known by its path alone, where directories cannot be held open: each one is looked at before it is entered. */
    final class Checked implements Directory {
        private final Path path;

        Checked(Path path) {
            this.path = path;
        }

        @Override
        public Kind kind(String name) throws IOException {
            try {
                return Kind.of(
                        Files.readAttributes(path.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
            } catch (NoSuchFileException e) {
                return Kind.ABSENT;
            }
        }

        @Override
        public Directory enter(String name) throws IOException {
            if (kind(name) != Kind.DIRECTORY) {
                throw new FileSystemException(path.resolve(name).toString(), null, "it is no directory");
            }
            return new Checked(path.resolve(name));
        }

        @Override
        public void make(String name) throws IOException {
            Files.createDirectory(path.resolve(name));
        }

        @Override
        public List<String> names() throws IOException {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
                return Directory.names(stream);
            }
        }

        @Override
        public FileChannel file(String name, Set<? extends OpenOption> options, boolean executable) throws IOException {
            FileAttribute<?>[] mode =
                    path.getFileSystem().supportedFileAttributeViews().contains("posix")
                            ? new FileAttribute<?>[] {fileMode(executable)}
                            : new FileAttribute<?>[0];
            return FileChannel.open(path.resolve(name), withoutLinks(options), mode);
        }

        @Override
        public void rename(String from, String to) throws IOException {
            Files.move(path.resolve(from), path.resolve(to), StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public void deleteFile(String name) throws IOException {
            Files.delete(path.resolve(name));
        }

        @Override
        public void deleteDirectory(String name) throws IOException {
            Files.delete(path.resolve(name));
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    private static FileAttribute<?> fileMode(boolean executable) {
        return PosixFilePermissions.asFileAttribute(
                PosixFilePermissions.fromString(executable ? "rwxrwxrwx" : "rw-rw-rw-"));
    }
}
