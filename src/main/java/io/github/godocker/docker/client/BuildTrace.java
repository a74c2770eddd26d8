package io.github.godocker.docker.client;

import io.github.godocker.docker.BuildStep;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads BuildKit's real progress from the {@code moby.buildkit.trace} messages of {@code /build?version=2}: protobuf
 * {@code StatusResponse} of BuildKit's {@code api/services/control/control.proto}. Of its fields only those below are
 * used, so that the wire format read here by hand costs no protobuf runtime (1.8 MB).
 */
final class BuildTrace {
    // StatusResponse
    private static final int VERTEXES = 1;
    private static final int LOGS = 3;
    private static final int WARNINGS = 4;
    // Vertex
    private static final int DIGEST = 1;
    private static final int NAME = 3;
    private static final int CACHED = 4;
    private static final int STARTED = 5;
    // VertexLog
    private static final int MESSAGE = 4;
    // VertexWarning
    private static final int SHORT = 3;

    private final Consumer<BuildStep> progress;
    private final Set<String> told = new HashSet<>();
    private final Lines output;

    BuildTrace(Consumer<BuildStep> progress) {
        this.progress = progress;
        this.output = new Lines(line -> progress.accept(new BuildStep(BuildStep.Kind.OUTPUT, line)));
    }

    /**
     * @param aux as it stands in the stream, in base64
     * @throws IllegalStateException if it is no such message
     */
    void read(String aux) {
        try {
            read(Base64.getDecoder().decode(aux));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("BuildKit's progress cannot be read (" + e.getMessage() + ")");
        }
    }

    private void read(byte[] message) {
        Fields response = new Fields(message, 0, message.length);
        while (response.next()) {
            switch (response.number) {
                case VERTEXES -> vertex(response.nested());
                case LOGS -> log(response.nested());
                case WARNINGS -> warning(response.nested());
                default -> {}
            }
        }
    }

    void end() {
        output.end();
    }

    private void vertex(Fields fields) {
        String digest = "";
        String name = "";
        boolean cached = false;
        boolean started = false;
        while (fields.next()) {
            switch (fields.number) {
                case DIGEST -> digest = fields.text();
                case NAME -> name = fields.text();
                case CACHED -> cached = fields.value != 0;
                case STARTED -> started = true;
                default -> {}
            }
        }
        // BuildKit's own chores ("[internal] load build definition") tell a user nothing.
        if (name.startsWith("[internal]") || !started && !cached || !told.add(digest)) {
            return;
        }
        progress.accept(new BuildStep(cached ? BuildStep.Kind.CACHED : BuildStep.Kind.STARTED, name));
    }

    private void log(Fields fields) {
        while (fields.next()) {
            if (fields.number == MESSAGE) {
                output.write(fields.bytes());
            }
        }
    }

    private void warning(Fields fields) {
        while (fields.next()) {
            if (fields.number == SHORT) {
                progress.accept(new BuildStep(BuildStep.Kind.WARNING, fields.text()));
            }
        }
    }

    /** The fields of one protobuf message, one after the other. */
    private static final class Fields {
        private final byte[] data;
        private final int end;
        private int position;
        private int contentStart;
        private int contentLength;
        private int number;
        private long value;

        Fields(byte[] data, int start, int end) {
            this.data = data;
            this.position = start;
            this.end = end;
        }

        boolean next() {
            if (position >= end) {
                return false;
            }
            long key = varint();
            number = (int) (key >>> 3);
            contentLength = 0;
            value = 0;
            switch ((int) (key & 7)) {
                case 0 -> value = varint();
                case 1 -> skip(8);
                case 2 -> {
                    long length = varint();
                    if (length < 0 || length > end - position) {
                        throw new IllegalArgumentException("truncated field " + number);
                    }
                    contentStart = position;
                    contentLength = (int) length;
                    position += contentLength;
                }
                case 5 -> skip(4);
                default -> throw new IllegalArgumentException("wire type of field " + number);
            }
            return true;
        }

        private void skip(int length) {
            if (length > end - position) {
                throw new IllegalArgumentException("truncated field " + number);
            }
            position += length;
        }

        private long varint() {
            long result = 0;
            for (int shift = 0; shift < 64; shift += 7) {
                if (position >= end) {
                    break;
                }
                byte next = data[position++];
                result |= (long) (next & 0x7f) << shift;
                if (next >= 0) {
                    return result;
                }
            }
            throw new IllegalArgumentException("truncated number");
        }

        Fields nested() {
            return new Fields(data, contentStart, contentStart + contentLength);
        }

        String text() {
            return new String(data, contentStart, contentLength, StandardCharsets.UTF_8);
        }

        byte[] bytes() {
            return Arrays.copyOfRange(data, contentStart, contentStart + contentLength);
        }
    }
}
