package io.github.godocker.docker.client.transport;

import io.github.godocker.Companion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Sends a body while the answer is awaited. A daemon may answer before it has read everything, and it may stop
 * reading then; who sends all before he listens waits for ever.
 */
final class Upload implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final InputStream source;
    private final Wire wire;
    private volatile @Nullable IOException sourceFailure;
    private volatile boolean complete;
    private @Nullable Companion sender;

    private Upload(InputStream source, Wire wire) {
        this.source = source;
        this.wire = wire;
    }

    static Upload start(InputStream source, Wire wire) {
        Upload upload = new Upload(source, wire);
        upload.sender = Companion.start("go-docker-upload", upload::sendChunks);
        return upload;
    }

    private void sendChunks() {
        byte[] buffer = new byte[BUFFER];
        try {
            for (int count = read(buffer); count >= 0; count = read(buffer)) {
                writeChunk(wire, buffer, count);
            }
            if (sourceFailure == null) {
                wire.write(ByteBuffer.wrap("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
                complete = true;
            }
        } catch (IOException e) {
            // The daemon takes no more, or the caller has hung up: whoever waits for the answer learns why.
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

    /** Whether the other side has got all of it. */
    boolean isComplete() {
        return complete;
    }

    /** Waits for its end: it is complete, or the connection is closed already. */
    @Override
    public void close() {
        if (sender != null) {
            sender.close();
        }
    }

    private static void writeChunk(Wire wire, byte[] buffer, int count) throws IOException {
        if (count > 0) {
            byte[] size = (Integer.toHexString(count) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            byte[] lineEnd = {'\r', '\n'};
            wire.write(ByteBuffer.wrap(size), ByteBuffer.wrap(buffer, 0, count), ByteBuffer.wrap(lineEnd));
        }
    }
}
