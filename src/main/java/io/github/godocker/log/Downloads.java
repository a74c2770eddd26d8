package io.github.godocker.log;

import java.util.concurrent.atomic.AtomicBoolean;

/** The modules that one go command fetches, which it tells line by line among what else it says. */
public final class Downloads {
    private static final String PREFIX = "go: downloading ";

    private final BuildLog log;
    private final AtomicBoolean begun = new AtomicBoolean();

    public Downloads(BuildLog log) {
        this.log = log;
    }

    /** Tells the log if the line is of a download; false for every other line. */
    public boolean tell(String line) {
        if (!line.startsWith(PREFIX)) {
            return false;
        }
        log.downloading(line.substring(PREFIX.length()), begun.compareAndSet(false, true));
        return true;
    }
}
