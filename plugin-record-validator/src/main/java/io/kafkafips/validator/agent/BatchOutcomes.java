package io.kafkafips.validator.agent;

import io.kafkafips.validator.policy.BatchVerdict;
import io.kafkafips.validator.policy.RuleFailure;
import io.kafkafips.validator.policy.TopicMetadata;
import io.kafkafips.validator.policy.ValidationDeferred;
import io.kafkafips.validator.policy.ValidationListener;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the validation of a batch ends in: reported, and as the exception that Kafka answers the producer with. Thread-safe. */
final class BatchOutcomes {
    private static final Logger LOG = LoggerFactory.getLogger(BatchOutcomes.class);

    private final Rejections rejections;
    private final ValidationListener listener;
    /** The messages name policy, rule and kind of failure only: there are few. */
    private final Set<String> reportedFailures = ConcurrentHashMap.newKeySet();

    BatchOutcomes(Rejections rejections, ValidationListener listener) {
        this.rejections = rejections;
        this.listener = listener;
    }

    /** Reports a batch that was looked at as far as it had to be. */
    void ended(TopicMetadata topic, BatchVerdict verdict) {
        listener.concluded(topic, verdict);
    }

    /** Throws unless the policy accepted every record. */
    void conclude(BatchVerdict verdict) {
        if (verdict.isRejected()) {
            throw rejections.of(verdict);
        }
    }

    /** What Kafka itself threw for the records of the batch, with what the policy has to say about them. */
    RuntimeException with(RuntimeException kafkas, BatchVerdict verdict) {
        return verdict.isRejected() && rejections.isRejection(kafkas) ? rejections.merged(verdict, kafkas) : kafkas;
    }

    /** The answer to a batch that is not validated before an earlier one of its producer is back. */
    RuntimeException held(TopicMetadata topic, String policy) {
        listener.held(topic, policy);
        return rejections.retriable("Record validation policy " + policy
                + ": an earlier batch of this producer has to come first; the batch is not appended, send it again");
    }

    /** Whether the answer to a batch whose validation ended so has the producer send it again. */
    static boolean isRetriable(RuntimeException cause) {
        return cause instanceof ValidationDeferred || (cause instanceof BudgetExceeded overrun && !overrun.isForGood());
    }

    /** The answer to a batch whose validation could not be brought to its end. */
    RuntimeException refused(RuntimeException cause, TopicMetadata topic) {
        if (cause instanceof RuleFailure failure) {
            return brokenDown(failure, topic);
        }
        if (cause instanceof ValidationDeferred deferred) {
            listener.deferred(topic, deferred);
            return rejections.retriable(String.valueOf(deferred.getMessage()));
        }
        if (cause instanceof BudgetExceeded overrun) {
            listener.overBudget(topic, String.valueOf(overrun.getMessage()));
            return rejections.of(overrun);
        }
        if (cause instanceof LimitExceeded limit) {
            listener.unreadable(topic, String.valueOf(limit.getMessage()));
            return rejections.of(limit);
        }
        if (cause instanceof InvalidRecordException || cause instanceof CorruptRecordException) {
            listener.unreadable(topic, String.valueOf(cause.getMessage()));
        }
        return cause;
    }

    private RuntimeException brokenDown(RuleFailure failure, TopicMetadata topic) {
        listener.ruleFailure(topic, failure);
        String message = String.valueOf(failure.getMessage());
        if (reportedFailures.add(message)) {
            LOG.warn(
                    "{}, on {}. Remedy: mend the rule; DEBUG of this logger shows each failure",
                    message,
                    topic.topicPartition());
        }
        LOG.debug("{}, on {}", message, topic.topicPartition(), failure);
        return rejections.of(failure);
    }
}
