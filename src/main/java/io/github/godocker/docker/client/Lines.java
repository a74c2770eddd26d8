package io.github.godocker.docker.client;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts a stream of bytes into lines; invalid UTF-8 becomes replacement characters, an endless line is cut. */
final class Lines implements Frames.Sink {
    private static final int MAX_LINE = 1 << 20;

    private final Consumer<String> sink;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);

    Lines(Consumer<String> sink) {
        this.sink = sink;
    }

    @Override
    public void write(byte[] bytes) {
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                line.write(bytes, start, i - start);
                emit();
                start = i + 1;
            }
        }
        line.write(bytes, start, bytes.length - start);
        if (line.size() > MAX_LINE) {
            emit();
        }
    }

    /** The last line, if it had no line end. */
    void end() {
        if (line.size() > 0) {
            emit();
        }
    }

    private void emit() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        sink.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }
}
