package io.github.godocker.container;

import io.github.godocker.GoDockerException;

/** What is done if this JVM ends before this is closed: at Ctrl-C, say. */
final class AtShutdown implements AutoCloseable {
    private final Thread hook;

    private AtShutdown(Thread hook) {
        this.hook = hook;
    }

    /**
     * @param name of the thread
     * @throws GoDockerException if this JVM ends already: then nothing must be begun
     */
    static AtShutdown run(String name, Runnable deed) {
        AtShutdown opened = new AtShutdown(new Thread(deed, name));
        try {
            Runtime.getRuntime().addShutdownHook(opened.hook);
        } catch (IllegalStateException e) {
            throw new GoDockerException("Interrupted before a container was started.", "Run it again.", e);
        }
        return opened;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending, and it runs just then.
        }
    }
}
