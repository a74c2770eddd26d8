package io.github.godocker.go;

import io.github.godocker.GoDockerException;
import org.jspecify.annotations.Nullable;

/**
 * A version of Go, ordered as Go orders them: 1.20rc1 &lt; 1.20 = 1.20.0 &lt; 1.20.1 &lt; 1.21 &lt; 1.21rc1 &lt;
 * 1.21.0. From 1.21 on, {@code 1.21} names the language and every release of it is later than it.
 *
 * @param patch the third number, {@link #NO_PATCH} for a language version or a pre-release
 * @param preRelease {@code rc1}, {@code beta2}; empty for a release
 */
public record GoVersion(int major, int minor, int patch, String preRelease) implements Comparable<GoVersion> {
    /** In place of a third number that is not there. */
    public static final int NO_PATCH = -1;

    /**
     * The Go for modules that name none or one of before 1.21, in which a {@code go} line began to mean a release of
     * Go and no longer only a language: the newest that the plugin is tested with.
     */
    public static final GoVersion DEFAULT = parse("1.26");

    private static final GoVersion FIRST_REQUIRED = parse("1.21");

    /**
     * Reads {@code 1.26}, {@code 1.26.1}, {@code 1.27rc1}, with or without a leading {@code go}.
     *
     * @throws GoDockerException when it is nothing of that kind
     */
    public static GoVersion parse(String text) {
        GoVersion version = parseOrNull(text);
        if (version == null) {
            throw new GoDockerException(
                    "Cannot use Go version '" + text + "': that is not how Go writes a version.",
                    "Write <goVersion> like 1.26, 1.26.1 or 1.27rc1.");
        }
        return version;
    }

    /** The same for callers that know better what to say, because they know the file and the line. */
    static @Nullable GoVersion parseOrNull(String text) {
        String version = text.strip();
        if (version.startsWith("go")) {
            version = version.substring(2);
        }
        int dot = version.indexOf('.');
        if (dot < 0) {
            return null;
        }
        int major = number(version.substring(0, dot));
        int end = digitsEnd(version, dot + 1);
        int minor = number(version.substring(dot + 1, end));
        if (major < 1 || minor < 0) {
            return null;
        }
        if (end == version.length()) {
            // Before 1.21 the first release was called 1.20, and Go takes both spellings for the same.
            return new GoVersion(major, minor, major == 1 && minor < 21 ? 0 : NO_PATCH, "");
        }
        if (version.charAt(end) == '.') {
            int patch = number(version.substring(end + 1));
            return patch < 0 ? null : new GoVersion(major, minor, patch, "");
        }
        String preRelease = version.substring(end);
        int letters = lettersEnd(preRelease);
        boolean wellFormed = letters > 0 && number(preRelease.substring(letters)) >= 0;
        return wellFormed ? new GoVersion(major, minor, NO_PATCH, preRelease) : null;
    }

    /**
     * The tag of the official golang image with this version. A language version ({@code 1.26}) is the tag that moves
     * with its patch releases.
     */
    public String imageTag() {
        return toString();
    }

    /** Whether a {@code go} line of this version names a language, which every later Go compiles, and no release. */
    public boolean isOnlyLanguage() {
        return compareTo(FIRST_REQUIRED) < 0;
    }

    @Override
    public int compareTo(GoVersion other) {
        int order = Integer.compare(major, other.major);
        if (order == 0) {
            order = Integer.compare(minor, other.minor);
        }
        if (order == 0) {
            order = Integer.compare(patch, other.patch);
        }
        if (order == 0) {
            order = kind().compareTo(other.kind());
        }
        if (order == 0 && !preRelease.isEmpty()) {
            order = Integer.compare(
                    number(preRelease.substring(kind().length())), number(other.preRelease.substring(kind().length())));
        }
        return order;
    }

    /** As golang images are tagged and go.mod spells it: {@code 1.20} never had a release called 1.20.0. */
    @Override
    public String toString() {
        boolean named = patch == NO_PATCH || patch == 0 && major == 1 && minor < 21;
        return major + "." + minor + (named ? "" : "." + patch) + preRelease;
    }

    private String kind() {
        return preRelease.substring(0, lettersEnd(preRelease));
    }

    private static int lettersEnd(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) >= 'a' && text.charAt(end) <= 'z') {
            end++;
        }
        return end;
    }

    private static int digitsEnd(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    /** The number, or -1 for anything else; like Go it takes no needless leading zero. */
    private static int number(String text) {
        boolean digits = !text.isEmpty() && text.length() < 10 && digitsEnd(text, 0) == text.length();
        if (!digits || text.length() > 1 && text.charAt(0) == '0') {
            return -1;
        }
        return Integer.parseInt(text);
    }
}
