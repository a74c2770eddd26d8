package io.github.godocker.prune;

import org.jspecify.annotations.Nullable;

/**
 * What is to become of one of our things.
 *
 * @param id by which the daemon knows it: an id, a tag, or a volume's name
 * @param size in bytes; negative if it is not known
 * @param why it may go, or why it stays
 * @param removal null for what stays
 */
public record Verdict(
        Kind kind,
        String name,
        String id,
        long size,
        String why,
        @Nullable Removal removal) {
    /** Takes it away. */
    @FunctionalInterface
    interface Removal {
        /** Returns false if somebody has begun to use it. */
        boolean done();
    }

    static Verdict stays(Kind kind, String name, String id, String why) {
        return new Verdict(kind, name, id, -1, why, null);
    }

    public boolean goes() {
        return removal != null;
    }

    /** As a message names it. */
    public String what() {
        return kind.one() + " " + name;
    }
}
