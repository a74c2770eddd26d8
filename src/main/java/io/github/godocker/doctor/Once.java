package io.github.godocker.doctor;

import io.github.godocker.GoDockerException;
import io.github.godocker.docker.Docker;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The daemon, connected to once: where that failed, or hangs still, nobody waits for it again. */
public final class Once implements Supplier<Docker> {
    private final Supplier<Docker> connection;
    private final AtomicBoolean tried = new AtomicBoolean();
    private volatile @Nullable Docker docker;

    public Once(Supplier<Docker> connection) {
        this.connection = connection;
    }

    /** @throws GoDockerException if it does not answer */
    @Override
    public Docker get() {
        if (tried.compareAndSet(false, true)) {
            docker = connection.get();
        }
        Docker known = docker;
        if (known == null) {
            throw new GoDockerException("The Docker daemon did not answer.", "Look at the line 'daemon'.");
        }
        return known;
    }
}
