package io.kafkafips.cli.validate;

import java.time.Duration;

/** How long a whole trial may wait for rules that cannot decide yet, such as for a schema that is being looked up. For one thread. */
final class Patience {
    private static final Duration STEP = Duration.ofMillis(100);

    private Duration left;

    Patience(Duration total) {
        this.left = total;
    }

    /** Waits a little; {@code false} when there was enough of that. */
    boolean waitALittle() {
        if (left.compareTo(STEP) < 0) {
            return false;
        }
        left = left.minus(STEP);
        try {
            Thread.sleep(STEP.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
