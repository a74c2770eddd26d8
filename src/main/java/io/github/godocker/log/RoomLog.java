package io.github.godocker.log;

import java.time.Duration;

/**
 * What happened, as events: what a room reports is the fact, how it reads is decided in this package. Each room has a class
 * of its own for what it tells; here is what any of them may tell. {@link #warning} and {@link #detail} take a text that
 * was made elsewhere, out of what only its maker knows.
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

    final void print(String line) {
        console.print(line);
    }

    /** Whether a person watches: percentages are shown only then. */
    final boolean interactive() {
        return console.interactive();
    }

    /** What another program said of its failure, a line: go, or a step of a Dockerfile. */
    public final void complaint(String line) {
        error(line);
    }

    /** Whether its program has closed its output, or a connection was lost, is the same from here. */
    final void brokenOffOutput(String name) {
        warn("Nothing more is seen of what " + name + " prints, but it still runs: it has closed its output, or the"
                + " connection to the daemon was cut; `docker logs` has the rest");
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
