package io.kafkafips.tiered.kafka;

/** Switches the thread's context class loader for the time of a call. */
final class ContextLoader {
    private ContextLoader() {}

    /** Returns the one to come back to. */
    static ClassLoader enter(ClassLoader loader) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        return before;
    }

    static void leave(ClassLoader before) {
        Thread.currentThread().setContextClassLoader(before);
    }
}
