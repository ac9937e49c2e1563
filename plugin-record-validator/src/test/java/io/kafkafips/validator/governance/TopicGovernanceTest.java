package io.kafkafips.validator.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.commons.config.YamlException;
import io.kafkafips.commons.config.YamlReader;
import io.kafkafips.validator.governance.TopicChange.Size;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicGovernanceTest {
    private static final String GOOD = """
            - name: scratch
              topics: ["scratch-.*"]
              exempt: true
            - name: all
              topics: [".*"]
              except-topics: ["legacy-.*"]
              names-must-match: ["payments-[a-z]+", "orders-[a-z]+"]
              partitions: {at-least: 2, at-most: 12}
              replication-factor: {at-least: 3}
              configs:
                max.message.bytes: {at-most: 1000000}
                unclean.leader.election.enable: {set: forbidden}
                min.cleanable.dirty.ratio: {at-most: 0.5}
                setting.of.another.kafka: {one-of: [x]}
            - name: payments
              topics: ["payments-.*"]
              configs:
                retention.ms: {set: required, at-least: 1000, at-most: 604800000}
                remote.storage.enable: true
                cleanup.policy: {one-of: [delete, "compact,delete"]}
                retention.bytes: {at-least: 1000}
            - name: later
              topics: ["payments-.*"]
              mode: warn
              partitions: {at-least: 6}
            """;

    private static final String NEEDED = "retention.ms=5000;remote.storage.enable=true";

    /** Topic, partitions, replication factors, configs, what is refused. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "orders-eu           | 2  | 3   | -                                     | -",
                "orders-EU           | 2  | 3   | -                                     | policy all: the name orders-EU, expected one that matches payments-[a-z]+ or orders-[a-z]+",
                "orders-eu           | 1  | 2   | -                                     | policy all: partitions=1, expected from 2 to 12; policy all: replication-factor=2, expected at least 3",
                "orders-eu           | 13 | 3   | -                                     | policy all: partitions=13, expected from 2 to 12",
                "orders-eu           | 2  | 3,2 | -                                     | policy all: replication-factor=2, expected at least 3",
                "orders-eu           | 2  | 3   | max.message.bytes=1000001             | policy all: max.message.bytes=1000001, expected at most 1000000",
                "orders-eu           | 2  | 3   | max.message.bytes=many                | policy all: max.message.bytes=many, expected at most 1000000",
                "orders-eu           | 2  | 3   | max.message.bytes=1e5                 | policy all: max.message.bytes=1e5, expected at most 1000000",
                "orders-eu           | 2  | 3   | min.cleanable.dirty.ratio=0.50        | -",
                "orders-eu           | 2  | 3   | min.cleanable.dirty.ratio=0.51        | policy all: min.cleanable.dirty.ratio=0.51, expected at most 0.5",
                "orders-eu           | 2  | 3   | unclean.leader.election.enable=false  | policy all: unclean.leader.election.enable=false, expected not to be set",
                "orders-eu           | 2  | 3   | retention.ms=1                        | -",
                "legacy-eu           | 1  | 1   | -                                     | -",
                "scratch-payments-eu | 1  | 1   | -                                     | -",
                "__consumer_offsets  | 1  | 1   | -                                     | -",
                "payments-eu         | 6  | 3   | retention.ms=5000;remote.storage.enable=TRUE | -",
                "payments-eu         | 6  | 3   | -                                     | policy payments: remote.storage.enable not set, expected true; policy payments: retention.ms not set, expected from 1000 to 604800000",
                "payments-eu         | 6  | 3   | retention.ms=-1;remote.storage.enable=false | policy payments: remote.storage.enable=false, expected true; policy payments: retention.ms=-1, expected from 1000 to 604800000",
                "payments-eu         | 6  | 3   | +;retention.bytes=-1                  | -",
                "payments-eu         | 6  | 3   | +;retention.bytes=-2                  | policy payments: retention.bytes=-2, expected at least 1000",
                "payments-eu         | 6  | 3   | +;cleanup.policy=delete, compact      | -",
                "payments-eu         | 6  | 3   | +;cleanup.policy=compact              | policy payments: cleanup.policy=compact, expected delete or compact,delete",
            })
    void review_creation_saysWhatIsRefused(
            String topic, int partitions, String factors, @Nullable String configs, @Nullable String expected)
            throws Exception {
        Size size = new Size(
                partitions, Stream.of(factors.split(",")).map(Integer::valueOf).toList());
        TopicChange change = new TopicChange(topic, size, configs(configs));

        assertThat(read(GOOD).review(change).violations())
                .isEqualTo(expected == null ? List.of() : List.of(expected.split("; ")));
    }

    @Test
    void review_entryThatWarns_refusesNothing() throws Exception {
        TopicChange change = new TopicChange("payments-eu", new Size(2, List.of(3)), configs(NEEDED));

        assertThat(read(GOOD).review(change))
                .isEqualTo(new TopicGovernance.Review(
                        List.of(), List.of("policy later: partitions=2, expected at least 6")));
    }

    /** What is altered, with * for a deletion, and what is refused. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-                            | -",
                "retention.ms=1000            | -",
                "retention.ms=999             | policy payments: retention.ms=999, expected from 1000 to 604800000",
                "retention.ms=*               | policy payments: retention.ms not set, expected from 1000 to 604800000",
                "cleanup.policy=*             | -",
                "unclean.leader.election.enable=* | -",
                "something.else=*             | -",
            })
    void review_alteration_looksAtNothingButWhatIsAltered(@Nullable String configs, @Nullable String expected)
            throws Exception {
        TopicChange change = new TopicChange("payments-EU", null, configs(configs));

        assertThat(read(GOOD).review(change).violations()).isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @Test
    void review_valueWithControlCharacters_isQuotedWithoutThem() throws Exception {
        TopicChange change =
                new TopicChange("orders-eu", null, Map.of("max.message.bytes", "1\nFATAL " + "x".repeat(200)));

        assertThat(read(GOOD).review(change).violations())
                .containsExactly(
                        "policy all: max.message.bytes=1 FATAL " + "x".repeat(92) + "..., expected at most 1000000");
    }

    /** Each line: what is replaced, by what, and the refusal with its place. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "name: all|nam: all|:4:3: [1].nam is an unknown key",
                "name: all|name: scratch|[1].name is scratch: expected a name that none before it has",
                "exempt: true|exempt: false|:1:3: [0] is a mapping: expected at least one of [configs, names-must-match,",
                "exempt: true|mode: warn|:1:3: [0] is a mapping: expected at least one of",
                "exempt: true|exempt: true\n  mode: warn|[0].mode is warn: expected no mode with exempt",
                "mode: warn|mode: sample|[3].mode is sample: expected reject or warn",
                "[\"scratch-.*\"]|[\"scratch-[\"]|[0].topics[0] is scratch-[: expected a java.util.regex pattern",
                "[\"payments-[a-z]+\",|[\"payments-(\",|[1].names-must-match[0] is payments-(: expected a java.util.regex pattern",
                "{at-least: 2, at-most: 12}|{at-least: 12, at-most: 2}|[1].partitions.at-most is 2: expected not less than at-least",
                "{at-least: 2, at-most: 12}|{}|[1].partitions is a mapping: expected at-least, at-most or both",
                "{at-least: 2, at-most: 12}|{min: 2}|[1].partitions.min is an unknown key",
                "{at-least: 2, at-most: 12}|{at-least: two}|[1].partitions.at-least is two: expected a number",
                "{set: forbidden}|{set: forbidden, at-least: 1}|enable is a mapping: expected something about its value",
                "{set: forbidden}|{set: optional}|enable is a mapping: expected something about its value",
                "{set: forbidden}|{set: never}|enable.set is never: expected one of [optional, required, forbidden]",
                "{one-of: [x]}|{one-of: []}|one-of is a list: expected at least one element",
                "{one-of: [x]}|[x]|setting.of.another.kafka is a list: expected a value",
            })
    void read_badEntry_isRefusedWithItsPlace(String change) {
        String[] parts = change.split("\\|", -1);
        String bad = GOOD.replaceFirst(Pattern.quote(parts[0]), Matcher.quoteReplacement(parts[1]));

        assertThat(bad).isNotEqualTo(GOOD);
        assertThatThrownBy(() -> read(bad))
                .isInstanceOf(YamlException.class)
                .hasMessageContaining("policy.yaml:")
                .hasMessageContaining(parts[2]);
    }

    private static TopicGovernance read(String yaml) throws YamlException {
        return GovernanceReader.read(YamlReader.read("policy.yaml", yaml.getBytes(StandardCharsets.UTF_8)));
    }

    private static Map<String, @Nullable String> configs(@Nullable String text) {
        Map<String, @Nullable String> configs = new HashMap<>();
        if (text != null) {
            Stream.of(text.split(";"))
                    .flatMap(pair -> pair.equals("+") ? Stream.of(NEEDED.split(";")) : Stream.of(pair))
                    .map(pair -> pair.split("=", 2))
                    .forEach(pair -> configs.put(pair[0], Objects.equals(pair[1], "*") ? null : pair[1]));
        }
        return configs;
    }
}
