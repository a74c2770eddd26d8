package io.github.godocker.prune;

import io.github.godocker.GoDockerException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What may be removed, in the order in which it is: a later one may be in use by one before. */
public enum Kind {
    /** Those that have ended, or whose build has; builders that no build holds. */
    CONTAINERS("container"),
    /** Those in which no container is. */
    NETWORKS("network"),
    /** Old tags. */
    TAGS("tag"),
    /** Images without a tag. */
    IMAGES("image"),
    /** Copies of sources for builders that do not see them. */
    SOURCES("sources"),
    /** Go's caches. */
    CACHES("cache"),
    /** The linters and other programs that are run beside go. */
    TOOLS("tools");

    /** What nobody misses; the others make the next build slow. */
    private static final Set<Kind> USUAL = EnumSet.of(CONTAINERS, NETWORKS, TAGS, IMAGES);

    private final String one;

    Kind(String one) {
        this.one = one;
    }

    /** What one of them is called. */
    public String one() {
        return one;
    }

    /** @param names empty for the usual ones */
    public static Set<Kind> parse(List<String> names) {
        if (names.isEmpty()) {
            return EnumSet.copyOf(USUAL);
        }
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (String name : names) {
            kinds.add(Arrays.stream(values())
                    .filter(each -> each.name().equalsIgnoreCase(name.strip()))
                    .findFirst()
                    .orElseThrow(() -> new GoDockerException(
                            "Cannot prune '" + name.strip() + "': there is no such kind.",
                            "Choose of: "
                                    + Arrays.stream(values())
                                            .map(each -> each.name().toLowerCase(Locale.ROOT))
                                            .collect(Collectors.joining(", "))
                                    + ".")));
        }
        return kinds;
    }
}
