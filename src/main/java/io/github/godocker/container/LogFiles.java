package io.github.godocker.container;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.Container.Stream;
import io.github.godocker.handover.OwnTree;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What containers print, in a file each: {@code target/go-docker/logs/<name>.log}, complete and in order. */
public final class LogFiles implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final @Nullable OwnTree tree;
    private final List<OutputStream> open = new ArrayList<>();

    private LogFiles(@Nullable OwnTree tree) {
        this.tree = tree;
    }

    public static LogFiles in(OwnTree target) {
        return new LogFiles(target);
    }

    /** For containers that live longer than this build. */
    public static LogFiles none() {
        return new LogFiles(null);
    }

    static Path file(OwnTree target, String name) {
        return target.root().resolve("go-docker").resolve("logs").resolve(name + ".log");
    }

    /** Receives the lines of a container, one at a time. */
    public BiConsumer<Stream, String> of(String name) {
        if (tree == null) {
            return (stream, line) -> {};
        }
        Path file = file(tree, name);
        try {
            OutputStream out = new BufferedOutputStream(tree.openNew(file), BUFFER);
            synchronized (open) {
                open.add(out);
            }
            return (stream, line) -> write(out, line);
        } catch (IOException e) {
            throw GoDockerException.unwritable(file, e);
        }
    }

    private static void write(OutputStream out, String line) {
        synchronized (out) {
            try {
                out.write(line.getBytes(StandardCharsets.UTF_8));
                out.write('\n');
                out.flush();
            } catch (IOException e) {
                // The container goes on; a file that ends early is seen.
            }
        }
    }

    @Override
    public void close() {
        synchronized (open) {
            for (OutputStream each : open) {
                try {
                    each.close();
                } catch (IOException e) {
                    // As above.
                }
            }
            open.clear();
        }
    }
}
