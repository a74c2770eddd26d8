package io.github.godocker.image;

import io.github.godocker.GoDockerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file or directory that is copied into the image.
 *
 * @param source on this machine, below the build context and no link
 * @param target in the image; where a file goes, a directory if it ends with a slash
 * @param includes Ant patterns of the files of a directory that are meant; none for all
 * @param excludes Ant patterns of files that are not
 * @param mode of all files, octal; null for 0644, and 0755 of what is executable
 * @param owner {@code uid[:gid]} or names that the base knows; null for root
 */
public record ExtraFile(
        Path source,
        String target,
        List<String> includes,
        List<String> excludes,
        @Nullable String mode,
        @Nullable String owner) {
    private static final Pattern MODE = Pattern.compile("0?[0-7]{3}");
    private static final Pattern OWNER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*(:[A-Za-z0-9_][A-Za-z0-9_.-]*)?");
    private static final Map<String, String> IDS = Map.of("root", "0", "nonroot", "65532");

    public ExtraFile {
        includes = List.copyOf(includes);
        excludes = List.copyOf(excludes);
    }

    /** The whole of it, for root. */
    public ExtraFile(Path source, String target) {
        this(source, target, List.of(), List.of(), null, null);
    }

    /**
     * The same with its source's own place: a link is followed, if that stays in the build context, where a Dockerfile
     * can reach it.
     *
     * @param context the build context's directory, absolute
     * @throws GoDockerException if it lies outside, or if mode, owner or a pattern make no sense
     */
    public ExtraFile checked(Path context, boolean onScratch) {
        if (mode != null && !MODE.matcher(mode).matches()) {
            throw new GoDockerException(
                    "Cannot give " + source + " of <files> the mode '" + mode + "'.",
                    "Write <mode> in octal, 0640 for example.");
        }
        for (String pattern :
                List.of(includes, excludes).stream().flatMap(List::stream).toList()) {
            if (pattern.startsWith("%") && pattern.contains("[")) {
                throw new GoDockerException(
                        "Cannot use the pattern '" + pattern + "' of <files>: only Ant's wildcards are understood.",
                        "Write it with ?, * and **, as in **/*.html.");
            }
        }
        Path real = resolved(context);
        // What a link names keeps the link's name.
        boolean named = Files.isDirectory(real) || !target.endsWith("/");
        String whole = named ? target : target + source.getFileName();
        return new ExtraFile(real, whole, includes, excludes, mode, owner(onScratch));
    }

    private Path resolved(Path context) {
        try {
            Path real = source.toRealPath();
            Path realContext = context.toRealPath();
            if (real.startsWith(realContext)) {
                return context.resolve(realContext.relativize(real));
            }
            throw new GoDockerException(
                    source.startsWith(context)
                            ? "Cannot copy " + source + " of <files>: it is a link to " + real + ", outside of "
                                    + context + "."
                            : "Cannot copy " + source + ": it lies outside of " + context + ".",
                    "Move it into the project, where a Dockerfile can reach it.");
        } catch (IOException e) {
            throw new GoDockerException(
                    Files.isSymbolicLink(source)
                            ? "Cannot copy " + source + " of <files>: it is a link to what does not exist."
                            : "Cannot read " + source + " of <files>: " + GoDockerException.words(e) + ".",
                    "Correct its <source>.",
                    e);
        }
    }

    /** On scratch as numbers, with the group, because nothing there but our own users has a name. */
    private @Nullable String owner(boolean onScratch) {
        if (owner == null) {
            return null;
        }
        if (!OWNER.matcher(owner).matches()) {
            throw new GoDockerException(
                    "Cannot give " + source + " of <files> to '" + owner + "'.",
                    "Write <owner> as user or user:group, by name or number.");
        }
        if (!onScratch) {
            return owner;
        }
        int colon = owner.indexOf(':');
        String user = id(colon < 0 ? owner : owner.substring(0, colon));
        return user + ":" + (colon < 0 ? user : id(owner.substring(colon + 1)));
    }

    private String id(String name) {
        String id = IDS.getOrDefault(name, name);
        if (!id.matches("\\d{1,9}")) {
            throw new GoDockerException(
                    "Cannot give " + source + " of <files> to '" + name
                            + "': an image on scratch knows only root and nonroot.",
                    "Write <owner> as a number, such as 1000.");
        }
        return id;
    }

    FilePatterns patterns() {
        return new FilePatterns(includes, excludes);
    }

    /** The directory in the image that the copy is made into, without a slash at its end: empty for the root. */
    String directory() {
        String path = Files.isDirectory(source) || target.endsWith("/") ? target + "/" : target;
        String clean = path.replaceAll("/+", "/");
        return clean.substring(0, clean.lastIndexOf('/'));
    }

    /** What a single file is called in that directory. */
    String name() {
        return target.endsWith("/") ? source.getFileName().toString() : target.substring(target.lastIndexOf('/') + 1);
    }

    /** Whether it is a tree of the whole image, from its root on. */
    boolean isRoot() {
        return directory().isEmpty() && Files.isDirectory(source);
    }
}
