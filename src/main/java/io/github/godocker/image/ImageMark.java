package io.github.godocker.image;

import java.util.regex.Pattern;

/**
 * What tells an image of ours from all others. Its labels say which project made it, but whatever is built on it inherits
 * them; so the last step by which it was made has to be ours, too.
 */
public final class ImageMark {
    private static final String PREFIX = "io.github.godocker.image.";

    /** {@code groupId:artifactId}. */
    public static final String PROJECT = PREFIX + "project";

    /** The image's main name, without a tag. */
    public static final String REPOSITORY = PREFIX + "repository";

    /** What the history of an image says of a layer that was loaded. */
    static final String LOADED = "go-docker-maven-plugin: ";

    /** As the classic builder and podman write it, and as BuildKit does. */
    private static final Pattern LABELLED =
            Pattern.compile("(?:/bin/sh -c #\\(nop\\) +)?LABEL \"?" + Pattern.quote(PREFIX) + ".*", Pattern.DOTALL);

    private ImageMark() {}

    static boolean isLabel(String name) {
        return name.startsWith(PREFIX);
    }

    /** Whether an image's last step is one with which our images end. */
    public static boolean isLastStep(String step) {
        return step.startsWith(LOADED) || LABELLED.matcher(step).matches();
    }
}
