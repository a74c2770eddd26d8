package io.github.godocker.container;

/** What is done if this JVM ends before this is closed: at Ctrl-C, say. */
final class AtShutdown implements AutoCloseable {
    private final Thread hook;

    private AtShutdown(Thread hook) {
        this.hook = hook;
    }

    /** @param name of the thread */
    static AtShutdown run(String name, Runnable deed) {
        AtShutdown opened = new AtShutdown(new Thread(deed, name));
        Runtime.getRuntime().addShutdownHook(opened.hook);
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
