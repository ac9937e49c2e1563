package io.kafkafips.validator.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.commons.config.LastGood;
import io.kafkafips.validator.rule.TestRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyFileTest {
    private static final String GOOD = """
            version: 1
            policies:
              - name: scratch
                topics: ["orders-scratch-.*"]
                exempt: true
              - name: orders
                topics: ["orders-.*", "payments"]
                except-topics: [orders-raw]
                headers:
                  - {rule: required-headers, names: ["trace-id"]}
                value:
                  - {rule: json}
                  - {rule: json, name: shallow, mode: warn, max-depth: 2}
                  - {rule: json, name: looked-at, mode: sample, sample-percent: 5}
            """;

    private static final String WITH_SCHEMAS = """
            version: 1
            registries:
              - name: local
                folder: schemas
            policies:
              - name: orders
                topics: [orders]
                value:
                  - {rule: schema-id, registry: local, subject-strategy: any}
            """;

    @TempDir
    Path folder;

    @Test
    void open_goodFile_givesItsPolicies() throws Exception {
        assertThat(open(GOOD).current())
                .hasToString("[scratch(orders-scratch-.*: none), orders(orders-.*|payments: required-headers,json,"
                        + "shallow (warn),looked-at (sample 5 %))]");
    }

    @Test
    void forTopic_patternsAndExceptions_decideWhichPolicy() throws Exception {
        PolicySet policies = open(GOOD).current();

        assertThat(policies.forTopic("orders-raw")).isNull();
        assertThat(policies.forTopic("orders-scratch-1")).isNull();
        assertThat(policies.forTopic("payments"))
                .isSameAs(policies.forTopic("payments"))
                .isNotNull();
    }

    /** Each line: what is replaced, by what, and the refusal with its place. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "version: 1|version: 2|:1:10: version is 2",
                "version: 1|version: 1\nvrsion: 1|:2:1: vrsion is an unknown key",
                "name: scratch|name: orders|:6:11: policies[1].name is orders: expected a name that none before it has",
                "name: scratch|name: 'a b'|:3:11: policies[0].name is a b: expected a name of letters",
                "exempt: true|exempt: false|policies[0] is a mapping: expected rules under one of",
                "exempt: true|exempt: maybe|policies[0].exempt is maybe: expected true or false",
                "[\"orders-scratch-.*\"]|[\"orders-[\"]|policies[0].topics[0] is orders-[: expected a java.util.regex pattern",
                "[\"orders-scratch-.*\"]|[]|policies[0].topics is a list: expected at least one element",
                "{rule: json}|{rule: xml}|:12:9: policies[1].value[0] is a mapping: expected rules among [",
                "{rule: json}|{rul: json}|:12:9: policies[1].value[0] lacks the key rule",
                "{rule: json}|{rule: required-headers, name: other, names: [a]}|expected required-headers under one of [headers], not under value",
                "{rule: json}|{rule: json, max-deep: 3}|:12:32: policies[1].value[0].max-deep is 3: expected one of the keys [",
                "{rule: json}|{rule: json, max-depth: deep}|value[0].max-depth is deep: expected a value of type INT",
                "{rule: json}|{rule: json, max-depth: [1, 2]}|value[0].max-depth is a list: expected a value of type INT",
                "{rule: json}|{rule: json, max-depth: {a: 1}}|value[0].max-depth is a mapping: expected a value",
                "mode: warn|mode: warning|value[1].mode is warning: expected one of [reject, warn, sample]",
                "name: shallow, ||value[1].rule is json: expected a name that none before it has",
                "sample-percent: 5|sample-percent: 0|sample-percent is 0: expected a whole number from 1 to 100",
                ", sample-percent: 5||value[2] is a mapping: expected sample-percent with mode: sample",
                "mode: warn|sample-percent: 3|value[1] is a mapping: expected sample-percent with mode: sample",
                ", names: [\"trace-id\"]||policies[1].headers[0] is a mapping: expected the option names, a value of type LIST",
            })
    void open_badFile_isRefusedWithItsPlace(String change) {
        String[] parts = change.split("\\|", -1);
        String bad = GOOD.replaceFirst(
                java.util.regex.Pattern.quote(parts[0]), java.util.regex.Matcher.quoteReplacement(parts[1]));

        assertThat(bad).isNotEqualTo(GOOD);
        assertThatThrownBy(() -> open(bad))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("policy.yaml:")
                .hasMessageContaining(parts[2]);
    }

    @Test
    void poll_changedFile_givesOtherPolicies() throws Exception {
        LastGood<PolicySet> policies = open(GOOD);
        write(GOOD.replace("name: shallow", "name: flat"));
        policies.poll(state -> {});
        policies.poll(state -> {});

        assertThat(policies.current().toString()).contains("flat (warn)");
    }

    @Test
    void poll_badChange_keepsTheLastGoodOnes() throws Exception {
        LastGood<PolicySet> policies = open(GOOD);
        PolicySet before = policies.current();
        write(GOOD.replace("rule: json", "rule: xml"));
        policies.poll(state -> {});
        policies.poll(state -> {});

        assertThat(policies.current()).isSameAs(before);
        assertThat(policies.state().error()).contains("policy.yaml:12:9");
    }

    @Test
    void open_schemasInFiles_reachTheirRules() throws Exception {
        Files.createDirectories(folder.resolve("schemas"));
        Files.writeString(folder.resolve("schemas/7.avsc"), "\"string\"");
        PolicySet policies = open(WITH_SCHEMAS).current();

        assertThat(verdict(policies, 7).isRejected()).isFalse();
        assertThat(verdict(policies, 8).isRejected()).isTrue();
    }

    @Test
    void poll_schemaFileThatIsAdded_isKnownOnceTheFilesAreLoadedAnew() throws Exception {
        Files.createDirectories(folder.resolve("schemas"));
        Files.writeString(folder.resolve("schemas/7.avsc"), "\"string\"");
        LastGood<PolicySet> policies = open(WITH_SCHEMAS);
        Files.writeString(folder.resolve("schemas/8.avsc"), "\"int\"");
        write(WITH_SCHEMAS + "\n");
        policies.poll(state -> {});
        policies.poll(state -> {});

        assertThat(verdict(policies.current(), 8).isRejected()).isFalse();
    }

    @Test
    void open_unknownRegistry_isRefused() throws Exception {
        Files.createDirectories(folder.resolve("schemas"));
        Files.writeString(folder.resolve("schemas/7.avsc"), "\"string\"");
        assertThatThrownBy(() -> open(WITH_SCHEMAS.replace("registry: local", "registry: remote")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "registry=remote is refused: expected one of the registries of the policy file, [local]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password: hunter2",
                "password: [hunter2]",
                "cache-size: hunter2",
                "on-outage: hunter2",
                "index: [hunter2]",
                "{url: https://hunter2:hunter2@localhost}",
                "{url: http://hunter2:hunter2@localhost}",
                "{url: https://localhost, truststore: ca.pem, password-file: p, user: 'broker:hunter2'}"
            })
    void open_secretAmongTheOptionsOfARegistry_isRefusedWithoutShowingIt(String option) {
        String members =
                option.startsWith("{") ? option.substring(1, option.length() - 1) : "folder: schemas, " + option;
        String policies =
                WITH_SCHEMAS.replace("- name: local\n    folder: schemas", "- {name: local, " + members + "}");

        assertThatThrownBy(() -> open(policies))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("registries[0]")
                .hasMessageContaining("[hidden]")
                .satisfies(e -> assertThat(Throwables.getStackTrace(e)).doesNotContain("hunter2"));
    }

    private static BatchVerdict verdict(PolicySet policies, int schemaId) {
        TopicPolicy policy = Objects.requireNonNull(policies.forTopic("orders"));
        BatchVerdict verdict = policy.newVerdict();
        policy.check(
                new TopicMetadata(new TopicPartition("orders", 0)),
                TestRecord.withValue(ByteBuffer.allocate(6)
                        .put((byte) 0)
                        .putInt(schemaId)
                        .put((byte) 0)
                        .array()),
                verdict);
        return verdict;
    }

    private LastGood<PolicySet> open(String yaml) throws IOException {
        Path file = write(yaml);
        RecordValidatorConfig config =
                RecordValidatorConfig.of(Map.of("record.validation.policy.file", file.toString()));
        return new PolicyLoader(config, Rules.onClassPath(getClass().getClassLoader())).open(InstantSource.system());
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(folder.resolve("policy.yaml"), yaml);
    }
}
