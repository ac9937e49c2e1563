package io.kafkafips.validator.rule;

import io.kafkafips.validator.policy.RecordPart;
import io.kafkafips.validator.policy.RecordProxy;
import io.kafkafips.validator.policy.RecordValidationPolicy;
import io.kafkafips.validator.policy.RuleContext;
import io.kafkafips.validator.policy.TopicMetadata;
import io.kafkafips.validator.registry.SchemaRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;

/** Rules as a policy file would configure them, and what they say of a record. */
public final class TestRules {
    public static final TopicMetadata TOPIC = new TopicMetadata(new TopicPartition("orders", 3));

    /** What {@link #verdict} returns of a record that passes. */
    public static final String ACCEPTED = "accepted";

    private TestRules() {}

    /** A rule about the value, with its options typed and checked by its own declaration. */
    public static <R extends RecordValidationPolicy> R about(RecordPart part, R rule, Map<String, ?> options) {
        return about(part, rule, options, Map.of());
    }

    /** A rule that can read files, by their names. */
    public static <R extends RecordValidationPolicy> R about(
            RecordPart part, R rule, Map<String, ?> options, Map<String, byte[]> files) {
        rule.attach(new Context(part, files::get));
        Map<String, Object> texts = new HashMap<>(options);
        if (!rule.configDef().names().containsAll(texts.keySet())) {
            throw new ConfigException("not declared: " + texts.keySet());
        }
        rule.configure(rule.configDef().parse(texts));
        return rule;
    }

    public static <R extends RecordValidationPolicy> R aboutValue(R rule, Map<String, ?> options) {
        return about(RecordPart.VALUE, rule, options);
    }

    /** {@link #ACCEPTED}, or why the record is refused. */
    public static String verdict(RecordValidationPolicy rule, RecordProxy record) {
        try {
            rule.validateRecord(TOPIC, record);
            return ACCEPTED;
        } catch (InvalidRecordException e) {
            return e.getMessage();
        }
    }

    /** Bytes that the calling thread allocates in the action. */
    public static long allocatedBy(Runnable action) {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        action.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private record Context(RecordPart part, Function<String, byte[]> files) implements RuleContext {
        @Override
        public String policy() {
            return "orders";
        }

        @Override
        public String rule() {
            return "tested";
        }

        @Override
        public byte[] file(String path) {
            byte[] content = files.apply(path);
            try {
                return content != null ? content : Files.readAllBytes(Path.of(path));
            } catch (IOException e) {
                throw new ConfigException(path + " cannot be read");
            }
        }

        @Override
        public SchemaRegistry registry(String name) {
            throw new ConfigException("no registry " + name);
        }
    }
}
