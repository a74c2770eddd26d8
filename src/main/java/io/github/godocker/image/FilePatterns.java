package io.github.godocker.image;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which files of a directory are meant: Ant's patterns as all of Maven's plugins have them, with their default
 * excludes. They are spelt as regular expressions that Java and {@code grep -E} read alike, because a Dockerfile has to
 * choose the same files without Maven.
 */
final class FilePatterns {
    /** What editors, systems and version control leave behind: Ant's list, and what keeps a directory in git. */
    private static final List<String> DEFAULT_EXCLUDES = List.of(
            "**/*~",
            "**/#*#",
            "**/.#*",
            "**/%*%",
            "**/._*",
            "**/CVS/**",
            "**/.cvsignore",
            "**/SCCS/**",
            "**/RCS/**",
            "**/vssver.scc",
            "**/.svn/**",
            "**/.hg/**",
            "**/.hgignore",
            "**/.bzr/**",
            "**/.git/**",
            "**/.gitignore",
            "**/.gitattributes",
            "**/.gitmodules",
            "**/.gitkeep",
            "**/.DS_Store");

    private final String included;
    private final String excluded;
    private final boolean everything;
    private final Pattern includedPattern;
    private final Pattern excludedPattern;

    FilePatterns(List<String> includes, List<String> excludes) {
        List<String> all = new ArrayList<>(DEFAULT_EXCLUDES);
        all.addAll(excludes);
        everything = includes.isEmpty();
        included = everything ? ".*" : regex(includes);
        excluded = regex(all);
        includedPattern = Pattern.compile(included, Pattern.DOTALL);
        excludedPattern = Pattern.compile(excluded, Pattern.DOTALL);
    }

    /** @param path of a file, relative to the directory, with slashes */
    boolean includes(String path) {
        return includedPattern.matcher(path).matches()
                && !excludedPattern.matcher(path).matches();
    }

    /** Whether a directory is kept though no file in it is. */
    boolean includesEmptyDirectory(String path) {
        return everything && !excludedPattern.matcher(path).matches();
    }

    /** What a whole path has to match to be included. */
    String included() {
        return included;
    }

    /** What no path of a file may match. */
    String excluded() {
        return excluded;
    }

    /** What the path of a directory has to match to be left out where it is empty. */
    String unwantedIfEmpty() {
        return everything ? excluded : ".*";
    }

    private static String regex(List<String> patterns) {
        return String.join("|", patterns.stream().map(FilePatterns::regex).toList());
    }

    /** As a part of a path {@code **} stands for any number of directories, also none; elsewhere for {@code *}. */
    static String regex(String pattern) {
        String clean = pattern.strip().replace('\\', '/');
        String[] parts = (clean.endsWith("/") ? clean + "**" : clean).split("/+");
        StringBuilder regex = new StringBuilder();
        // Whether a separator has to come before the next part.
        boolean separated = true;
        for (int i = 0; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            if (!parts[i].equals("**")) {
                regex.append(separated ? "" : "/").append(part(parts[i]));
                separated = false;
            } else if (last) {
                regex.append(separated ? ".*" : "(/.*)?");
            } else if (separated) {
                regex.append("(.*/)?");
            } else {
                regex.append("/(.*/)?");
                separated = true;
            }
        }
        return regex.toString();
    }

    private static String part(String part) {
        StringBuilder regex = new StringBuilder();
        for (char c : part.toCharArray()) {
            switch (c) {
                case '*' -> regex.append("[^/]*");
                case '?' -> regex.append("[^/]");
                case '.', '+', '(', ')', '[', '{', '^', '$', '|' ->
                    regex.append('\\').append(c);
                default -> regex.append(c);
            }
        }
        return regex.toString();
    }
}
