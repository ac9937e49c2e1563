package io.kafkafips.validator.agent;

import io.kafkafips.validator.policy.PolicySet;
import io.kafkafips.validator.policy.TopicMetadata;
import io.kafkafips.validator.policy.TopicPolicy;
import io.kafkafips.validator.policy.ValidationCounters;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What the woven call sites of one {@code LogValidator} class lead through: it lets Kafka iterate as ever where no policy applies,
 * and over validated records where one does. Thread-safe; the policies can be exchanged while it works.
 */
final class RecordGate {
    private static final String STREAMING = "streamingIterator";

    private final KafkaValidator validators;
    private final BatchValidation validation;
    private volatile PolicySet policies = PolicySet.EMPTY;

    private RecordGate(KafkaValidator validators, BatchValidation validation) {
        this.validators = validators;
        this.validation = validation;
    }

    /**
     * Binds everything that is needed of Kafka's classes; the class itself is not initialised.
     *
     * @throws JoinPointMissing when something is not as it must be
     */
    static RecordGate bind(Class<?> logValidator, Limits limits, ValidationCounters counters) {
        Class<?> memoryRecords = Handles.field(logValidator, "records").getType();
        return new RecordGate(
                KafkaValidator.bind(logValidator),
                new BatchValidation(
                        KafkaBatches.bind(memoryRecords),
                        KafkaRecords.bind(memoryRecords),
                        Rejections.bind(logValidator),
                        limits,
                        counters));
    }

    /** Applies these policies to every batch from now on. */
    void enforce(PolicySet next) {
        policies = next;
    }

    /** The link of a woven call: {@code test ? validated : original}. */
    CallSite link(MethodHandles.Lookup woven, String name, MethodType type) {
        int last = type.parameterCount() - 1;
        MethodType originalType = type.dropParameterTypes(last, last + 1);
        MethodHandle original = original(woven, name, originalType);
        MethodHandle unvalidated = MethodHandles.dropArguments(original, last, type.parameterType(last));
        Site site = new Site(this, general(original), name.equals(STREAMING));
        return new ConstantCallSite(
                MethodHandles.guardWithTest(onLastArgument("isValidated", type), site.specific(type), unvalidated));
    }

    private static MethodHandle original(MethodHandles.Lookup woven, String name, MethodType type) {
        try {
            return woven.findVirtual(type.parameterType(0), name, type.dropParameterTypes(0, 1));
        } catch (ReflectiveOperationException e) {
            throw new JoinPointMissing(type.parameterType(0).getName() + "." + name + " cannot be reached", e);
        }
    }

    private MethodHandle onLastArgument(String test, MethodType type) {
        int last = type.parameterCount() - 1;
        MethodHandle onValidator = Site.find(RecordGate.class, test, MethodType.methodType(boolean.class, Object.class))
                .bindTo(this);
        return MethodHandles.dropArguments(
                onValidator.asType(MethodType.methodType(boolean.class, type.parameterType(last))),
                0,
                type.parameterList().subList(0, last));
    }

    /** With three arguments, whatever this Kafka's method takes: the batch, the buffer supplier, Kafka's limit. */
    private static MethodHandle general(MethodHandle original) {
        MethodHandle padded = original;
        if (padded.type().parameterCount() < 2) {
            padded = MethodHandles.dropArguments(padded, 1, Object.class);
        }
        if (padded.type().parameterCount() < Site.GENERAL.parameterCount()) {
            padded = MethodHandles.dropArguments(padded, 2, int.class);
        }
        return padded.asType(Site.GENERAL);
    }

    boolean isValidated(Object validator) {
        return policyOf(validator) != null;
    }

    private @Nullable TopicPolicy policyOf(Object validator) {
        return validators.isFromClient(validator)
                ? policies.forTopic(validators.topicPartition(validator).topic())
                : null;
    }

    Object iterate(Site site, Object batch, @Nullable Object bufferSupplier, int kafkasLimit, Object validator)
            throws Throwable {
        TopicPolicy policy = policyOf(validator);
        if (policy == null) {
            return site.original().invokeExact(batch, bufferSupplier, kafkasLimit);
        }
        TopicPartition partition = validators.topicPartition(validator);
        return validation.iterate(site, policy, new TopicMetadata(partition), batch, bufferSupplier, kafkasLimit);
    }
}
