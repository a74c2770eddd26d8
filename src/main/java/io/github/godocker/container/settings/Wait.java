package io.github.godocker.container.settings;

/** One entry of {@code waitFor}; the name of its element says of which kind it is. */
public abstract class Wait {
    /** Seconds, at least 1. */
    public int timeout = 60;
}
