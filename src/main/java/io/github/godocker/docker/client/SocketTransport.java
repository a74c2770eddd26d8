package io.github.godocker.docker.client;

import com.github.dockerjava.transport.DockerHttpClient;
import io.github.godocker.Companion;
import io.github.godocker.docker.BlockInputStream;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * docker-java's transport over sockets of our own: HTTP/1.1 as the Engine API needs it, one connection for each request,
 * which on a unix socket costs nothing and over TLS one handshake. docker-java's transport on Apache HttpClient takes
 * 0.3 s of every build to load (ADR 4), cannot be interrupted over TCP, and over TLS leaves its connection time-out on
 * the connection, which then ends whatever is silent for longer; it serves the other kinds of address.
 */
final class SocketTransport implements DockerHttpClient {
    private static final int BUFFER = 1 << 16;
    private static final int CHUNKED = -1;
    private static final int MAX_HEAD = 1 << 18;
    private static final int MAX_SHOWN = 60;
    private static final Pattern STATUS = Pattern.compile("[1-5][0-9][0-9]");

    private final Wire.Line line;
    private final String prefix;

    /** @param prefix what the path of each request begins with, behind a proxy; usually empty */
    SocketTransport(Wire.Line line, String prefix) {
        this.line = line;
        this.prefix = prefix;
    }

    static SocketTransport unix(Path socket) {
        return new SocketTransport(Wire.unix(socket), "");
    }

    @Override
    public Response execute(Request request) {
        Exchange exchange = null;
        try {
            exchange = new Exchange(line.dial());
            return exchange.run(request, prefix + request.path());
        } catch (IOException e) {
            close(exchange);
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            close(exchange);
            throw e;
        }
    }

    private static void close(@Nullable Exchange exchange) {
        if (exchange != null) {
            exchange.close();
        }
    }

    /** One request and its answer on a connection of their own. */
    private static final class Exchange implements AutoCloseable {
        private final Wire wire;
        private @Nullable Upload upload;

        Exchange(Wire wire) {
            this.wire = wire;
        }

        Response run(Request request, String path) throws IOException {
            byte[] bytes = request.bodyBytes();
            InputStream stream = bytes == null ? request.body() : null;
            try {
                write(wire, head(request, path, bytes == null ? stream == null ? 0 : CHUNKED : bytes.length));
                if (bytes != null) {
                    write(wire, bytes);
                } else if (stream != null) {
                    upload = Upload.ofBody(stream, wire);
                }
            } catch (IOException e) {
                if (!wire.isOpen()) {
                    throw e;
                }
                // A daemon that refuses a request may hang up before it has read all of it: its answer says why.
            }
            InputStream in = new BufferedInputStream(new WireInput(wire, upload), BUFFER);
            Head answer = Head.read(in);
            while (answer.status >= 100 && answer.status < 200 && answer.status != 101) {
                answer = Head.read(in);
            }
            InputStream hijacked = request.hijackedInput();
            if (hijacked != null && (answer.status == 101 || answer.status == 200)) {
                upload = Upload.ofInput(hijacked, wire);
                // docker-java takes a status of 101 for a failure.
                return new WireResponse(200, answer.headers, in, this);
            }
            return new WireResponse(answer.status, answer.headers, answer.body(in), this);
        }

        /** After this nobody reads the request's body any more. */
        @Override
        public void close() {
            wire.close();
            if (upload != null) {
                upload.end();
            }
        }
    }

    /**
     * Sends a body while the answer is awaited. A daemon may answer before it has read everything, and it may stop
     * reading then; who sends all before he listens waits for ever.
     */
    private static final class Upload {
        private final InputStream source;
        private final Wire wire;
        private volatile @Nullable IOException sourceFailure;
        private @Nullable Companion sender;

        private Upload(InputStream source, Wire wire) {
            this.source = source;
            this.wire = wire;
        }

        static Upload ofBody(InputStream source, Wire wire) {
            Upload upload = new Upload(source, wire);
            upload.sender = Companion.start("go-docker-upload", upload::sendChunks);
            return upload;
        }

        /** Of a connection that has become the standard input of a container. */
        static Upload ofInput(InputStream source, Wire wire) {
            Upload upload = new Upload(source, wire);
            upload.sender = Companion.start("go-docker-stdin", upload::sendRaw);
            return upload;
        }

