package io.github.godocker.docker.client;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * docker-java's transport over the JDK's own unix sockets: HTTP/1.1 as the Engine API needs it, one connection for
 * each request, which on a unix socket costs nothing. docker-java's transport on Apache HttpClient takes 0.3 s of every
 * build to load and to set up TLS that a unix socket never uses (ADR 4); it serves the other kinds of address.
 *
 * <p>All reading and writing goes to the channel itself: streams of {@link java.nio.channels.Channels} lock each other
 * out on one blocking channel, and an interrupt of the calling thread has to close it.
 */
final class UnixTransport implements DockerHttpClient {
    private static final int BUFFER = 1 << 16;
    private static final int CHUNKED = -1;
    private static final int MAX_HEAD = 1 << 18;

    private final UnixDomainSocketAddress address;

    UnixTransport(Path socket) {
        this.address = UnixDomainSocketAddress.of(socket);
    }

    @Override
    public Response execute(Request request) {
        SocketChannel channel = null;
        try {
            channel = SocketChannel.open(address);
            return execute(request, channel);
        } catch (IOException e) {
            closeQuietly(channel);
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            closeQuietly(channel);
            throw e;
        }
    }

    private static Response execute(Request request, SocketChannel channel) throws IOException {
        byte[] bytes = request.bodyBytes();
        InputStream stream = bytes == null ? request.body() : null;
        IOException refused = null;
        try {
            write(channel, head(request, bytes == null ? stream == null ? 0 : CHUNKED : bytes.length));
            if (bytes != null) {
                write(channel, bytes);
            } else if (stream != null) {
                writeChunked(channel, stream);
            }
        } catch (IOException e) {
            if (!channel.isOpen()) {
                throw e;
            }
            // A daemon that refuses a body answers before it has read all of it: the answer says why.
            refused = e;
        }
        InputStream in = new BufferedInputStream(new ChannelInput(channel), BUFFER);
        Head answer;
        try {
            answer = Head.read(in);
        } catch (IOException e) {
            throw refused == null ? e : refused;
        }
        InputStream hijacked = request.hijackedInput();
        if (hijacked != null && (answer.status == 101 || answer.status == 200)) {
            pump(hijacked, channel);
            // docker-java takes a status of 101 for a failure.
            return new ChannelResponse(200, answer.headers, in, channel);
        }
        return new ChannelResponse(answer.status, answer.headers, answer.body(in), channel);
    }

    private static byte[] head(Request request, int length) {
        StringBuilder head = new StringBuilder(256);
        head.append(request.method()).append(' ').append(request.path()).append(" HTTP/1.1\r\nHost: docker\r\n");
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

    private static void writeChunked(SocketChannel channel, InputStream stream) throws IOException {
        byte[] buffer = new byte[BUFFER];
        byte[] lineEnd = {'\r', '\n'};
        for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
            if (count > 0) {
                byte[] size = (Integer.toHexString(count) + "\r\n").getBytes(StandardCharsets.US_ASCII);
                write(channel, ByteBuffer.wrap(size), ByteBuffer.wrap(buffer, 0, count), ByteBuffer.wrap(lineEnd));
            }
        }
        write(channel, "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private static void write(SocketChannel channel, byte[] bytes) throws IOException {
        write(channel, ByteBuffer.wrap(bytes));
    }

    private static void write(SocketChannel channel, ByteBuffer... buffers) throws IOException {
        ByteBuffer last = buffers[buffers.length - 1];
        while (last.hasRemaining()) {
            channel.write(buffers);
        }
    }

    private static void pump(InputStream source, SocketChannel channel) {
        Thread thread = new Thread(
                () -> {
                    byte[] buffer = new byte[1 << 13];
                    try {
                        for (int count = source.read(buffer); count >= 0; count = source.read(buffer)) {
                            write(channel, ByteBuffer.wrap(buffer, 0, count));
                        }
                        channel.shutdownOutput();
                    } catch (IOException e) {
                        // The other side is gone; whoever reads its answer learns it too.
                    }
                },
                "go-docker-stdin");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        // No connection outlives its request.
    }

    private static void closeQuietly(@Nullable SocketChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // It is given up anyway.
            }
        }
    }

    /** Status line and headers of an answer. */
    private record Head(int status, Map<String, List<String>> headers) {
        static Head read(InputStream in) throws IOException {
            String line = readLine(in);
            String[] words = line.split(" ", 3);
            if (words.length < 2 || !words[0].startsWith("HTTP/1.")) {
                throw new IOException("this is no HTTP server: it answered '" + line + "'");
            }
            Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (String header = readLine(in); !header.isEmpty(); header = readLine(in)) {
                int colon = header.indexOf(':');
                if (colon > 0) {
                    headers.computeIfAbsent(header.substring(0, colon).strip(), name -> new ArrayList<>())
                            .add(header.substring(colon + 1).strip());
                }
            }
            try {
                return new Head(Integer.parseInt(words[1]), headers);
            } catch (NumberFormatException e) {
                throw new IOException("this is no HTTP server: it answered '" + line + "'", e);
            }
        }

        InputStream body(InputStream in) {
            if (status == 204 || status == 304) {
                return InputStream.nullInputStream();
            }
            List<String> length = headers.getOrDefault("Content-Length", List.of());
            if (headers.getOrDefault("Transfer-Encoding", List.of()).contains("chunked")) {
                return new ChunkedInput(in);
            }
            return length.isEmpty() ? in : new LimitedInput(in, Long.parseLong(length.get(0)));
        }
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
                throw new IOException("this is no HTTP server: its first line does not end");
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private record ChannelResponse(
            int status, Map<String, List<String>> headers, InputStream body, SocketChannel channel)
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
            closeQuietly(channel);
        }
    }

    /** The bytes of a channel. */
    private static final class ChannelInput extends InputStream {
        private final SocketChannel channel;

        ChannelInput(SocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return length == 0 ? 0 : channel.read(ByteBuffer.wrap(buffer, offset, length));
        }
    }

    /** A body of known length; one that ends before it is cut, not complete. */
    private static class LimitedInput extends InputStream {
        final InputStream in;
        long remaining;

        LimitedInput(InputStream in, long remaining) {
            this.in = in;
            this.remaining = remaining;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
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
            String size = readLine(in).split(";", 2)[0].strip();
            try {
                remaining = Long.parseLong(size, 16);
            } catch (NumberFormatException e) {
                throw new IOException("the daemon's answer is garbled: '" + size + "' is no length", e);
            }
            if (remaining == 0) {
                ended = true;
                while (!readLine(in).isEmpty()) {
                    // Trailers mean nothing here.
                }
            }
        }
    }
}
