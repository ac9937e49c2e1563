package io.kafkafips.validator.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordValidatorConfigTest {
    private static final String POLICY = "record.validation.policy.orders.";

    private static final Map<String, String> GOOD = Map.of(
            "node.id",
            "1",
            "record.validation.policies",
            "orders",
            POLICY + "topics",
            "orders-.*",
            POLICY + "rules",
            "json,required-headers",
            POLICY + "json.max-depth",
            "20",
            POLICY + "required-headers.names",
            "trace-id,source");

    @Test
    void of_goodSettings_areTyped() {
        RecordValidatorConfig config = RecordValidatorConfig.of(GOOD);

        assertThat(config.policies()).singleElement().satisfies(policy -> {
            assertThat(policy.topics()).extracting(Pattern::pattern).containsExactly("orders-.*");
            assertThat(policy.rules()).extracting(RuleDefinition::kind).containsExactly("json", "required-headers");
            assertThat(policy.rules())
                    .extracting(RuleDefinition::options)
                    .containsExactly(
                            new PropertyOptions(POLICY + "json.", Map.of("max-depth", "20")),
                            new PropertyOptions(POLICY + "required-headers.", Map.of("names", "trace-id,source")));
        });
    }

    @Test
    void of_noSettings_hasDefaults() {
        RecordValidatorConfig config = RecordValidatorConfig.of(Map.of("node.id", "1"));

        assertThat(config.policies()).isEmpty();
        assertThat(config.maxRecordBytes()).isEqualTo(16 * 1024 * 1024);
        assertThat(config.maxBatchBytes()).isEqualTo(64 * 1024 * 1024);
    }

    @Test
    void of_policiesInOrder_keepIt() {
        Map<String, String> settings = new HashMap<>(GOOD);
        settings.put("record.validation.policies", "zoo, orders");
        settings.put("record.validation.policy.zoo.topics", ".*");
        settings.put("record.validation.policy.zoo.rules", "none");

        assertThat(RecordValidatorConfig.of(settings).policies())
                .extracting(PolicyDefinition::name)
                .containsExactly("zoo", "orders");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "record.validation.polices | orders | one of the keys",
                "record.validation.max.record.bytes | many | a value of type INT",
                "record.validation.max.record.bytes | 0 | [1,...]",
                "record.validation.policies | orders,orders | every name once",
                "record.validation.policies | a.b | names made of letters",
                "record.validation.policies | ghost | a value of type STRING",
                "record.validation.policy.other.topics | .* | a policy that record.validation.policies lists, which is [orders]",
                "record.validation.policy.orders.topics | orders-[ | a java.util.regex pattern",
                "record.validation.policy.orders.topic | x | one of the keys [rules, topics]",
                "record.validation.policy.orders.rules | json,json | every rule once",
                "record.validation.policy.orders.rules | json,none,required-headers | rules among [allowed-headers",
                "record.validation.policy.orders.rules | json | an option of a rule in",
                "record.validation.policy.orders.rules | none | an option of a rule in",
                "record.validation.policy.orders.rules | json,required-headers,xml | rules among [allowed-headers",
                "record.validation.policy.orders.json.depth | 3 | one of the keys [max-bytes, max-depth, unique-keys]",
                "record.validation.policy.orders.json.max-depth | deep | a value of type INT",
                "record.validation.policy.orders.json.unique-keys | maybe | a value of type BOOLEAN",
                "record.validation.policy.orders.required-headers.names | '' | at least one name",
                "record.validation.policy.orders.topics | ${file:/x:y} | config.providers are not asked",
                "record.validation.policy.orders | x | a key of the form",
                "record.validation.policy.file | policy.yaml | policies in one place",
                "record.validation.policy.reload.interval.ms | 5 | [100,...,86400000]",
            })
    void policies_badSetting_isRefusedWithKeyAndExpectation(String key, String value, String expected) {
        Map<String, String> settings = new HashMap<>(GOOD);
        settings.put(key, value);

        assertThatThrownBy(() -> policies(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(expected)
                .hasMessageContaining("record.validation.")
                .hasMessageContaining("Remedy: ");
    }

    @Test
    void policies_rulesOfTheSettings_areConfigured() {
        assertThat(policies(GOOD)).hasToString("[orders(orders-.*: json,required-headers)]");
    }

    private PolicySet policies(Map<String, String> settings) {
        return new PolicyLoader(
                        RecordValidatorConfig.of(settings),
                        Rules.onClassPath(getClass().getClassLoader()))
                .open(InstantSource.system())
                .current();
    }
}
