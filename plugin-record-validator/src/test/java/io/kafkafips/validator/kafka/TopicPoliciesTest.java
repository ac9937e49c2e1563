package io.kafkafips.validator.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.server.policy.AlterConfigPolicy;
import org.apache.kafka.server.policy.CreateTopicPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicPoliciesTest {
    private static final String FILE = """
            version: 1
            policies: []
            topic-governance:
              - name: all
                topics: [".*"]
                partitions: {at-least: 2}
                replication-factor: {at-least: 3}
                configs: {retention.ms: {set: required, at-most: 1000}}
            """;
    private static final Map<String, String> GOOD = Map.of("retention.ms", "1000");

    @TempDir
    Path folder;

    @Test
    void validate_goodTopic_passes() throws Exception {
        try (TopicCreationPolicy policy = creation(FILE)) {
            assertThatCode(() -> policy.validate(new CreateTopicPolicy.RequestMetadata("t", 2, (short) 3, null, GOOD)))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void validate_badTopic_isRefusedWithEverythingThatIsWrong() throws Exception {
        try (TopicCreationPolicy policy = creation(FILE)) {
            assertThatThrownBy(() ->
                            policy.validate(new CreateTopicPolicy.RequestMetadata("t", 1, (short) 1, null, Map.of())))
                    .isInstanceOf(PolicyViolationException.class)
                    .hasMessage("Topic governance refuses the topic t: policy all: partitions=1, expected at least 2;"
                            + " policy all: replication-factor=1, expected at least 3;"
                            + " policy all: retention.ms not set, expected at most 1000");
        }
    }

    /** As Kafka asks for them: without the two numbers. */
    @Test
    void validate_replicasAssignedByHand_countsThem() throws Exception {
        Map<Integer, List<Integer>> assignments = Map.of(0, List.of(1, 2, 3), 1, List.of(1, 2));

        try (TopicCreationPolicy policy = creation(FILE)) {
            assertThatThrownBy(() ->
                            policy.validate(new CreateTopicPolicy.RequestMetadata("t", null, null, assignments, GOOD)))
                    .hasMessage("Topic governance refuses the topic t: policy all: replication-factor=2, expected at"
                            + " least 3");
        }
    }

    @Test
    void validate_topicConfigDeleted_isRefused() throws Exception {
        Map<String, String> deletion = new HashMap<>();
        deletion.put("retention.ms", null);

        try (TopicConfigPolicy policy = new TopicConfigPolicy(topics(FILE))) {
            assertThatThrownBy(() -> policy.validate(new AlterConfigPolicy.RequestMetadata(
                            new ConfigResource(ConfigResource.Type.TOPIC, "t"), deletion)))
                    .isInstanceOf(PolicyViolationException.class)
                    .hasMessage("Topic governance refuses the topic t: policy all: retention.ms not set, expected at"
                            + " most 1000");
        }
    }

    @Test
    void validate_configOfABroker_passes() throws Exception {
        try (TopicConfigPolicy policy = new TopicConfigPolicy(topics(FILE))) {
            assertThatCode(() -> policy.validate(new AlterConfigPolicy.RequestMetadata(
                            new ConfigResource(ConfigResource.Type.BROKER, "1"), Map.of("retention.ms", "2000"))))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void open_withoutPolicyFile_isRefusedWithTheLineThatMendsIt() {
        assertThatThrownBy(() -> GovernedTopics.open(TopicCreationPolicy.class, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Remedy: record.validation.policy.file=");
    }

    @Test
    void open_fileThatSaysNothingOfTopics_isRefused() {
        assertThatThrownBy(() -> topics("version: 1\npolicies: []\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("topic-governance is missing")
                .hasMessageContaining("topic-governance: []");
    }

    @Test
    void open_badEntry_isRefusedWithItsPlace() {
        assertThatThrownBy(() -> topics(FILE.replace("at-most: 1000", "at-most: all")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "policy.yaml:8:54: topic-governance[0].configs.retention.ms.at-most is all: expected a number");
    }

    @Test
    void validate_notConfigured_isNotTakenForConsent() {
        CreateTopicPolicy.RequestMetadata request =
                new CreateTopicPolicy.RequestMetadata("t", 1, (short) 1, null, Map.of());

        assertThatThrownBy(() -> new TopicCreationPolicy().validate(request)).isInstanceOf(IllegalStateException.class);
    }

    private TopicCreationPolicy creation(String yaml) throws IOException {
        return new TopicCreationPolicy(topics(yaml));
    }

    private GovernedTopics topics(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("policy.yaml"), yaml);
        return GovernedTopics.open(TopicCreationPolicy.class, Map.of("record.validation.policy.file", file.toString()));
    }
}
