package io.github.godocker.log;

/** Where the lines go that people read: Maven's log, with its levels. */
public interface Console {
    void debug(String line);

    void info(String line);

    void warn(String line);

    void error(String line);

    /** What somebody has asked to see, as it is: without a level, and whatever the least level is. */
    default void print(String line) {
        info(line);
    }

    /** Whether a person watches. */
    boolean interactive();
}
