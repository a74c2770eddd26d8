package io.github.godocker.docker;

import io.github.godocker.GoDockerException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of an image as Docker's users write it: {@code [registry/]repository[:tag][@digest]}.
 *
 * <p>The grammar is that of github.com/distribution/reference ({@code reference.go}, {@code normalize.go}): what stands
 * before the first slash is a registry only if it holds a dot or a colon, or is {@code localhost}. One thing is
 * stricter: there, an upper-case first component without a dot ({@code Acme/app}) counts as a host; here it is the
 * misspelt repository that it nearly always is.
 *
 * <p>Two references are equal if they are written alike: {@code app} is not {@code docker.io/app:latest}.
 *
 * @param writtenRegistry the registry, only if it was written
 * @param repository the repository without its registry, as it was written: {@code golang}, {@code acme/app}
 * @param writtenTag the tag, only if it was written
 * @param digest {@code sha256:…}, only if it was written
 */
public record ImageReference(
        @Nullable String writtenRegistry,
        String repository,
        @Nullable String writtenTag,
        @Nullable String digest) {
    /** The registry of names without one. */
    public static final String DOCKER_HUB = "docker.io";

    private static final String FORMER_DOCKER_HUB = "index.docker.io";

    private static final String LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
    private static final String COMPONENT = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
    private static final Pattern REGISTRY =
            Pattern.compile("(?:" + LABEL + "(?:\\." + LABEL + ")*|\\[[a-fA-F0-9:]+])(?::[0-9]+)?");
    private static final Pattern REPOSITORY = Pattern.compile(COMPONENT + "(?:/" + COMPONENT + ")*");
    private static final Pattern TAG = Pattern.compile("\\w[\\w.-]*");
    private static final Pattern DIGEST =
            Pattern.compile("[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}");
    private static final Pattern IMAGE_ID = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern SCHEME = Pattern.compile("[a-zA-Z]+://");

    /**
     * The limit of github.com/distribution/reference for a name with its registry, as it is written out in full:
     * {@code docker.io/library/} counts, too. Enough for a digest, whose rule has no limit.
     */
    private static final int MAX_NAME = 255;

    private static final int MAX_TAG = 128;

    private static final String TAG_RULE =
            "tags are letters, digits, '_', '.' and '-', and begin with a letter, a digit or '_'";

    /** Checks each part, so that every reference that exists is one that a daemon accepts. */
    public ImageReference {
        String problem = problem(writtenRegistry, repository, writtenTag, digest);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
    }

    /**
     * Reads a reference.
     *
     * @throws GoDockerException if no daemon would accept {@code text}, with the nearest name that it would
     */
    public static ImageReference parse(String text) {
        Parts parts = Parts.of(text);
        String problem;
        if (text.isBlank()) {
            problem = "it is empty";
        } else if (text.contains("${")) {
            problem = "a property in it has no value";
        } else if (SCHEME.matcher(text).lookingAt()) {
            problem = "a reference has no scheme such as 'https://'";
        } else if (text.chars().anyMatch(Character::isWhitespace)) {
            problem = "it contains white space";
        } else if (IMAGE_ID.matcher(text).matches()) {
            problem = "64 hexadecimal digits are an image's id, not its name";
        } else {
            problem = problem(parts.registry, parts.repository, parts.tag, parts.digest);
        }
        if (problem != null) {
            throw new GoDockerException("Invalid image reference '" + text + "': " + problem + ".", suggestion(text));
        }
        return new ImageReference(parts.registry, parts.repository, parts.tag, parts.digest);
    }

    /** What a daemon would have against these parts; null if nothing. */
    private static @Nullable String problem(
            @Nullable String registry, String repository, @Nullable String tag, @Nullable String digest) {
        // First: a text of any length would overflow the stack of a regular expression that saw it.
        String prefix = prefix(registry, repository);
        if (prefix.length() + repository.length() > MAX_NAME) {
            return "the repository has " + repository.length() + " characters and with its registry, "
                    + (prefix.length() > MAX_NAME ? "too long itself, " : "'" + prefix + "', ")
                    + (prefix.length() + repository.length()) + "; Docker's limit is " + MAX_NAME;
        }
        if (digest != null && digest.length() > MAX_NAME) {
            return "the digest has " + digest.length()
                    + " characters; that of an image is sha256:<64 hexadecimal digits>";
        }
        if (registry != null && !REGISTRY.matcher(registry).matches()) {
            return "'" + registry + "' is not a registry's host[:port]";
        }
        if (!repository.equals(repository.toLowerCase(Locale.ROOT))) {
            return "repository names must be lower case";
        }
        if (!REPOSITORY.matcher(repository).matches()) {
            return "repository names are lower-case letters and digits, separated by '/' or by one '.', one or two '_'"
                    + " or some '-'";
        }
        if (digest != null && !DIGEST.matcher(digest).matches()) {
            return "'" + digest + "' is not a digest such as sha256:<64 hexadecimal digits>";
        }
        return tag == null ? null : problemOfTag(tag);
    }

    /** What stands before the repository where a name is written out in full. */
    private static String prefix(@Nullable String registry, String repository) {
        String host = registryOf(registry);
        return host + (host.equals(DOCKER_HUB) && repository.indexOf('/') < 0 ? "/library/" : "/");
    }

    private static @Nullable String problemOfTag(String tag) {
        if (tag.length() > MAX_TAG) {
            return "the tag has " + tag.length() + " characters; Docker's limit is " + MAX_TAG;
        }
        if (tag.indexOf('+') >= 0) {
            return "a tag cannot contain '+', though a Maven version may";
        }
        return TAG.matcher(tag).matches() ? null : TAG_RULE;
    }

    private static String suggestion(String text) {
        Parts parts = Parts.of(SCHEME.matcher(text.strip()).replaceFirst(""));
        String repository = parts.repository.toLowerCase(Locale.ROOT);
        String tag = parts.tag == null ? null : parts.tag.replace('+', '-');
        if (problem(parts.registry, repository, tag, parts.digest) == null) {
            return "Did you mean '" + new ImageReference(parts.registry, repository, tag, parts.digest) + "'?";
        }
        if (prefix(parts.registry, repository).length() + repository.length() > MAX_NAME
                || tag != null && tag.length() > MAX_TAG) {
            return "Choose a shorter one.";
        }
        return "Write it as [registry/]repository[:tag][@digest], for example acme/app:1.0.";
    }

    /** The registry's {@code host[:port]}: {@code docker.io} if none was written, or one of that registry's old name. */
    public String registry() {
        return registryOf(writtenRegistry);
    }

    private static String registryOf(@Nullable String written) {
        return written == null || written.equals(FORMER_DOCKER_HUB) ? DOCKER_HUB : written;
    }

    /** The last component of the repository: {@code app} of {@code acme/app}. */
    public String name() {
        return repository.substring(repository.lastIndexOf('/') + 1);
    }

    /** The tag; {@code latest} if none was written. */
    public String tag() {
        return writtenTag == null ? "latest" : writtenTag;
    }

    /**
     * The same repository with another tag, and without digest.
     *
     * @throws GoDockerException if it cannot be a tag
     */
    public ImageReference withTag(String tag) {
        String problem = problemOfTag(tag);
        if (problem != null) {
            String better = tag.replace('+', '-');
            throw new GoDockerException(
                    "Invalid image tag '" + tag + "': " + problem + ".",
                    problemOfTag(better) == null
                            ? "Did you mean '" + better + "'?"
                            : "Set a tag such as 1.0 or 1.0-rc.1.");
        }
        return new ImageReference(writtenRegistry, repository, tag, null);
    }

    /** The repository alone, with its registry if that was written. */
    public ImageReference withoutTag() {
        return new ImageReference(writtenRegistry, repository, null, null);
    }

    /** The name and the tag written out in full, alike for all references that mean the same image of a daemon. */
    public String full() {
        return prefix(writtenRegistry, repository) + repository + ":" + tag();
    }

    /** The reference as it was written. */
    @Override
    public String toString() {
        return (writtenRegistry == null ? "" : writtenRegistry + "/")
                + repository
                + (writtenTag == null ? "" : ":" + writtenTag)
                + (digest == null ? "" : "@" + digest);
    }

    /** A reference cut at its separators, nothing checked. */
    private record Parts(
            @Nullable String registry,
            String repository,
            @Nullable String tag,
            @Nullable String digest) {
        static Parts of(String text) {
            String registry = null;
            String rest = text;
            int slash = text.indexOf('/');
            if (slash >= 0 && isRegistry(text.substring(0, slash))) {
                registry = text.substring(0, slash);
                rest = text.substring(slash + 1);
            }
            String digest = null;
            int at = rest.indexOf('@');
            if (at >= 0) {
                digest = rest.substring(at + 1);
                rest = rest.substring(0, at);
            }
            String tag = null;
            int colon = rest.indexOf(':');
            if (colon >= 0) {
                tag = rest.substring(colon + 1);
                rest = rest.substring(0, colon);
            }
            return new Parts(registry, rest, tag, digest);
        }

        private static boolean isRegistry(String component) {
            return component.equals("localhost") || component.indexOf('.') >= 0 || component.indexOf(':') >= 0;
        }
    }
}
