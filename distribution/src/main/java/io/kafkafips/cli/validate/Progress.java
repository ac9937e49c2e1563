package io.kafkafips.cli.validate;

import java.io.PrintWriter;
import java.time.Duration;

/** Says every few seconds, on standard error, how far a long trial has come. For one thread. */
final class Progress {
    private static final long INTERVAL_NANOS = Duration.ofSeconds(5).toNanos();

    private final PrintWriter err;
    private long toldNanos = System.nanoTime();

    Progress(PrintWriter err) {
        this.err = err;
    }

    void of(Trial trial) {
        if (System.nanoTime() - toldNanos > INTERVAL_NANOS) {
            toldNanos = System.nanoTime();
            err.println("kafka-fips: " + trial.records() + " records, " + trial.records(Outcome.REJECTED)
                    + " would be rejected");
            err.flush();
        }
    }
}
