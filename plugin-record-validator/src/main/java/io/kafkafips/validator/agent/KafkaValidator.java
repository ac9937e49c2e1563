package io.kafkafips.validator.agent;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Field;
import java.util.Arrays;
import org.apache.kafka.common.TopicPartition;

/**
 * What is asked of an instance of Kafka's {@code LogValidator}: where its records go, and who sent them.
 *
 * @param topicPartition reads the partition
 * @param records reads the records of a producer's request for the partition
 * @param batches reads the batches in them
 * @param origin reads the origin of the append
 * @param client the origin of what producers send
 */
record KafkaValidator(
        MethodHandle topicPartition, MethodHandle records, MethodHandle batches, MethodHandle origin, Object client) {

    static KafkaValidator bind(Class<?> logValidator) {
        Field origin = Handles.field(logValidator, "origin");
        Object client = Arrays.stream(constants(origin.getType()))
                .filter(constant -> constant.toString().equals("CLIENT"))
                .findFirst()
                .orElseThrow(() -> new JoinPointMissing(origin.getType().getName() + " has no CLIENT"));
        MethodHandle partition = Handles.getter(logValidator, "topicPartition");
        if (partition.type().returnType() != TopicPartition.class) {
            throw new JoinPointMissing(logValidator.getName() + ".topicPartition is a "
                    + partition.type().returnType().getName());
        }
        return new KafkaValidator(
                partition.asType(partition.type().changeParameterType(0, Object.class)),
                Handles.generic(Handles.getter(logValidator, "records")),
                Handles.generic(
                        Handles.method(Handles.field(logValidator, "records").getType(), "batches")),
                Handles.generic(Handles.getter(logValidator, "origin")),
                client);
    }

    private static Object[] constants(Class<?> type) {
        Object[] constants = type.getEnumConstants();
        if (constants == null) {
            throw new JoinPointMissing(type.getName() + " is not an enum");
        }
        return constants;
    }

    TopicPartition topicPartition(Object validator) {
        try {
            return (TopicPartition) topicPartition.invokeExact(validator);
        } catch (Throwable e) {
            throw Handles.unchecked(e);
        }
    }

    /** Whether a producer sent the records: not a coordinator, not a transaction marker, not the metadata quorum. */
    boolean isFromClient(Object validator) {
        try {
            return (Object) origin.invokeExact(validator) == client;
        } catch (Throwable e) {
            throw Handles.unchecked(e);
        }
    }

    /** The batches that it was made for. */
    Iterable<?> batches(Object validator) {
        try {
            Object all = (Object) records.invokeExact(validator);
            return (Iterable<?>) batches.invokeExact(all);
        } catch (Throwable e) {
            throw Handles.unchecked(e);
        }
    }
}
