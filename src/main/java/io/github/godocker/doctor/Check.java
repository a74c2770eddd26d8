package io.github.godocker.doctor;

import java.util.function.Supplier;

/**
 * A question.
 *
 * @param name one word or two
 * @param needs the name of another one, without whose good answer this has none; empty for none
 * @param vital whether a build cannot work when this has no answer
 * @param hint what to look at when there is no answer in time; empty for nothing special
 * @param question asked in a thread of its own, which is interrupted when its time is over
 */
public record Check(String name, String needs, boolean vital, String hint, Supplier<Finding> question) {
    public static Check of(String name, Supplier<Finding> question) {
        return new Check(name, "", true, "", question);
    }

    public Check after(String other) {
        return new Check(name, other, vital, hint, question);
    }

    /** Of one whose failure hinders no build. */
    public Check aside() {
        return new Check(name, needs, false, hint, question);
    }

    public Check hint(String whenSilent) {
        return new Check(name, needs, vital, whenSilent, question);
    }
}
