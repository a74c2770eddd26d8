package io.github.godocker.log;

import java.time.Duration;

/**
 * What happened, as events: what a room reports is the fact, how it reads is decided in this package alone. Each room has
 * a class of its own for what it tells; here is what any of them may tell.
 */
public abstract class RoomLog {
    private final Console console;

    RoomLog(Console console) {
        this.console = console;
    }

    final void debug(String line) {
        console.debug(line);
    }

    final void info(String line) {
        console.info(line);
    }

    final void warn(String line) {
        console.warn(line);
    }

    final void error(String line) {
        console.error(line);
    }

    /** Whether a person watches: percentages are shown only then. */
    final boolean interactive() {
        return console.interactive();
    }

    /** A line of go's that says why it failed. */
    public final void goComplains(String line) {
        error(line);
    }

    /** Something that a registry or the way to it could not do for now. */
    public final void retrying(String doing, String cause, Duration wait, int retry, int of) {
        warn("Cannot " + doing + " yet: " + cause + "; trying again in " + Brief.seconds(wait) + " (" + retry + " of "
                + of + ")");
    }

    final void stillWorking(String doing, Duration time) {
        info("Still " + doing + " after " + time.toMinutes() + " min");
    }

    public final void warning(String text) {
        warn(text);
    }

    public final void detail(String text) {
        debug(text);
    }
}
