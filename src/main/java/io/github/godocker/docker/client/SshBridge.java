package io.github.godocker.docker.client;

import io.github.godocker.Companion;
import io.github.godocker.GoDockerException;
import io.github.godocker.docker.client.address.DaemonAddress;
import io.github.godocker.docker.client.address.SshCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A unix socket on this machine that is a daemon's socket on another: each connection runs {@code ssh host docker system
 * dial-stdio} and passes the bytes on, as the docker CLI does for {@code ssh://} (cli/connhelper). docker-java knows no
 * ssh, but it knows unix sockets.
 *
 * <p>ssh asks nothing (BatchMode): keys, agent and ~/.ssh/config must suffice. The socket is in a directory that only
 * this user can enter. If the JVM dies, the ends of the ssh processes' inputs end them.
 */
final class SshBridge implements AutoCloseable {
    private static final int MAX_WORDS = 300;

    /** How long a process may take to end once its output has ended, or once it was told to. */
    private static final long LAST_WORDS_SECONDS = 2;

    private final URI daemon;
    private final List<String> command;
    private final Path directory;
    private final ServerSocketChannel server;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Set<Companion> threads = ConcurrentHashMap.newKeySet();
    private final AtomicInteger opened = new AtomicInteger();

    /** What the last connection that failed said. */
    private volatile @Nullable String complaint;

    private SshBridge(URI daemon, List<String> command, Path directory, ServerSocketChannel server) {
        this.daemon = daemon;
        this.command = command;
        this.directory = directory;
        this.server = server;
    }

    /**
     * Opens the bridge; the other machine is not asked before the first connection.
     *
     * @param daemon {@code ssh://[user@]host[:port][/path/of/the/socket]}, as {@link DaemonAddress} gives it
     */
    static SshBridge open(URI daemon) {
        return open(daemon, SshCommand.to(daemon));
    }

    /**
     * Opens a bridge that runs something else.
     *
     * @param command its input and output are the connection
     */
    static SshBridge open(URI daemon, List<String> command) {
        Path directory = null;
        ServerSocketChannel server = null;
        try {
            // Only the owner may enter: createTempDirectory sees to that where there are such permissions.
            directory = Files.createTempDirectory("go-docker-ssh");
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            SshBridge bridge = new SshBridge(daemon, List.copyOf(command), directory, server);
            server.bind(UnixDomainSocketAddress.of(bridge.socket()));
            bridge.start("accept", bridge::accept);
            return bridge;
        } catch (IOException | UnsupportedOperationException e) {
            if (server != null) {
                closeQuietly(server);
            }
            if (directory != null) {
                delete(directory);
            }
            throw new GoDockerException(
                    "Cannot open a socket for " + daemon + ": " + e.getMessage() + ".",
                    "Set -Djava.io.tmpdir to a directory with a short path.",
                    e);
        }
    }

    /** The address of the bridge's end on this machine. */
    URI host() {
        return URI.create("unix://" + socket().toUri().getRawPath());
    }

    private Path socket() {
        return directory.resolve("docker.sock");
    }

    /** What to say when a connection over this bridge failed: ssh's own words, if it said something. */
    GoDockerException unreachable(Throwable technical) {
        String words = complaint;
        return new GoDockerException(
                "Cannot reach the Docker daemon at " + daemon + ": "
                        + (words == null ? "the connection was lost" : words) + ".",
                "Try '" + String.join(" ", command.subList(0, command.size() - 1)) + " info'.",
                technical);
    }

    private void accept() {
        while (true) {
            SocketChannel channel;
            try {
                channel = server.accept();
            } catch (IOException e) {
                return; // closed
            }
            Path errors = directory.resolve("stderr" + opened.incrementAndGet());
            try {
                Process process = new ProcessBuilder(command)
                        .redirectError(errors.toFile())
                        .start();
                Connection connection = new Connection(channel, process, errors);
                connections.add(connection);
                start("send", connection::send);
                start("receive", connection::receive);
                if (!server.isOpen()) {
                    connection.close(); // close() may not have seen it
                }
            } catch (IOException e) {
                complaint = cleaned(e.getMessage());
                closeQuietly(channel);
            }
        }
    }

    /** Ends all connections, waits for their threads and removes the socket. */
    @Override
    public void close() {
        closeQuietly(server);
        connections.forEach(Connection::close);
        // A child of ssh may hold the output of which one of them reads.
        threads.forEach(thread -> thread.close(Duration.ofSeconds(LAST_WORDS_SECONDS)));
        delete(directory);
    }

    /** One connection and its process. Channels are read and written directly: streams over one lock each other out. */
    private final class Connection {
        private final SocketChannel channel;
        private final Process process;
        private final Path errors;

        Connection(SocketChannel channel, Process process, Path errors) {
            this.channel = channel;
            this.process = process;
            this.errors = errors;
        }

        /** From the client to the daemon, until the client has said all. */
        void send() {
            ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
            try (OutputStream out = process.getOutputStream()) {
                while (channel.read(buffer) >= 0) {
                    out.write(buffer.array(), 0, buffer.position());
                    out.flush();
                    buffer.clear();
                }
            } catch (IOException e) {
                // The other direction says why.
            }
        }

        /** From the daemon to the client, until there is no more. */
        void receive() {
            byte[] buffer = new byte[1 << 16];
            boolean anything = false;
            try (InputStream in = process.getInputStream()) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    if (!anything) {
                        anything = true;
                        complaint = null; // it works now
                    }
                    ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n);
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                }
                // Before the client learns of the end, so that whoever it tells finds the words.
                listen();
            } catch (IOException e) {
                // The client is gone.
            } finally {
                close();
            }
        }

        /** Keeps the words of a process that failed. */
        private void listen() throws IOException {
            try {
                boolean ended = process.waitFor(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
                if (ended && process.exitValue() != 0 && server.isOpen()) {
                    String words = cleaned(Files.readString(errors, StandardCharsets.ISO_8859_1));
                    complaint = words.isEmpty() ? command.get(0) + " ended with status " + process.exitValue() : words;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void close() {
            connections.remove(this);
            closeQuietly(channel);
            process.destroy();
            // ssh tidies up when it is asked to end, and gets the time for it.
            var unused = process.onExit()
                    .completeOnTimeout(process, LAST_WORDS_SECONDS, TimeUnit.SECONDS)
                    .thenAccept(Process::destroyForcibly);
            delete(errors);
        }
    }

    /** The last words of a program, on one line. */
    private static String cleaned(@Nullable String words) {
        String line = words == null
                ? ""
                : words.strip().replaceAll("[\\s\\p{Cntrl}]+", " ").replaceAll("\\.+$", "");
        return line.length() <= MAX_WORDS ? line : "…" + line.substring(line.length() - MAX_WORDS);
    }

    private void start(String name, Runnable task) {
        threads.add(Companion.start("go-docker-ssh-" + name, task));
    }

    private static void closeQuietly(AutoCloseable open) {
        try {
            open.close();
        } catch (Exception e) {
            // Nothing can be done about it, and nothing depends on it.
        }
    }

    /** Deletes a file, or a directory with the files in it; what cannot be deleted stays. */
    private static void delete(Path path) {
        try {
            if (Files.isDirectory(path)) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
                    files.forEach(SshBridge::delete);
                }
            }
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // The system's cleaner of temporary files gets it.
        }
    }
}
