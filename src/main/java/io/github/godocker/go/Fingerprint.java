package io.github.godocker.go;

import io.github.godocker.GoDockerException;
import io.github.godocker.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Decides "nothing changed" without reading a source file: a SHA-256 over settings and over the names, sizes and times
 * of files. Equal fingerprints mean equal inputs; different ones may mean no more than a touched file.
 *
 * <p>Where the system tells the time of a file's last status change (every Unix), that counts, too: unlike the
 * modification time no tool can set it, so {@code cp -p}, {@code tar x} and {@code rsync -t} cannot hide a change of
 * equal size. It comes with the same system call as the rest. Measured over 5,000 files in 100 directories (2 cores,
 * JDK 17, cached by the kernel): 17 ms in a warm JVM; 90 ms for the walk and 45 ms for the hash as the first thing
 * that a JVM does, half of the latter for loading the algorithm. {@link Files#walkFileTree} without the status change
 * is 1 ms faster warm and 30 ms cold. The 300 files of an ordinary service take 1.5 ms warm, 50 ms cold.
 *
 * <p>Take it <em>before</em> the work that it guards and store it after that has succeeded, so that an edit in between
 * shows as a change the next time; or take it after, and {@link #since} tells of such edits. Not thread-safe.
 */
public final class Fingerprint {
    /** Between the parts, and between the name and the sum of one. */
    private static final String SEPARATOR = "\u001e";

    private static final String PARTS = " parts";

    private final StringBuilder text = new StringBuilder(4096);
    private final List<Part> parts = new ArrayList<>();
    private final long start;
    private boolean racy;
    private boolean withoutNodeModules;
    private @Nullable Path visible;

    /** A setting, file or directory: what changed is told by these. */
    private static final class Part {
        final String name;
        final int start;
        String newest = "";

        Part(String name, int start) {
            this.name = name;
            this.start = start;
        }
    }

    private Fingerprint(long start) {
        this.start = start;
    }

    /** Of what is there now, before the work that it guards. */
    public static Fingerprint of() {
        return since(System.currentTimeMillis());
    }

    /**
     * Of what is there after the work that it guards, because only that tells what went in: what changed since the work
     * began makes it racy.
     *
     * @param start of the work, as {@link System#currentTimeMillis()} tells it
     */
    public static Fingerprint since(long start) {
        return new Fingerprint(start);
    }

    /** Begins what is told as one thing if it changes; what is added until the next one belongs to it. */
    private void begin(String name) {
        parts.add(new Part(name, text.length()));
    }

    /**
     * Adds a setting. No other sequence of keys and values gives the same text.
     *
     * @param key as people call it: it is shown if the value changes
     * @param value a text, or what is made of records, maps, collections and texts
     */
    public Fingerprint add(String key, @Nullable Object value) {
        begin(key);
        append(key, value instanceof String simple ? simple : CanonicalText.of(value));
        return this;
    }

    private void append(String key, String value) {
        append(text, key, value);
    }

    static void append(StringBuilder text, String key, String value) {
        text.append(key.length()).append(':').append(key);
        text.append(value.length()).append(':').append(value).append('\n');
    }

    /** What is done with the files of a part. */
    private interface Look {
        void at(FileStamps files) throws IOException;
    }

    private void addFiles(String kind, Path path, Set<Path> excluded, Predicate<String> names, Look look)
            throws IOException {
        begin(path.toString());
        append(kind, path.toString());
        look(path, excluded, names, look);
    }

    private void look(Path path, Set<Path> excluded, Predicate<String> names, Look look) throws IOException {
        FileStamps files = new FileStamps(text, start, path, excluded, names, visible);
        look.at(files);
        racy |= files.isRacy();
        withoutNodeModules |= files.isWithoutNodeModules();
        if (!files.newest().isEmpty()) {
            parts.get(parts.size() - 1).newest = files.newest();
        }
    }

    /**
     * Adds one file by its path, size and times; a file that does not exist counts as that. A symbolic link counts by its
     * text and by the file that it leads to.
     */
    public Fingerprint addFile(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        try {
            addFiles("file", absolute, Set.of(), name -> true, FileStamps::file);
        } catch (IOException e) {
            throw cannotRead(absolute, e);
        }
        return this;
    }

    /**
     * Adds the files of one directory that have certain names, not what lies in directories below it. A directory that
     * does not exist counts as that. That a file was taken out of it makes it racy, too.
     */
    public Fingerprint addDirectory(Path directory, Predicate<String> names) {
        Path absolute = directory.toAbsolutePath().normalize();
        try {
            addFiles("directory", absolute, Set.of(), names, FileStamps::directory);
        } catch (NoSuchFileException | NotDirectoryException e) {
            text.append("-\n");
        } catch (IOException e) {
            throw cannotRead(absolute, e);
        }
        return this;
    }

    /** Lets a file that was made in a directory or taken out of it since the start count as a race, and nothing else. */
    void addTime(Path directory) throws IOException {
        look(directory, Set.of(), name -> true, FileStamps::time);
    }

    /** From now on a link to a directory is followed, if that lies below this one: a container sees nothing else. */
    public Fingerprint seeing(Path root) {
        try {
            visible = root.toRealPath();
            return this;
        } catch (IOException e) {
            throw cannotRead(root, e);
        }
    }

    /**
     * Adds every file below a directory, except in directories named {@code .git} or {@code node_modules}. A symbolic
     * link counts by its text and by what it leads to; that of a directory only if it is {@link #seeing visible}.
     *
     * @param excludedDirectories absolute and normalized: where builds write their output
     */
    public Fingerprint addTree(Path directory, Set<Path> excludedDirectories) {
        return addTree(directory, excludedDirectories, name -> true);
    }

    /** The same of files that have certain names. */
    public Fingerprint addTree(Path directory, Set<Path> excludedDirectories, Predicate<String> names) {
        return addTree(directory, excludedDirectories, names, FileStamps::tree);
    }

    /**
     * The same of a directory that the build itself makes, with directories in it for whatever else: neither they nor the
     * directory count, only such files.
     */
    public Fingerprint addMadeTree(Path directory, Set<Path> excludedDirectories, Predicate<String> names) {
        return addTree(directory, excludedDirectories, names, FileStamps::madeTree);
    }

    private Fingerprint addTree(Path directory, Set<Path> excludedDirectories, Predicate<String> names, Look look) {
        Path absolute = directory.toAbsolutePath().normalize();
        try {
            addFiles("tree", absolute, excludedDirectories, names, look);
        } catch (IOException e) {
            throw cannotRead(absolute, e);
        }
        return this;
    }

    /**
     * Whether a file changed so shortly before the start that another change might leave no trace, or later, or vanished
     * meanwhile. A fingerprint like that must not be stored as that of the result: git calls such an entry racily
     * clean, and compares contents; here one build more is the price.
     */
    public boolean isRacy() {
        return racy;
    }

    /** Whether a directory {@code node_modules} was left out, so that what go reads of it has to be asked for. */
    public boolean isWithoutNodeModules() {
        return withoutNodeModules;
    }

    /** SHA-256 of all that was added, in lower-case hexadecimal. */
    public String hex() {
        try {
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Adds all of it to a state, under a name of its own. */
    public State record(State state, String name) {
        StringBuilder sums = new StringBuilder();
        sums().forEach((part, sum) -> sums.append(sums.length() == 0 ? "" : SEPARATOR + SEPARATOR)
                .append(part)
                .append(SEPARATOR)
                .append(sum));
        return state.with(name, hex()).with(name + PARTS, sums.toString());
    }

    /**
     * What is another than in the state that {@link #record} made: a setting's key, a file, or a directory with its
     * newest file, for people to read. Nothing if all is the same.
     */
    public Optional<String> changeSince(State state, String name) {
        if (hex().equals(state.get(name))) {
            return Optional.empty();
        }
        Map<String, String> former = new LinkedHashMap<>();
        for (String part : state.get(name + PARTS).split(SEPARATOR + SEPARATOR)) {
            int end = part.indexOf(SEPARATOR);
            if (end > 0) {
                former.put(part.substring(0, end), part.substring(end + 1));
            }
        }
        if (former.isEmpty()) {
            return Optional.of("nothing is known of a former run that is good to go on from");
        }
        Map<String, String> now = sums();
        for (Part part : parts) {
            String shown = shown(part.name);
            if (!former.containsKey(shown)) {
                return Optional.of(shown + " is new");
            }
            if (!former.get(shown).equals(now.get(shown))) {
                boolean itself = part.newest.isEmpty();
                return Optional.of(shown + " changed" + (itself ? "" : " (its newest file is " + part.newest + ")"));
            }
        }
        former.keySet().removeAll(now.keySet());
        return Optional.of(
                former.isEmpty()
                        ? "the order of things changed"
                        : former.keySet().iterator().next() + " is not there any more");
    }

    /** A short sum for each part, which tells what changed but decides nothing. */
    private Map<String, String> sums() {
        Map<String, CRC32> sums = new LinkedHashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            int end = i + 1 < parts.size() ? parts.get(i + 1).start : text.length();
            sums.computeIfAbsent(shown(parts.get(i).name), name -> new CRC32())
                    .update(text.substring(parts.get(i).start, end).getBytes(StandardCharsets.UTF_8));
        }
        Map<String, String> hex = new LinkedHashMap<>();
        sums.forEach((name, sum) -> hex.put(name, Long.toHexString(sum.getValue())));
        return hex;
    }

    private static String shown(String name) {
        return name.replaceAll("\\p{Cntrl}", "?");
    }

    private static GoDockerException cannotRead(Path path, IOException e) {
        return new GoDockerException(
                "Cannot read " + path + ": " + Reason.of(e) + ".", "Check that it exists and that you may read it.", e);
    }
}
