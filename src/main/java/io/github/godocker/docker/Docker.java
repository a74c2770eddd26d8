package io.github.godocker.docker;

/**
 * The Docker daemon, as far as this plugin needs it, by the nouns of the Engine API.
 *
 * <p>Every call blocks, can be interrupted, and fails with a {@link io.github.godocker.GoDockerException} that carries
 * the daemon's words. Implementations are safe for use by several threads.
 */
public interface Docker extends AutoCloseable {

    /** What the daemon said of itself when the connection was opened. */
    Engine engine();

    /** More of that; it takes the daemon some time. */
    EngineDetails details();

    Images images();

    Containers containers();

    Networks networks();

    Storage storage();

    @Override
    void close();
}
