package io.kafkafips.validator;

import io.kafkafips.validator.policy.RecordPart;
import io.kafkafips.validator.policy.RecordValidationPolicy;
import io.kafkafips.validator.policy.RuleContext;
import io.kafkafips.validator.policy.TopicMetadata;
import io.kafkafips.validator.registry.SchemaRegistry;
import io.kafkafips.validator.rule.TestRecord;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.TopicPartition;

/** The main class of a JVM that has the jar as it ships and Kafka's own jars: each rule that lives from a library takes two records. */
final class ShadedRules {
    private static final TopicMetadata TOPIC = new TopicMetadata(new TopicPartition("orders", 0));

    private ShadedRules() {}

    public static void main(String[] arguments) {
        report(
                "json-schema",
                "{\"format\": \"date-time\", \"pattern\": \"^2\"}",
                "\"2026-11-23T03:11:19Z\"",
                "\"2026\"");
        report("avro", "{\"type\": \"array\", \"items\": \"boolean\"}", "\u0002\u0001\u0000", "\u0002\u0002\u0000");
        report(
                "protobuf",
                "import \"google/protobuf/timestamp.proto\"; message A { optional string a = 1; }",
                "\n\u0001a",
                "\n");
        report(
                "cel",
                "",
                Map.of("expression", "value.amount > 0.0 && value.id.matches('[a-z]+')"),
                "{\"amount\":1.5,\"id\":\"x\"}",
                "{\"amount\":0}");
    }

    private static void report(String name, String schema, String good, String bad) {
        report(name, schema, Map.of("schema", "schema.proto"), good, bad);
    }

    private static void report(String name, String schema, Map<String, String> options, String good, String bad) {
        RecordValidationPolicy rule = ServiceLoader.load(RecordValidationPolicy.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow();
        rule.attach(new OneFile(schema));
        rule.configure(rule.configDef().parse(options));
        rule.validateRecord(TOPIC, TestRecord.withValue(good));
        try {
            rule.validateRecord(TOPIC, TestRecord.withValue(bad));
            System.out.println(name + " accepts what it must not");
        } catch (InvalidRecordException e) {
            System.out.println(name + " works: " + e.getMessage());
        }
    }

    private record OneFile(String content) implements RuleContext {
        @Override
        public RecordPart part() {
            return RecordPart.VALUE;
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
            return content.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public SchemaRegistry registry(String name) {
            throw new IllegalArgumentException(name);
        }
    }
}
