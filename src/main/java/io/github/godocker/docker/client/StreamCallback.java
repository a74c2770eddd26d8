package io.github.godocker.docker.client;

import com.github.dockerjava.api.async.ResultCallback;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Receives a docker-java stream. docker-java's own adapters log each failure with a stack trace, call
 * {@code onComplete} after {@code onError} and treat an exception of the receiver as one of the daemon; here the first
 * outcome counts and is handed to whoever waits.
 */
final class StreamCallback<T> implements ResultCallback<T> {
    private final Consumer<T> receiver;
    private final CountDownLatch end = new CountDownLatch(1);
    private final CountDownLatch started = new CountDownLatch(1);
    private volatile @Nullable Closeable stream;
    private volatile @Nullable Throwable failure;
    private volatile boolean closed;
    private volatile Runnable whenEnded = () -> {};

    StreamCallback(Consumer<T> receiver) {
        this.receiver = receiver;
    }

    @Override
    public void onStart(Closeable closeable) {
        stream = closeable;
        started.countDown();
        if (closed) {
            // The caller has given up while the daemon still kept him waiting.
            close();
        }
    }

    @Override
    public void onNext(T item) {
        if (failure == null) {
            try {
                receiver.accept(item);
            } catch (RuntimeException | Error e) {
                // docker-java would let an error end its thread and nobody hear of it.
                fail(e);
            }
        }
    }

    @Override
    public void onError(Throwable throwable) {
        fail(throwable);
    }

    private void fail(Throwable throwable) {
        if (failure == null && end.getCount() > 0) {
            failure = throwable;
        }
        ended();
    }

    @Override
    public void onComplete() {
        ended();
    }

    private void ended() {
        end.countDown();
        started.countDown();
        whenEnded.run();
    }

    /** Runs it at the end of the stream, once or more; at once if that was before. */
    void whenEnded(Runnable action) {
        whenEnded = action;
        if (end.getCount() == 0) {
            action.run();
        }
    }

    /** Waits until the daemon has taken the request. */
    void awaitStart() throws Exception {
        started.await();
        rethrow();
    }

    /** Waits for the end of the stream and passes its failure on. */
    void await() throws Exception {
        try {
            end.await();
        } finally {
            close();
        }
        rethrow();
    }

    private void rethrow() throws Exception {
        Throwable thrown = failure;
        if (thrown instanceof Exception exception) {
            throw exception;
        }
        if (thrown != null) {
            throw new IllegalStateException(thrown);
        }
    }

    @Override
    public void close() {
        closed = true;
        Closeable open = stream;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // The stream is over either way, and its outcome is already known.
            }
        }
    }
}
