package io.github.godocker.check.page;

import java.util.Optional;

/** One subject of the page. */
interface Section {
    /** Writes its card for the overview; not every subject has one. */
    default void card() {}

    /** Writes all that is known of it; nothing if that is nothing. */
    void write();

    /** What to say where there is nothing; not every subject is missed. */
    default Optional<Advice> missing() {
        return Optional.empty();
    }

    /**
     * How to get what the page lacks.
     *
     * @param goal that leaves it; empty if every goal does
     */
    record Advice(String goal, String what, String command) {}
}
