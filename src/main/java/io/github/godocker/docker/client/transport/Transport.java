package io.github.godocker.docker.client.transport;

import java.io.IOException;

/**
 * How requests reach the daemon. An interrupt of the calling thread ends a call at once, also while it reads an answer
 * or writes to a connection that was handed over; there are no other limits of time but the one for connecting, for a
 * command may be silent for long.
 */
public interface Transport extends AutoCloseable {
    /**
     * Sends a request and returns as soon as its answer has begun; the caller closes it.
     *
     * @throws IOException if there is no answer; one that reports a failure is an answer
     */
    Response execute(Request request) throws IOException;

    /** Hangs up what is kept open between requests. */
    @Override
    void close();
}
