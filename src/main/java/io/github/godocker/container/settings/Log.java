package io.github.godocker.container.settings;

import org.jspecify.annotations.Nullable;

/** {@code <log>text</log>}: a line in which this regular expression is found was printed since the start. */
public final class Log extends Wait {
    public @Nullable String pattern;
    /** In how many lines. */
    public int times = 1;

    @Override
    public void set(String text) {
        pattern = text;
    }
}
