package io.github.godocker.container;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.Interaction;
import io.github.godocker.log.ContainerLog;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Maven's own standard input and output, and its terminal where it has one, for a program in a container. The terminal is
 * raw from {@link #begin} to {@link #close}, and itself again however Maven ends, but for {@code kill -9}.
 */
public final class UserSide implements Interaction {
    private final boolean input;
    private final boolean terminal;
    /** Null where there is none, or nobody may change it. */
    private final @Nullable LocalTerminal local;

    private final OutputStream output;
    private final OutputStream errors;
    private final Thread atShutdown = new Thread(this::end, "go-docker-terminal-end");
    private @Nullable Process reading;
    private boolean begun;
    private boolean ended;

    private UserSide(
            boolean input, boolean terminal, @Nullable LocalTerminal local, OutputStream output, OutputStream errors) {
        this.input = input;
        this.terminal = terminal;
        this.local = local;
        this.output = output;
        this.errors = errors;
    }

    /**
     * @param interactive whether the program gets Maven's standard input
     * @param terminal whether it gets a terminal; null for one where Maven has one, and it gets the input
     */
    public static UserSide of(
            boolean interactive,
            @Nullable Boolean terminal,
            OutputStream output,
            OutputStream errors,
            ContainerLog log) {
        boolean wanted = terminal == null ? interactive : terminal;
        boolean there = wanted && LocalTerminal.isThere();
        if (interactive && !there && Boolean.TRUE.equals(terminal)) {
            throw new GoDockerException(
                    "Cannot give the program a terminal: Maven's standard input and output are none.",
                    "Leave out -Dgo-docker.tty: what comes from a pipe or a file is passed on without.");
        }
        Optional<LocalTerminal> local = there ? LocalTerminal.find() : Optional.empty();
        if (there && local.isEmpty() && interactive) {
            log.noRawMode();
            return new UserSide(true, false, null, output, errors);
        }
        boolean given = terminal == null ? interactive && there : terminal;
        return new UserSide(interactive, given, local.orElse(null), output, errors);
    }

    /** Whether Maven was started at a terminal, and has it still. */
    public static boolean hasTerminal() {
        return LocalTerminal.isThere();
    }

    @Override
    public boolean input() {
        return input;
    }

    @Override
    public boolean terminal() {
        return terminal;
    }

    @Override
    public synchronized InputStream begin() {
        if (ended) {
            return InputStream.nullInputStream();
        }
        begun = true;
        Runtime.getRuntime().addShutdownHook(atShutdown);
        if (local != null) {
            local.raw();
        }
        try {
            // Who reads the standard input cannot be interrupted, and closing it would take it from the rest of
            // Maven: so a child reads it, which can be ended.
            Process child = new ProcessBuilder("cat")
                    .redirectInput(Redirect.INHERIT)
                    .redirectError(Redirect.DISCARD)
                    .start();
            reading = child;
            return child.getInputStream();
        } catch (IOException e) {
            // Windows: a thread then waits for a last line in vain.
            return System.in;
        }
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public OutputStream errors() {
        return errors;
    }

    @Override
    public @Nullable Window window() {
        return local == null ? null : local.window();
    }

    @Override
    public synchronized void close() {
        end();
        if (begun) {
            begun = false;
            try {
                Runtime.getRuntime().removeShutdownHook(atShutdown);
            } catch (IllegalStateException e) {
                // The JVM is ending, and it runs just then.
            }
        }
    }

    private synchronized void end() {
        if (ended) {
            return;
        }
        ended = true;
        if (reading != null) {
            // Not Process.destroy(), which also closes its streams, and for that waits for a thread that reads them.
            var unused = reading.toHandle().destroy();
        }
        if (begun && local != null) {
            local.restore();
        }
    }
}
