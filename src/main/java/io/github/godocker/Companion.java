package io.github.godocker;

import java.time.Duration;

/**
 * A thread beside the one that it serves, and no longer than that: who closes it has waited for its end. Nothing of
 * ours may run when a goal is over, for Maven then closes the class loader that its classes come from.
 */
public final class Companion implements AutoCloseable {
    private final Thread thread;

    private Companion(Thread thread) {
        this.thread = thread;
    }

    /** @param task ends soon after an interrupt */
    public static Companion start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return new Companion(thread);
    }

    /** Interrupts it and waits for its end. */
    @Override
    public void close() {
        close(Duration.ofMillis(Long.MAX_VALUE));
    }

    /**
     * Interrupts it and waits for its end, for a thread that may hang in what no interrupt reaches. An interrupt of the
     * caller has to wait as well, and stays.
     */
    public void close(Duration atMost) {
        thread.interrupt();
        boolean interrupted = Thread.interrupted();
        long start = System.nanoTime();
        long left = atMost.toMillis();
        while (thread.isAlive() && left > 0) {
            try {
                thread.join(left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            left = atMost.toMillis() - (System.nanoTime() - start) / 1_000_000;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
