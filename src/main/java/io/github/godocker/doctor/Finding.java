package io.github.godocker.doctor;

import java.util.Locale;

/**
 * The answer to a question.
 *
 * @param text what is so; never a secret
 * @param fix what to do; empty where all is well
 */
public record Finding(Level level, String text, String fix) {
    public enum Level {
        OK,
        /** It works, but slower, or not for all. */
        WARN,
        /** A build cannot work so. */
        FAIL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Finding ok(String text) {
        return new Finding(Level.OK, text, "");
    }

    public static Finding warn(String text, String fix) {
        return new Finding(Level.WARN, text, fix);
    }

    public static Finding fail(String text, String fix) {
        return new Finding(Level.FAIL, text, fix);
    }
}
