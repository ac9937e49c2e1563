package io.kafkafips.validator.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.validator.policy.RecordPart;
import io.kafkafips.validator.policy.RuleContext;
import io.kafkafips.validator.policy.TopicMetadata;
import io.kafkafips.validator.registry.RegisteredSchema;
import io.kafkafips.validator.registry.SchemaId;
import io.kafkafips.validator.registry.SchemaRegistry;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaIdRuleTest {
    private static final TopicMetadata ORDERS = new TopicMetadata(new TopicPartition("orders", 0));
    private static final String AVRO = "{\"type\":\"record\",\"name\":\"Order\",\"namespace\":\"com.example\"}";

    /** What the registry of the tests has, each under one subject. */
    private static final Map<Integer, String> SUBJECTS = Map.of(
            1,
            "orders-value",
            2,
            "orders-key",
            3,
            "com.example.Order",
            4,
            "orders-com.example.Order",
            5,
            "returns-value");

    private static TestRecord about(RecordPart part, ByteBuffer content) {
        return part == RecordPart.KEY ? new TestRecord(content, null, List.of()) : new TestRecord(content, List.of());
    }

    private record Context(RecordPart part, SchemaRegistry schemas) implements RuleContext {
        @Override
        public String policy() {
            return "orders";
        }

        @Override
        public String rule() {
            return "schema-id";
        }

        @Override
        public byte[] file(String path) {
            throw new ConfigException(path);
        }

        @Override
        public SchemaRegistry registry(String name) {
            if (!name.equals("main")) {
                throw new ConfigException(name);
            }
            return schemas;
        }
    }

    private static RegisteredSchema registered(SchemaId id) {
        int number = ((SchemaId.Registered) id).value();
        String subject = SUBJECTS.get(number);
        if (subject == null) {
            throw new InvalidRecordException("the schema is not known to the registry main");
        }
        return new RegisteredSchema(number, RegisteredSchema.Type.AVRO, AVRO, List.of(), Set.of(subject));
    }

    private static SchemaIdRule rule(RecordPart part, Map<String, ?> options) {
        SchemaIdRule rule = new SchemaIdRule();
        rule.attach(new Context(part, SchemaIdRuleTest::registered));
        rule.configure(rule.configDef().parse(options));
        return rule;
    }

    private static SchemaIdRule rule(String key, String value) {
        Map<String, String> options = new HashMap<>(Map.of("registry", "main"));
        options.put(key, value);
        return rule(RecordPart.VALUE, options);
    }

    private static void validate(SchemaIdRule rule, RecordPart part, int id) {
        ByteBuffer content = ByteBuffer.allocate(8).put((byte) 0).putInt(id).rewind();
        rule.validateRecord(ORDERS, about(part, content));
    }

    private static boolean accepts(SchemaIdRule rule, int id) {
        try {
            validate(rule, RecordPart.VALUE, id);
            return true;
        } catch (InvalidRecordException e) {
            return false;
        }
    }

    private static List<Integer> accepted(SchemaIdRule rule) {
        return List.of(1, 2, 3, 4, 5, 6).stream()
                .filter(id -> accepts(rule, id))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "subject-strategy, topic-name, 1",
        "subject-strategy, record-name, 3",
        "subject-strategy, topic-record-name, 4",
        "subject-strategy, '', 1",
        "subjects, returns-.*, 5",
        "subjects, orders, 0"
    })
    void validateRecord_bySubject_acceptsItsSchemaAlone(String key, String value, int id) {
        assertThat(accepted(rule(key, value))).isEqualTo(id == 0 ? List.of() : List.of(id));
    }

    @Test
    void validateRecord_ofAnySubject_acceptsWhatIsRegistered() {
        assertThat(accepted(rule("subject-strategy", "any"))).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void validateRecord_ofAKey_asksForTheSubjectOfKeys() {
        SchemaIdRule rule = rule(RecordPart.KEY, Map.of("registry", "main"));

        assertThatCode(() -> validate(rule, RecordPart.KEY, 2)).doesNotThrowAnyException();
    }

    @Test
    void validateRecord_ofAnotherSubject_namesBoth() {
        assertThatThrownBy(() -> validate(rule("types", "AVRO"), RecordPart.VALUE, 5))
                .hasMessage("the schema is registered under the subjects returns-value: expected orders-value");
    }

    @Test
    void validateRecord_ofAnotherType_isRefused() {
        assertThatThrownBy(() -> validate(rule("types", "JSON,PROTOBUF"), RecordPart.VALUE, 1))
                .hasMessage("the schema is of the type AVRO: expected one of [JSON, PROTOBUF]");
    }

    @Test
    void validateRecord_withAList_acceptsThose() {
        assertThat(accepted(rule(RecordPart.VALUE, Map.of("ids", "2, 6")))).containsExactly(2, 6);
    }

    @Test
    void validateRecord_ofATombstone_passes() {
        assertThatCode(() -> rule("types", "AVRO").validateRecord(ORDERS, about(RecordPart.KEY, null)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "registry, other",
        "registry, ''",
        "ids, 1",
        "subjects, (",
        "framing, none",
        "types, XSD",
        "subject-strategy, topic"
    })
    void configure_withAnOptionThatCannotBe_isRefused(String key, String value) {
        assertThatThrownBy(() -> rule(key, value)).isInstanceOf(ConfigException.class);
    }

    @ParameterizedTest
    @CsvSource({"-1", "x", "1-2", "4294967296"})
    void configure_withAnIdThatCannotBe_isRefused(String id) {
        assertThatThrownBy(() -> rule(RecordPart.VALUE, Map.of("ids", id))).isInstanceOf(ConfigException.class);
    }

    @Test
    void configure_withPatternsAndStrategy_isRefused() {
        Map<String, String> options =
                Map.of("registry", "main", "subjects", "orders-.*", "subject-strategy", "topic-name");

        assertThatThrownBy(() -> rule(RecordPart.VALUE, options)).isInstanceOf(ConfigException.class);
    }

    @Test
    void configDef_ofEveryOption_hasADescription() {
        assertThat(new SchemaIdRule().configDef().configKeys().values())
                .extracting((ConfigDef.ConfigKey key) -> key.documentation)
                .doesNotContain("");
    }
}
