package io.github.godocker.docker.client.transport;

import io.github.godocker.Companion;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The input and output of a process as a connection. No interrupt reaches who reads them, so two threads pass the bytes on
 * through pipes, which an interrupt closes.
 */
final class ProcessWire implements Wire {
    private static final int BUFFER = 1 << 16;
    private static final int MAX_WORDS = 300;

    /** How long a process may take to end once its output has ended, or once it was told to. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final List<String> command;
    private final Process process;
    /** Not a pipe: ssh leaves it open to a process that outlives it, where connections are shared (ControlPersist). */
    private final Errors errors;

    private final Pipe input;
    private final Pipe output;
    private final Companion sender;
    private final Companion receiver;
    private volatile boolean closed;
    private volatile boolean over;
    private volatile boolean ended;
    /** Of a process that has failed. */
    private volatile @Nullable String complaint;

    private ProcessWire(List<String> command, Process process, Errors errors, Pipe input, Pipe output) {
        this.command = command;
        this.process = process;
        this.errors = errors;
        this.input = input;
        this.output = output;
        this.sender = Companion.start("go-docker-ssh-send", this::send);
        this.receiver = Companion.start("go-docker-ssh-receive", this::receive);
    }

    static ProcessWire start(List<String> command) throws IOException {
        Pipe input = Pipe.open();
        Pipe output = Pipe.open();
        Errors errors = new Errors();
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(errors.file.toFile())
                    .start();
            errors.delete();
            return new ProcessWire(command, process, errors, input, output);
        } catch (IOException e) {
            for (Channel end : List.of(input.sink(), input.source(), output.sink(), output.source())) {
                closeQuietly(end);
            }
            errors.close();
            throw failure(command, cleaned(e.getMessage()), e);
        }
    }

    private static Unreachable failure(List<String> command, String words, @Nullable Throwable technical) {
        return new Unreachable(
                words, "Try '" + String.join(" ", command.subList(0, command.size() - 1)) + " info'.", technical);
    }

    /** To the process, until all is said. */
    private void send() {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try (Pipe.SourceChannel from = input.source();
                OutputStream to = process.getOutputStream()) {
            while (from.read(buffer) >= 0) {
                to.write(buffer.array(), 0, buffer.position());
                to.flush();
                buffer.clear();
            }
        } catch (IOException e) {
            // The other direction says why.
        }
    }

    /** From the process, until there is no more. */
    private void receive() {
        byte[] buffer = new byte[BUFFER];
        try (Pipe.SinkChannel to = output.sink();
                InputStream from = process.getInputStream()) {
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
                while (bytes.hasRemaining()) {
                    to.write(bytes);
                }
            }
            ended = true;
            // Before the reader learns of the end, so that he finds the words.
            listen();
        } catch (IOException e) {
            // Nobody reads any more.
        } finally {
            over = true;
        }
    }

    /** Keeps the words of a process that failed. */
    private void listen() throws IOException {
        try {
            boolean exited = process.waitFor(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
            if (exited && process.exitValue() != 0 && !closed) {
                String words = cleaned(errors.read());
                complaint = words.isEmpty() ? command.get(0) + " ended with status " + process.exitValue() : words;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The last words of a program, on one line. */
    private static String cleaned(@Nullable String words) {
        String line = words == null
                ? ""
                : words.strip().replaceAll("[\\s\\p{Cntrl}]+", " ").replaceAll("\\.+$", "");
        return line.length() <= MAX_WORDS ? line : "…" + line.substring(line.length() - MAX_WORDS);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = output.source().read(ByteBuffer.wrap(buffer, offset, length));
        String words = complaint;
        if (count < 0 && words != null) {
            throw failure(command, words, null);
        }
        return count;
    }

    @Override
    public void write(ByteBuffer... buffers) throws IOException {
        ByteBuffer last = buffers[buffers.length - 1];
        while (last.hasRemaining()) {
            input.sink().write(buffers);
        }
    }

    @Override
    public void endOutput() throws IOException {
        input.sink().close();
    }

    @Override
    public boolean isOpen() {
        return !closed && input.sink().isOpen() && output.source().isOpen();
    }

    @Override
    public boolean isAlive() {
        return isOpen() && !ended && process.isAlive();
    }

    @Override
    public void close() {
        closed = true;
        closeQuietly(input.sink());
        closeQuietly(output.source());
        // Not Process.destroy(), which also closes its streams, and for that waits for a thread that writes to them.
        process.toHandle().destroy();
        // ssh tidies up when it is asked to end, and gets the time for it.
        var unused = process.onExit()
                .completeOnTimeout(process, LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)
                .thenAccept(late -> late.toHandle().destroyForcibly());
        errors.close();
    }

    /** Whether nothing of it is left. */
    boolean isOver() {
        return closed && over;
    }

    /** After it was closed: waits for its threads, but no longer for what a child of the process may hold open. */
    void await() {
        Duration untilKilledAndMore = LAST_WORDS.multipliedBy(2);
        sender.close(untilKilledAndMore);
        receiver.close(untilKilledAndMore);
    }

    private static void closeQuietly(Closeable open) {
        try {
            open.close();
        } catch (IOException e) {
            // Nothing can be done about it, and nothing depends on it.
        }
    }

    /**
     * The file that a process writes its complaints to. It has no name any more while the process runs, so that nothing is
     * left of it however the process and this JVM end, and nothing in this JVM has to remember it. Windows keeps the name
     * of an open file: there it goes with the connection, or with what cleans the temporary files.
     */
    private static final class Errors implements Closeable {
        private final Path file;
        private final InputStream in;

        Errors() throws IOException {
            // Only this user may read it: createTempFile sees to that where there are such permissions.
            file = Files.createTempFile("go-docker-ssh", ".err");
            try {
                in = Files.newInputStream(file);
            } catch (IOException e) {
                delete();
                throw e;
            }
        }

        String read() throws IOException {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }

        void delete() {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // It is open, on Windows.
            }
        }

        @Override
        public void close() {
            closeQuietly(in);
            delete();
        }
    }
}
