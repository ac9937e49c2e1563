package io.kafkafips.validator.report;

import io.kafkafips.commons.config.LastGood;
import io.kafkafips.validator.policy.BatchVerdict;
import io.kafkafips.validator.policy.PolicyLoader;
import io.kafkafips.validator.policy.PolicySet;
import io.kafkafips.validator.policy.RecordValidatorConfig;
import io.kafkafips.validator.policy.Rules;
import io.kafkafips.validator.policy.TopicMetadata;
import io.kafkafips.validator.policy.TopicPolicy;
import io.kafkafips.validator.rule.TestRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;

/** Policies from a file, and verdicts on batches of them: in topics {@code strict-*} JSON is demanded, in others it is looked for. */
record TestBatches(LastGood<PolicySet> policies) {
    static final String VALID = "{}";
    static final String INVALID = "secret-4711";

    private static final String FILE = """
            version: 1
            policies:
              - name: strict
                topics: ["strict-.*"]
                value: [{rule: json}]
              - name: lax
                topics: [".*"]
                value: [{rule: json, name: dry-run, mode: warn}]
            """;

    static TestBatches in(Path folder) throws IOException {
        Files.writeString(folder.resolve("policy.yaml"), FILE);
        return new TestBatches(new PolicyLoader(
                        RecordValidatorConfig.of(Map.of(
                                "record.validation.policy.file",
                                folder.resolve("policy.yaml").toString())),
                        Rules.onClassPath(TestBatches.class.getClassLoader()))
                .open(InstantSource.system()));
    }

    static TopicMetadata topic(String name) {
        return new TopicMetadata(new TopicPartition(name, 7));
    }

    BatchVerdict verdict(String topic, String... values) {
        TopicPolicy policy = Objects.requireNonNull(policies.current().forTopic(topic));
        BatchVerdict verdict = policy.newVerdict();
        for (int i = 0; i < values.length; i++) {
            policy.check(topic(topic), TestRecord.withValue(values[i]).at(i), verdict);
        }
        return verdict;
    }
}
