package io.kafkafips.validator.policy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.config.ConfigDef;

/**
 * A rule that every record of a topic must keep, asked before the record is appended. Shaped after KIP-940, so that a hook of Kafka's
 * own can take over from the agent.
 *
 * <p>Rules are found by {@link java.util.ServiceLoader}: a jar in {@code libs/} names its classes in
 * {@code META-INF/services/io.kafkafips.validator.policy.RecordValidationPolicy}. Each policy that lists the rule in
 * {@code server.properties} gets an instance of its own, configured once.
 *
 * <p>{@link #validateRecord} runs on Kafka's request handlers while the partition's lock is held, by several threads at once: it must
 * be thread-safe, and use the CPU alone. A rule that waits stops unrelated topics too.
 */
public interface RecordValidationPolicy extends Configurable, AutoCloseable {
    /** The name by which {@code rules=} refers to it: lower-case letters, digits and dashes. */
    String name();

    /** The options of the rule, without prefix. An option that is not declared here is refused at start. */
    default ConfigDef configDef() {
        return new ConfigDef();
    }

    /**
     * What the rule may be about. It stands in the list of that name in a policy file; in {@code server.properties} it is about the
     * first of these.
     */
    default List<RecordPart> parts() {
        return List.of(RecordPart.RECORD);
    }

    /** Takes the surroundings, before {@link #configure}. */
    default void attach(RuleContext context) {}

    /**
     * Takes the options, parsed as {@link #configDef()} declares them.
     *
     * @throws org.apache.kafka.common.config.ConfigException stops the start of the broker
     */
    @Override
    default void configure(Map<String, ?> options) {}

    /**
     * Accepts a record by returning, refuses it by throwing. A {@link org.apache.kafka.common.errors.RetriableException} tells the
     * producer to send the batch again later; any other exception refuses the whole batch.
     *
     * @param topic where the record goes
     * @param record the record, valid until the call returns
     * @throws InvalidRecordException why the record is refused. The producer and the broker's log see the message: it must not hold
     *     a part of the key, the value or a header's value
     */
    void validateRecord(TopicMetadata topic, RecordProxy record) throws InvalidRecordException;

    @Override
    default void close() {}
}
