package io.kafkafips.validator.agent;

import io.kafkafips.validator.policy.PolicySet;
import io.kafkafips.validator.policy.TopicMetadata;
import io.kafkafips.validator.policy.TopicPolicy;
import io.kafkafips.validator.policy.ValidationListener;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * What the woven call sites of one {@code LogValidator} class lead through: it lets Kafka iterate as ever where no policy applies,
 * and over validated records where one does. Thread-safe; the policies can be exchanged while it works.
 */
final class RecordGate {
    private static final int NO_LIMIT = Integer.MAX_VALUE;

    private final KafkaValidator validators;
    private final BatchValidation validation;
    private volatile PolicySet policies = PolicySet.EMPTY;
    private volatile TimeBudget budget = TimeBudget.UNLIMITED;

    private RecordGate(KafkaValidator validators, BatchValidation validation) {
        this.validators = validators;
        this.validation = validation;
    }

    /**
     * Binds everything that is needed of Kafka's classes; the class itself is not initialised.
     *
     * @throws JoinPointMissing when something is not as it must be
     */
    static RecordGate bind(Class<?> logValidator, Limits limits, ValidationListener listener) {
        Class<?> memoryRecords = Handles.field(logValidator, "records").getType();
        return new RecordGate(
                KafkaValidator.bind(logValidator),
                new BatchValidation(
                        KafkaBatches.bind(memoryRecords),
                        LegacyBatches.bind(memoryRecords),
                        KafkaRecords.bind(memoryRecords),
                        new BatchOutcomes(Rejections.bind(logValidator), listener),
                        new DeferredProducers(System::nanoTime),
                        limits));
    }

    /** Applies these policies to every batch from now on. */
    void enforce(PolicySet next) {
        policies = next;
    }

    /** Gives every batch from now on this time; without it, there is no end. */
    void limitTime(TimeBudget next) {
        budget = next;
    }

    CallSite link(MethodHandles.Lookup woven, String name, MethodType type) {
        return new SiteLinker(this, woven, type).link(name);
    }

    /** Whether the batches that this {@code LogValidator} is made for are validated. */
    boolean isValidated(Object validator) {
        return policyOf(validator) != null;
    }

    /** Whether the iteration over a batch has begun that Kafka has not yet asked for the errors of. */
    boolean isOpen(Object validator) {
        return validation.open().isOpen(validator);
    }

    private @Nullable TopicPolicy policyOf(Object validator) {
        return validators.isFromClient(validator)
                ? policies.forTopic(validators.topicPartition(validator).topic())
                : null;
    }

    private BatchCheck newCheck(TopicPolicy policy, Object validator) {
        return new BatchCheck(policy, new TopicMetadata(validators.topicPartition(validator)), budget);
    }

    /** Where Kafka begins to iterate over the records of a batch. */
    Object iterate(Site site, IterationCall call) {
        TopicPolicy policy = policyOf(call.validator());
        return policy == null
                ? site.original(call)
                : validation.iterate(site, call, newCheck(policy, call.validator()));
    }

    /** Where Kafka asks for the errors of the records of a batch that is open. */
    void conclude(ErrorSite site, Object errors, Object validator) {
        validation.conclude(site, errors, validator);
    }

    /** Where Kafka has accepted a batch: none may be open. */
    void returning(Object validator) {
        validation.open().refuseOpen(validator);
    }

    /** Where Kafka begins, if its iteration is not known: a pass of our own over all batches. */
    void entered(Object bufferSupplier, Object validator) {
        TopicPolicy policy = policyOf(validator);
        if (policy != null) {
            for (Object batch : validators.batches(validator)) {
                IterationCall call = new IterationCall(batch, bufferSupplier, NO_LIMIT, validator);
                validation.validate(call, newCheck(policy, validator));
            }
        }
    }
}
