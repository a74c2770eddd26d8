package io.github.godocker.docker.client.transport;

import io.github.godocker.docker.BlockInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 as the Engine API needs it, and what a connection becomes that is handed over. Each request has a connection
 * of its own, which on a unix socket costs nothing and over TLS one handshake; only where a connection is costly, as over
 * ssh, one serves the next request too.
 */
public final class HttpTransport implements Transport {
    private static final int BUFFER = 1 << 16;

    private final Connector connector;
    private final String prefix;
    private final Deque<Wire> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    public HttpTransport(Connector connector) {
        this(connector, "");
    }

    /** @param prefix what the path of each request begins with, behind a proxy */
    public HttpTransport(Connector connector, String prefix) {
        this.connector = connector;
        this.prefix = prefix;
    }

    @Override
    public Response execute(Request request) throws IOException {
        Exchange exchange = new Exchange(request, wire());
        try {
            return exchange.run();
        } catch (IOException | RuntimeException e) {
            exchange.hangUp();
            throw e;
        }
    }

    private Wire wire() throws IOException {
        for (Wire kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
            if (kept.isAlive()) {
                return kept;
            }
            kept.close();
        }
        return connector.connect();
    }

    private void keep(Wire wire) {
        idle.addFirst(wire);
        if (closed) {
            hangUp();
        }
    }

    private void hangUp() {
        for (Wire kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
            kept.close();
        }
    }

    @Override
    public void close() {
        closed = true;
        hangUp();
        connector.close();
    }

    /** One request and its answer. */
    private final class Exchange {
        private final Request request;
        private final Wire wire;
        private final AtomicBoolean over = new AtomicBoolean();
        private @Nullable Upload upload;

        Exchange(Request request, Wire wire) {
            this.request = request;
            this.wire = wire;
        }

        Response run() throws IOException {
            try {
                send();
            } catch (IOException e) {
                if (!wire.isOpen()) {
                    throw e;
                }
                // A daemon that refuses a request may hang up before it has read all of it: its answer says why.
            }
            InputStream in = new BufferedInputStream(new WireInput(wire, upload), BUFFER);
            Head head = Head.read(in);
            if (request.protocol() != null && head.isUpgrade()) {
                // What came with the head is in this buffer, and belongs to whoever reads on.
                return new Response(head.status(), head.headers(), in, new WireOutput(wire), this::hangUp);
            }
            Body body = Body.of(head, request.method(), in);
            return new Response(head.status(), head.headers(), body, null, () -> end(head, body, in));
        }

        private void send() throws IOException {
            InputStream body = request.body();
            wire.write(ByteBuffer.wrap(head()));
            if (body != null && request.isStream()) {
                upload = Upload.start(body, wire);
            } else if (body != null) {
                wire.write(ByteBuffer.wrap(body.readAllBytes()));
            }
        }

        private byte[] head() {
            StringBuilder head = new StringBuilder(256);
            head.append(request.method()).append(' ').append(prefix).append(request.path());
            head.append(" HTTP/1.1\r\nHost: ").append(connector.authority()).append("\r\n");
            request.headers()
                    .forEach((name, value) ->
                            head.append(name).append(": ").append(value).append("\r\n"));
            if (request.protocol() != null) {
                head.append("Upgrade: ").append(request.protocol()).append("\r\nConnection: Upgrade\r\n");
            } else if (!connector.isCostly()) {
                head.append("Connection: close\r\n");
            }
            if (request.isStream()) {
                head.append("Transfer-Encoding: chunked\r\n");
            } else if (request.length() > 0 || !request.method().equals("GET")) {
                head.append("Content-Length: ").append(request.length()).append("\r\n");
            }
            return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
        }

        /** Nobody reads the answer any more. */
        private void end(Head head, Body body, InputStream in) {
            boolean again = connector.isCostly()
                    && wire.isAlive()
                    && body.isComplete()
                    && isEmpty(in)
                    && (upload == null || upload.isComplete())
                    && !head.has("Connection", "close");
            if (!again) {
                hangUp();
            } else if (over.compareAndSet(false, true)) {
                if (upload != null) {
                    upload.close();
                }
                keep(wire);
            }
        }

        private boolean isEmpty(InputStream in) {
            try {
                return in.available() == 0;
            } catch (IOException e) {
                return false;
            }
        }

        /** After this nobody reads the request's body any more. */
        private void hangUp() {
            if (over.compareAndSet(false, true)) {
                wire.close();
                if (upload != null) {
                    upload.close();
                }
            }
        }
    }

    /** The bytes of a connection. */
    private static final class WireInput extends BlockInputStream {
        private final Wire wire;
        private final @Nullable Upload upload;

        WireInput(Wire wire, @Nullable Upload upload) {
            this.wire = wire;
            this.upload = upload;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            try {
                return wire.read(buffer, offset, length);
            } catch (IOException e) {
                if (upload != null) {
                    upload.failIfSourceFailed(e);
                }
                throw e;
            }
        }
    }

    /** The other direction of a connection that was handed over. */
    private static final class WireOutput extends OutputStream {
        private final Wire wire;
        private boolean ended;

        WireOutput(Wire wire) {
            this.wire = wire;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            wire.write(ByteBuffer.wrap(bytes, offset, length));
        }

        @Override
        public void close() throws IOException {
            if (!ended) {
                ended = true;
                wire.endOutput();
            }
        }
    }
}
