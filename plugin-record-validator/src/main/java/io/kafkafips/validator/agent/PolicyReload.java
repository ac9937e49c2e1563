package io.kafkafips.validator.agent;

import io.kafkafips.commons.config.LastGood;
import io.kafkafips.validator.policy.PolicySet;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that looks at the files of the policies, and exchanges the policies for all batches that begin after that. What was in
 * force before is closed a while later: batches that began with it end with it.
 */
final class PolicyReload implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyReload.class);

    /** Longer than any batch is validated. */
    private static final Duration GRACE = Duration.ofMinutes(2);

    private final LastGood<PolicySet> policies;
    private final RecordGate gate;
    private final Duration interval;
    private final Consumer<LastGood.State<PolicySet>> told;
    private final Deque<Retired> retired = new ArrayDeque<>();

    /** @param told of each change, taken over or refused */
    PolicyReload(
            LastGood<PolicySet> policies,
            RecordGate gate,
            Duration interval,
            Consumer<LastGood.State<PolicySet>> told) {
        this.policies = policies;
        this.gate = gate;
        this.interval = interval;
        this.told = told;
    }

    private record Retired(PolicySet policies, long atNanos) {}

    void start() {
        Thread thread = new Thread(this, "record-validation-policies");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        try {
            while (true) {
                Thread.sleep(interval.toMillis());
                pollSafely();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing that goes wrong once may end the following of the files, which nobody would notice. */
    private void pollSafely() {
        try {
            poll();
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "The policies of record validation could not be looked at; those in force stay, tried again in {}",
                    interval,
                    e);
        }
    }

    private void poll() {
        PolicySet before = policies.current();
        policies.poll(state -> {
            if (state.value() != before) {
                gate.enforce(state.value());
                retired.add(new Retired(before, System.nanoTime()));
            }
            told.accept(state);
        });
        while (!retired.isEmpty() && System.nanoTime() - retired.element().atNanos() > GRACE.toNanos()) {
            retired.remove().policies().close();
        }
    }
}
