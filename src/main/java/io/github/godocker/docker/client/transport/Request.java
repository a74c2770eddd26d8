package io.github.godocker.docker.client.transport;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the daemon.
 *
 * @param path with its query, escaped
 * @param body null for none
 * @param length of the body; -1 for a stream, which is sent while the answer is awaited
 * @param protocol what the connection is to become, if the daemon agrees; null for an ordinary request
 */
public record Request(
        String method,
        String path,
        Map<String, String> headers,
        @Nullable InputStream body,
        int length,
        @Nullable String protocol) {
    private static final int UNKNOWN = -1;

    public static Request of(String method, String path) {
        return new Request(method, path, Map.of(), null, 0, null);
    }

    public Request header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Request(method, path, more, body, length, protocol);
    }

    public Request bytes(byte[] content) {
        return new Request(method, path, headers, new ByteArrayInputStream(content), content.length, protocol);
    }

    public Request json(String content) {
        return header("Content-Type", "application/json").bytes(content.getBytes(StandardCharsets.UTF_8));
    }

    /** Is read by a thread of its own, which has ended when the answer is closed. */
    public Request stream(InputStream content) {
        return new Request(method, path, headers, content, UNKNOWN, protocol);
    }

    /**
     * Asks for the connection itself: {@code tcp} where a container is attached to, {@code h2c} for a session of BuildKit.
     * {@link Response#output} then is the way back.
     */
    public Request upgrade(String to) {
        return new Request(method, path, headers, body, length, to);
    }

    /** Whether the length of its body is not known before its end. */
    public boolean isStream() {
        return length == UNKNOWN;
    }

    /** Without the headers, for a password may be among them. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
