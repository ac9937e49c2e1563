package io.kafkafips.validator.report;

import io.kafkafips.validator.policy.BatchVerdict;
import io.kafkafips.validator.policy.RuleFailure;
import io.kafkafips.validator.policy.TopicMetadata;
import io.kafkafips.validator.policy.ValidationDeferred;
import io.kafkafips.validator.policy.ValidationListener;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes on what came of batches, from the time when there is somebody to tell: the trial of the woven code is nobody's business. A
 * listener that fails costs its report and nothing else. Thread-safe.
 */
public final class Reports implements ValidationListener {
    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);

    private final AtomicBoolean told = new AtomicBoolean();
    private volatile List<ValidationListener> listeners = List.of();

    /** Tells these from now on. */
    public void begin(List<ValidationListener> all) {
        listeners = List.copyOf(all);
    }

    @Override
    public void concluded(TopicMetadata topic, BatchVerdict verdict) {
        tell(listener -> listener.concluded(topic, verdict));
    }

    @Override
    public void unreadable(TopicMetadata topic, String reason) {
        tell(listener -> listener.unreadable(topic, reason));
    }

    @Override
    public void ruleFailure(TopicMetadata topic, RuleFailure failure) {
        tell(listener -> listener.ruleFailure(topic, failure));
    }

    @Override
    public void deferred(TopicMetadata topic, ValidationDeferred deferral) {
        tell(listener -> listener.deferred(topic, deferral));
    }

    @Override
    public void held(TopicMetadata topic, String policy) {
        tell(listener -> listener.held(topic, policy));
    }

    @Override
    public void overBudget(TopicMetadata topic, String reason) {
        tell(listener -> listener.overBudget(topic, reason));
    }

    private void tell(Consumer<ValidationListener> report) {
        for (ValidationListener listener : listeners) {
            try {
                report.accept(listener);
            } catch (RuntimeException | LinkageError e) {
                if (told.compareAndSet(false, true)) {
                    LOG.error(
                            "{} fails: metrics or audit of record validation are incomplete from now on; validation is not affected."
                                    + " Remedy: report this defect",
                            listener.getClass().getSimpleName(),
                            e);
                }
            }
        }
    }
}
