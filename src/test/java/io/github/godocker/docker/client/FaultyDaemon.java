package io.github.godocker.docker.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.client.transport.Connector;
import io.github.godocker.docker.client.transport.HttpTransport;
import io.github.godocker.docker.client.transport.Transport;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/**
 * A daemon on a real unix socket that misbehaves as a test tells it: it works on bytes, so that there is nothing that
 * it could not send. {@link #close} checks that the client has left nothing behind.
 */
public final class FaultyDaemon implements AutoCloseable {
    public static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    public static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";

    private final Path socket;
    private final ServerSocketChannel server;
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

    /** Method and path with query of every request. */
    public final List<String> requests = new CopyOnWriteArrayList<>();
    /** What a script found out, or why one failed. */
    public final List<String> notes = new CopyOnWriteArrayList<>();

    /** What answers a request, in whose path a container's own name is NAME; the connection is closed after it. */
    public interface Script {
        void run(Exchange exchange) throws Exception;
    }

    public FaultyDaemon(Path directory) throws IOException {
        socket = directory.resolve("d.sock");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        on(
                "GET /_ping",
                exchange -> exchange.write("HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nServer: Docker/20.10.24 (linux)\r\n"
                        + "Content-Length: 2\r\n\r\nOK"));
        thread(this::accept);
    }

    public FaultyDaemon on(String methodAndPath, Script script) {
        scripts.put(methodAndPath, script);
        return this;
    }

    public FaultyDaemon on(String methodAndPath, int status, String body) {
        return on(methodAndPath, exchange -> {
            exchange.readBody();
            exchange.answer(status, body);
        });
    }

    public Path socket() {
        return socket;
    }

    Transport transport() {
        return new HttpTransport(Connector.unix(socket));
    }

    /** With limits that no test reaches. */
    HttpDocker connect() {
        return connect(Duration.ofSeconds(20));
    }

    /** With limits that a test can wait for. */
    HttpDocker connect(Duration limit) {
        return connect(new Limits(limit, limit));
    }

    HttpDocker connect(Limits limits) {
        while (true) {
            try {
                requests.clear();
                return HttpDocker.connect(
                        transport(), URI.create("unix://" + socket), "unix://" + socket + " (test)", limits);
            } catch (GoDockerException e) {
                // On a busy machine even the ping may take longer than that.
                assertThat(e).hasMessageContaining("sent nothing");
            }
        }
    }

    public int openConnections() {
        return open.size();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel channel = server.accept();
                open.add(channel);
                thread(() -> serve(channel));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(SocketChannel channel) {
        try {
            Exchange exchange = new Exchange(channel);
            requests.add(exchange.request);
            String key = exchange.request
                    .replaceFirst("\\?.*", "")
                    .replaceFirst(" /v1\\.\\d+/", " /")
                    .replaceFirst("go-docker-[0-9a-f]{16}", "NAME");
            scripts.getOrDefault(key, other -> other.answer(404, "{\"message\":\"no script for " + key + "\"}"))
                    .run(exchange);
        } catch (Exception e) {
            notes.add(e.toString());
        } finally {
            try {
                channel.close();
            } catch (IOException e) {
                notes.add(e.toString());
            }
            open.remove(channel);
        }
    }

    private static void thread(Runnable task) {
        Thread thread = new Thread(task, "faulty-daemon");
        thread.setDaemon(true);
        thread.start();
    }

    /** Fails if threads of the client outlive its work, or if one of them could hold the JVM. */
    @Override
    public void close() throws IOException {
        server.close();
        Files.delete(socket);
        for (SocketChannel channel : open) {
            channel.close();
        }
        await("threads of the client to end", () -> clientThreads().isEmpty());
    }

    private static List<String> clientThreads() {
        List<String> names = new ArrayList<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            String name = thread.getName();
            boolean ours = name.startsWith("go-docker") || name.startsWith("docker-java");
            if (ours) {
                assertThat(thread.isDaemon()).as(name).isTrue();
            }
            if (ours) {
                names.add(name);
            }
        }
        return names;
    }

    public static void await(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("waiting for %s; threads: %s", what, clientThreads())
                    .isLessThan(Duration.ofSeconds(5));
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** One request and the way to its answer. */
    public static final class Exchange {
        public final SocketChannel channel;
        /** Method and path with query. */
        public final String request;

        public final String head;

        public Exchange(SocketChannel channel) throws IOException {
            this.channel = channel;
            StringBuilder text = new StringBuilder();
            while (!text.toString().endsWith("\r\n\r\n")) {
                text.append((char) read());
            }
            head = text.toString();
            String line = head.substring(0, head.indexOf("\r\n"));
            request = line.substring(0, line.lastIndexOf(' '));
        }

        public int read() throws IOException {
            ByteBuffer one = ByteBuffer.allocate(1);
            if (channel.read(one) < 0) {
                throw new EOFException();
            }
            return one.get(0) & 0xff;
        }

        public byte[] read(int count) throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(count);
            while (bytes.hasRemaining()) {
                if (channel.read(bytes) < 0) {
                    throw new EOFException();
                }
            }
            return bytes.array();
        }

        public String readLine() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int next = read(); next != '\n'; next = read()) {
                line.append((char) next);
            }
            return line.toString().strip();
        }

        public byte[] readBody() throws IOException {
            if (!head.contains("Transfer-Encoding: chunked")) {
                var length = java.util.regex.Pattern.compile("(?i)Content-Length: (\\d+)")
                        .matcher(head);
                return length.find() ? read(Integer.parseInt(length.group(1))) : new byte[0];
            }
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int size = Integer.parseInt(readLine(), 16); size > 0; size = Integer.parseInt(readLine(), 16)) {
                body.writeBytes(read(size));
                readLine();
            }
            readLine();
            return body.toByteArray();
        }

        public Exchange write(String text) throws IOException {
            return write(text.getBytes(ISO_8859_1));
        }

        public Exchange write(byte[] bytes) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            return this;
        }

        public Exchange chunk(String text) throws IOException {
            byte[] bytes = text.getBytes(UTF_8);
            return write(Integer.toHexString(bytes.length) + "\r\n")
                    .write(bytes)
                    .write("\r\n");
        }

        public Exchange end() throws IOException {
            return write("0\r\n\r\n");
        }

        public void answer(int status, String body) throws IOException {
            write("HTTP/1.1 " + status + " Whatever\r\nContent-Type: application/json\r\n");
            write(status == 204 ? "\r\n" : "Content-Length: " + body.getBytes(UTF_8).length + "\r\n\r\n");
            write(body.getBytes(UTF_8));
        }

        /** A frame of a container's output. */
        /** What the shell around a command prints at its end. */
        Exchange endMarks() throws IOException {
            return frame(1, EndMark.TEXT + "\n").frame(2, EndMark.TEXT + "\n");
        }

        Exchange frame(int stream, String text) throws IOException {
            byte[] bytes = text.getBytes(UTF_8);
            return write(ByteBuffer.allocate(8 + bytes.length)
                    .put((byte) stream)
                    .putInt(4, bytes.length)
                    .position(8)
                    .put(bytes)
                    .array());
        }

        /** Says nothing more until the client hangs up. */
        public void hang() throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
            while (channel.read(buffer.clear()) >= 0) {
                // What still comes is of no interest.
            }
        }
    }
}
