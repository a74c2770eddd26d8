package io.github.godocker.image;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.TarStream;
import io.github.godocker.go.Fingerprint;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one entry of {@code files} puts into the image: names relative to its directory there, with the modes that they
 * get, sorted. Modes depend neither on this machine's umask nor on its system. A link stays a link and has to stay in
 * the tree.
 */
public final class FileTree {
    private static final int EXECUTABLE = 0755;
    private static final int READABLE = 0644;
    private static final int STICKY = 01777;
    /** Where every user of an image may write. */
    static final Set<String> SHARED = Set.of("tmp", "var/tmp");

    private final ExtraFile file;
    private final TreeMap<String, Entry> entries = new TreeMap<>();

    /**
     * @param source null for a directory
     * @param link what a link says; null for everything else
     */
    record Entry(int mode, @Nullable Path source, @Nullable String link) {
        boolean isDirectory() {
            return source == null && link == null;
        }

        void addTo(TarStream tar, String name) throws IOException {
            if (link != null) {
                tar.symbolicLink(name, link);
            } else if (source == null) {
                tar.directory(name, mode);
            } else {
                tar.file(name, mode, source);
            }
        }
    }

    private FileTree(ExtraFile file) {
        this.file = file;
    }

    /** @throws GoDockerException if it cannot be read, or if there is a link out of it or something like a pipe in it */
    public static FileTree of(ExtraFile file) {
        FileTree tree = new FileTree(file);
        try {
            if (Files.isDirectory(file.source())) {
                tree.collect(file, file.source(), "", file.patterns());
            } else {
                tree.entries.put(file.name(), new Entry(fileMode(file), file.source(), null));
            }
        } catch (IOException e) {
            throw new GoDockerException(
                    "Cannot read " + file.source() + ", which goes into the image: " + GoDockerException.words(e) + ".",
                    "Make it readable, and run the build when no other program changes it.",
                    e);
        }
        return tree;
    }

    /** What it is the tree of. */
    public ExtraFile file() {
        return file;
    }

    Map<String, Entry> entries() {
        return entries;
    }

    /** Adds all that tells this tree from another one. */
    public void addTo(Fingerprint fingerprint) {
        entries.forEach((name, entry) -> {
            fingerprint.add(name, Integer.toOctalString(entry.mode()) + " " + entry.link());
            if (entry.source() != null && entry.link() == null) {
                fingerprint.addFile(entry.source());
            }
        });
    }

    /** @return whether there is anything to keep in the directory */
    private boolean collect(ExtraFile file, Path directory, String prefix, FilePatterns patterns) throws IOException {
        List<Path> children;
        try (Stream<Path> list = Files.list(directory)) {
            children = new ArrayList<>(list.sorted().toList());
        }
        boolean any = false;
        for (Path child : children) {
            String name = prefix + child.getFileName();
            BasicFileAttributes attributes =
                    Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isDirectory()) {
                if (collect(file, child, name + "/", patterns) || patterns.includesEmptyDirectory(name)) {
                    entries.put(name, new Entry(directoryMode(file, name), null, null));
                    any = true;
                }
            } else if (patterns.includes(name)) {
                entries.put(name, entry(file, child, name, attributes));
                any = true;
            }
        }
        return any;
    }

    private static Entry entry(ExtraFile file, Path path, String name, BasicFileAttributes attributes)
            throws IOException {
        if (attributes.isSymbolicLink()) {
            String link = Files.readSymbolicLink(path).toString().replace(File.separatorChar, '/');
            int above = (int) name.chars().filter(c -> c == '/').count();
            // Each step up needs a directory to step out of: "/.." would be "/" again.
            if (link.startsWith("/") || depth(link, above) < 0) {
                throw new GoDockerException(
                        "Cannot copy " + path + " into the image: it is a link to " + link + ", out of " + file.source()
                                + ".",
                        "Put the file itself there, or make it a relative link to something in that directory.");
            }
            return new Entry(0777, path, link);
        }
        if (!attributes.isRegularFile()) {
            throw new GoDockerException(
                    "Cannot copy " + path + " into the image: it is neither a file nor a directory.",
                    "Move it away, or name it in <excludes> of its <file>.");
        }
        return new Entry(file.mode() == null && isExecutable(path) ? EXECUTABLE : fileMode(file, READABLE), path, null);
    }

    /** How deep one is at the least on the way along a link; negative outside. */
    private static int depth(String link, int start) {
        int depth = start;
        int least = start;
        for (String part : link.split("/")) {
            depth += part.equals("..") ? -1 : part.isEmpty() || part.equals(".") ? 0 : 1;
            least = Math.min(least, depth);
        }
        return least;
    }

    private static int fileMode(ExtraFile file) throws IOException {
        return fileMode(file, isExecutable(file.source()) ? EXECUTABLE : READABLE);
    }

    private static int fileMode(ExtraFile file, int usual) {
        return file.mode() == null ? usual : Integer.parseInt(file.mode(), 8);
    }

    private static int directoryMode(ExtraFile file, String name) {
        if (file.mode() != null) {
            return directoryMode(Integer.parseInt(file.mode(), 8));
        }
        return file.isRoot() && SHARED.contains(name) ? STICKY : EXECUTABLE;
    }

    /** Whoever may read a directory's files has to be able to enter it. */
    static int directoryMode(int fileMode) {
        return fileMode | (fileMode & 0444) >> 2;
    }

    /** What is executable for anybody; on Windows nothing is. */
    private static boolean isExecutable(Path path) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return false;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
        return permissions.contains(PosixFilePermission.OWNER_EXECUTE)
                || permissions.contains(PosixFilePermission.GROUP_EXECUTE)
                || permissions.contains(PosixFilePermission.OTHERS_EXECUTE);
    }
}
