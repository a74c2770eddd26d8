package io.github.godocker.docker.client;

import io.github.godocker.docker.client.IdleLimit.Deed;
import io.github.godocker.docker.client.transport.Request;
import io.github.godocker.docker.client.transport.Response;
import java.io.IOException;
import java.io.InputStream;

/**
 * An answer of any length that is read after the call. It fails in our words, and not at all for want of anybody who waits:
 * the limit of time ends when it is closed.
 */
final class Download extends AwaitedInput {
    private final Response response;
    private final String advice;

    private Download(Response response, IdleLimit limit, String advice) {
        super(response.body(), limit);
        this.response = response;
        this.advice = advice;
    }

    /** @param advice the next step if it fails by itself */
    static InputStream start(Connection connection, Request get, Deed deed, String advice) {
        IdleLimit limit = IdleLimit.start(connection.limits().idle(), deed);
        try {
            // The transport for named pipes would ask for gzip, which the daemon then does, at a tenth of the speed.
            return new Download(connection.endpoint().open(get.header("Accept-Encoding", "identity")), limit, advice);
        } catch (IOException | RuntimeException e) {
            throw limit.failed(e, advice);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        try {
            return super.read(buffer, offset, length);
        } catch (IOException | RuntimeException e) {
            throw limit.failed(e, advice);
        }
    }

    @Override
    public void close() {
        limit.end();
        response.close();
    }
}
