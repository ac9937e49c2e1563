package io.kafkafips.validator.schema;

import io.kafkafips.validator.policy.RecordPart;
import io.kafkafips.validator.policy.RecordValidationPolicy;
import io.kafkafips.validator.policy.RuleContext;
import io.kafkafips.validator.policy.TopicMetadata;
import io.kafkafips.validator.registry.SchemaRegistry;
import io.kafkafips.validator.rule.TestRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.Header;

/** The surroundings of a rule, with the files and registries that a test gives it. */
final class TestContext implements RuleContext {
    private static final TopicMetadata TOPIC = new TopicMetadata(new TopicPartition("orders", 0));

    private final Map<String, byte[]> files = new HashMap<>();
    private final Map<String, SchemaRegistry> registries = new HashMap<>();
    private RecordPart part = RecordPart.VALUE;

    TestContext file(String path, String content) {
        return file(path, content.getBytes(StandardCharsets.UTF_8));
    }

    TestContext file(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    TestContext registry(String name, SchemaRegistry registry) {
        registries.put(name, registry);
        return this;
    }

    TestContext about(RecordPart what) {
        part = what;
        return this;
    }

    /** A rule, configured as a policy file would. */
    <R extends RecordValidationPolicy> R configured(R rule, Map<String, ?> options) {
        rule.attach(this);
        rule.configure(rule.configDef().parse(options));
        return rule;
    }

    /** Of a record whose key and value are the same bytes. */
    static void validate(RecordValidationPolicy rule, byte[] value, Header... headers) {
        rule.validateRecord(TOPIC, new TestRecord(ByteBuffer.wrap(value), ByteBuffer.wrap(value), List.of(headers)));
    }

    static void validate(RecordValidationPolicy rule, String value) {
        validate(rule, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public RecordPart part() {
        return part;
    }

    @Override
    public String policy() {
        return "orders";
    }

    @Override
    public String rule() {
        return "schema";
    }

    @Override
    public byte[] file(String path) {
        byte[] content = files.get(path);
        if (content == null) {
            throw new ConfigException(path + " is missing");
        }
        return content;
    }

    @Override
    public SchemaRegistry registry(String name) {
        SchemaRegistry registry = registries.get(name);
        if (registry == null) {
            throw new ConfigException("no registry " + name);
        }
        return registry;
    }
}
