package io.github.godocker.go;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of {@code //go:embed}, and the files that it means now. Go itself decides what is an error; here a pattern
 * that makes no sense means nothing.
 *
 * @param text as it stands in the source: {@code templates}, {@code all:static/*.css}
 */
public record EmbedPattern(String text) {
    private static final String ALL = "all:";
    /** Go embeds no version control. */
    private static final Set<String> NEVER = Set.of(".git", ".hg", ".bzr", ".svn");

    /** What is found, in a stable order. */
    interface Found {
        /** A file that go embeds, or a link to one. */
        void file(Path file) throws IOException;

        /** A directory in which more such files may appear. */
        void directory(Path directory) throws IOException;
    }

    /** @param packageDirectory that of the source in which the pattern stands */
    void expand(Path packageDirectory, Found found) throws IOException {
        boolean all = text.startsWith(ALL);
        String[] segments = (all ? text.substring(ALL.length()) : text).split("/");
        try {
            expand(packageDirectory, segments, 0, all, found);
        } catch (InvalidPathException | PatternSyntaxException e) {
            // Go says so.
        }
    }

    private void expand(Path path, String[] segments, int index, boolean all, Found found) throws IOException {
        if (index == segments.length) {
            embed(path, all, found);
            return;
        }
        String segment = segments[index];
        boolean last = index == segments.length - 1;
        try {
            if (last || isPattern(segment)) {
                found.directory(path);
            }
            if (!isPattern(segment)) {
                expand(path.resolve(segment), segments, index + 1, all, found);
                return;
            }
            Pattern names = Pattern.compile(regularExpression(segment), Pattern.DOTALL);
            for (Path entry : Listing.of(path)) {
                if (names.matcher(String.valueOf(entry.getFileName())).matches()) {
                    expand(entry, segments, index + 1, all, found);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // Nothing matches.
        }
    }

    private static void embed(Path path, boolean all, Found found) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            embedTree(path, all, found);
        } else if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            found.file(path);
        }
    }

    private static void embedTree(Path directory, boolean all, Found found) throws IOException {
        found.directory(directory);
        for (Path entry : Listing.of(directory)) {
            String name = String.valueOf(entry.getFileName());
            boolean hidden = name.startsWith(".") || name.startsWith("_");
            if (NEVER.contains(name) || hidden && !all) {
                continue;
            }
            if (!Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                found.file(entry);
            } else if (!Files.exists(entry.resolve("go.mod"))) {
                embedTree(entry, all, found);
            }
        }
    }

    private static boolean isPattern(String segment) {
        return segment.chars().anyMatch(c -> "*?[\\".indexOf(c) >= 0);
    }

    /** Go's {@code path.Match}, for a name without slashes. */
    private static String regularExpression(String segment) {
        StringBuilder regex = new StringBuilder();
        boolean set = false;
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c == '\\' && i + 1 < segment.length()) {
                i++;
                regex.append(Pattern.quote(segment.substring(i, i + 1)));
            } else if (set) {
                set = c != ']';
                regex.append("[&^".indexOf(c) >= 0 ? "\\" : "").append(c);
            } else if (c == '[') {
                set = true;
                boolean not = i + 1 < segment.length() && segment.charAt(i + 1) == '^';
                regex.append(not ? "[^" : "[");
                i += not ? 1 : 0;
            } else {
                regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }
}
