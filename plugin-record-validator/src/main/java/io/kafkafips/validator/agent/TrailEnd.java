package io.kafkafips.validator.agent;

import java.time.Duration;

/**
 * The end of the reporting with the JVM, after that of Kafka: until its shutdown hook is through, producers can still send. Hooks run
 * side by side, and the JVM waits for all of them.
 */
final class TrailEnd implements Runnable {
    private static final String KAFKAS_HOOK = "kafka-shutdown-hook";
    private static final Duration POLL = Duration.ofMillis(50);

    /** The JVM starts one hook after the other, in no order. */
    private static final int MOST_POLLS = 10;

    private final Runnable end;

    TrailEnd(Runnable end) {
        this.end = end;
    }

    /** Runs it when the JVM is shut down in order. */
    void register() {
        Runtime.getRuntime().addShutdownHook(new Thread(this, "record-validation-shutdown-hook"));
    }

    @Override
    public void run() {
        try {
            awaitKafka();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end.run();
    }

    private static void awaitKafka() throws InterruptedException {
        for (int i = 0; i < MOST_POLLS; i++) {
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().equals(KAFKAS_HOOK)) {
                    thread.join();
                    return;
                }
            }
            Thread.sleep(POLL.toMillis());
        }
    }
}
