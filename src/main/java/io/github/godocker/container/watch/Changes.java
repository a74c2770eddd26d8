package io.github.godocker.container.watch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** What somebody changes while a program runs. */
public interface Changes {
    /**
     * Waits for the next one.
     *
     * @return no files where there was none in that time
     */
    Saved next(Duration atMost) throws InterruptedException;

    /** Looks at one more directory as well. */
    void add(Path directory);

    /** How many are looked at. */
    int directories();

    /**
     * Files that were saved, made or deleted together.
     *
     * @param began when the first was, as {@link System#nanoTime()} tells it
     */
    record Saved(Set<Path> files, long began) {
        public Saved {
            files = Collections.unmodifiableSet(new TreeSet<>(files));
        }
    }
}
