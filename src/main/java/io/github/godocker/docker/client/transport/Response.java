package io.github.godocker.docker.client.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The daemon's answer, whose body is still coming.
 *
 * @param body after an upgrade all that the other side sends, from its first byte on
 * @param raw the other direction after an upgrade; null if there was none
 * @param hangUp what {@link #close} does
 */
public record Response(
        int status,
        Map<String, List<String>> headers,
        InputStream body,
        @Nullable OutputStream raw,
        Runnable hangUp) implements AutoCloseable {
    /** The first value of a header, in whatever case its name is written. */
    public @Nullable String header(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(header -> header.getValue().get(0))
                .findFirst()
                .orElse(null);
    }

    /**
     * The way to the other side of a connection that was asked for by {@link Request#upgrade}. Each write goes out at
     * once; closing it says that no more will come, and leaves the other direction open.
     *
     * @throws IOException if the connection still is one of HTTP
     */
    public OutputStream output() throws IOException {
        if (raw == null) {
            throw new IOException(
                    "the daemon, or a proxy before it, did not hand the connection over (HTTP status " + status + ")");
        }
        return raw;
    }

    /** Ends both directions, whoever reads or writes. */
    @Override
    public void close() {
        hangUp.run();
    }
}