        private void sendChunks() {
            byte[] buffer = new byte[BUFFER];
            try {
                for (int count = read(buffer); count >= 0; count = read(buffer)) {
                    writeChunk(wire, buffer, count);
                }
                if (sourceFailure == null) {
                    write(wire, "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException e) {
                // The daemon takes no more, or the caller has hung up: whoever waits for the answer learns why.
            }
        }

        private void sendRaw() {
            byte[] buffer = new byte[1 << 13];
            try {
                for (int count = read(buffer); count >= 0; count = read(buffer)) {
                    wire.write(ByteBuffer.wrap(buffer, 0, count));
                }
                wire.endOutput();
            } catch (IOException e) {
                // The other side is gone; whoever reads its answer learns it too.
            }
        }

        /** Without the end of the body the daemon would wait for the rest, and the caller for the daemon. */
        private int read(byte[] buffer) {
            try {
                return source.read(buffer);
            } catch (IOException e) {
                sourceFailure = e;
            } catch (RuntimeException | Error e) {
                sourceFailure = new IOException(e);
            }
            wire.close();
            return -1;
        }

        void failIfSourceFailed(IOException consequence) throws IOException {
            IOException failure = sourceFailure;
            if (failure != null) {
                failure.addSuppressed(consequence);
                throw failure;
            }
        }

        /** Ends it; the connection is closed already. */
        void end() {
            if (sender != null) {
                sender.close();
            }
        }
    }

    private static byte[] head(Request request, String path, int length) {
        StringBuilder head = new StringBuilder(256);
        head.append(request.method()).append(' ').append(path).append(" HTTP/1.1\r\nHost: docker\r\n");
        request.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        if (request.hijackedInput() == null) {
            head.append("Connection: close\r\n");
        } else {
            head.append("Upgrade: tcp\r\nConnection: Upgrade\r\n");
        }
        if (length == CHUNKED) {
            head.append("Transfer-Encoding: chunked\r\n");
        } else if (length > 0 || !request.method().equals("GET")) {
            head.append("Content-Length: ").append(length).append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void writeChunk(Wire wire, byte[] buffer, int count) throws IOException {
        if (count > 0) {
            byte[] size = (Integer.toHexString(count) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            byte[] lineEnd = {'\r', '\n'};
            wire.write(ByteBuffer.wrap(size), ByteBuffer.wrap(buffer, 0, count), ByteBuffer.wrap(lineEnd));
        }
    }

    private static void write(Wire wire, byte[] bytes) throws IOException {
        wire.write(ByteBuffer.wrap(bytes));
    }

    @Override
    public void close() {
        // No connection outlives its request.
    }

    /** Status line and headers of an answer. */
    private record Head(int status, Map<String, List<String>> headers) {
        static Head read(InputStream in) throws IOException {
            String line = readLine(in);
            String[] words = line.split(" ", 3);
            if (words.length < 2
                    || !words[0].startsWith("HTTP/1.")
                    || !STATUS.matcher(words[1]).matches()) {
                throw new IOException("this is no HTTP server: it answered '" + shown(line) + "'");
            }
            Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            int size = 0;
            for (String header = readLine(in); !header.isEmpty(); header = readLine(in)) {
                size += header.length();
                if (size > MAX_HEAD) {
                    throw new IOException("this is no HTTP server: its headers do not end");
                }
                int colon = header.indexOf(':');
                if (colon > 0) {
                    headers.computeIfAbsent(header.substring(0, colon).strip(), name -> new ArrayList<>())
                            .add(header.substring(colon + 1).strip());
                }
            }
            return new Head(Integer.parseInt(words[1]), headers);
        }

        InputStream body(InputStream in) throws IOException {
            if (status == 204 || status == 304) {
                return InputStream.nullInputStream();
            }
            List<String> length = headers.getOrDefault("Content-Length", List.of());
            if (headers.getOrDefault("Transfer-Encoding", List.of()).contains("chunked")) {
                return new ChunkedInput(in);
            }
            return length.isEmpty() ? in : new LimitedInput(in, length(length.get(0), 10));
        }
    }

    private static long length(String digits, int radix) throws IOException {
        try {
            long length = Long.parseLong(digits, radix);
            if (length >= 0) {
                return length;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new IOException("the daemon's answer is garbled: '" + shown(digits) + "' is no length");
    }

    /** Of what is no HTTP: enough to tell what it is, and harmless in a terminal. */
    private static String shown(String garbage) {
        String printable = garbage.replaceAll("\\p{Cntrl}", "?");
        return printable.length() > MAX_SHOWN ? printable.substring(0, MAX_SHOWN) + "…" : printable;
    }

    private static String readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(80);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the daemon closed the connection");
            }
            if (next != '\r') {
                line.write(next);
            }
            if (line.size() > MAX_HEAD) {
                throw new IOException("this is no HTTP server: it answered a line that does not end");
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private record WireResponse(int status, Map<String, List<String>> headers, InputStream body, Exchange exchange)
            implements Response {
        @Override
        public int getStatusCode() {
            return status;
        }

        @Override
        public Map<String, List<String>> getHeaders() {
            return headers;
        }

        @Override
        public InputStream getBody() {
            return body;
        }

        @Override
        public void close() {
            exchange.close();
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

    /** A body of known length; one that ends before it is cut, not complete. */
    private static class LimitedInput extends BlockInputStream {
        final InputStream in;
        long remaining;

        LimitedInput(InputStream in, long remaining) {
            this.in = in;
            this.remaining = remaining;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (remaining == 0) {
                return -1;
            }
            int count = in.read(buffer, offset, (int) Math.min(length, remaining));
            if (count < 0) {
                throw new EOFException("the daemon closed the connection before its answer was complete");
            }
            remaining -= count;
            return count;
        }
    }

    /** A body in chunks. */
    private static final class ChunkedInput extends LimitedInput {
        private boolean first = true;
        private boolean ended;

        ChunkedInput(InputStream in) {
            super(in, 0);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (remaining == 0 && !ended) {
                nextChunk();
            }
            return super.read(buffer, offset, length);
        }

        private void nextChunk() throws IOException {
            if (!first) {
                readLine(in);
            }
            first = false;
            remaining = length(readLine(in).split(";", 2)[0].strip(), 16);
            if (remaining == 0) {
                ended = true;
                while (!readLine(in).isEmpty()) {
                    // Trailers mean nothing here.
                }
            }
        }
    }
}
