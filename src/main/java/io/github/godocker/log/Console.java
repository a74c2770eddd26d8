package io.github.godocker.log;

import java.io.OutputStream;

/** Where the lines go that people read: Maven's log, with its levels. */
public interface Console {
    void debug(String line);

    void info(String line);

    void warn(String line);

    void error(String line);

    /**
     * What somebody has asked to see, as it is: without a level, and whatever the least level is.
     *
     * @throws io.github.godocker.GoDockerException if nobody reads it any more
     */
    default void print(String line) {
        info(line);
    }

    /** Maven's standard output itself, for bytes that are no lines of ours. */
    OutputStream output();

    /** Maven's standard error. */
    OutputStream errors();

    /** Whether a person watches. */
    boolean interactive();
}
