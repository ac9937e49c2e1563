package io.kafkafips.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.Command;
import io.kafkafips.testkit.CommandResult;
import io.kafkafips.testkit.FipsCluster;
import io.kafkafips.testkit.FreshFolder;
import io.kafkafips.testkit.Jdk;
import io.kafkafips.testkit.KafkaRuntime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Topic governance on a dedicated controller without the agent, behind the authorizer's policy; and a policy of records on trial by
 * {@code kafka-fips validate} on the topics of that cluster, before any broker enforces it.
 */
class TopicGovernanceIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final Path FOLDER = Checkout.root().resolve("distribution/target/e2e/governance");
    private static final Path POLICY = FOLDER.resolve("policy.yaml");
    private static final KafkaRuntime KAFKA = KafkaRuntime.resolve("4.3.1");
    private static final Map<String, String> GOOD = Map.of("retention.ms", "60000");
    private static final String FILE = """
            version: 1
            policies:
              - name: orders
                topics: ["orders-.*"]
                value: [{rule: json}]
            topic-governance:
              - name: reloaded
                topics: ["reloaded-.*"]
                configs: {max.message.bytes: {at-most: 1000}}
              - name: all
                topics: [".*"]
                except-topics: ["reloaded-.*"]
                names-must-match: ["orders-[a-z]+"]
                partitions: {at-least: 2, at-most: 4}
                replication-factor: {at-most: 1}
                configs:
                  retention.ms: {set: required, at-most: 60000}
            """;

    private static FipsCluster cluster;
    private static Admin admin;

    @BeforeAll
    static void start() throws Exception {
        FreshFolder.of(FOLDER);
        write(FILE);
        cluster = FipsCluster.prepare(
                new FipsCluster.Layout(FOLDER, KAFKA, FipsCluster.Layout.builtPlugins(), Jdk.current()));
        cluster.start(
                Map.of("auto.create.topics.enable", "true", "num.partitions", "1"),
                Map.of(
                        "create.topic.policy.class.name", "io.kafkafips.validator.kafka.TopicCreationPolicy",
                        "alter.config.policy.class.name", "io.kafkafips.authorizer.kafka.SecurityAlterConfigPolicy",
                        "alter.config.policy.delegates", "io.kafkafips.validator.kafka.TopicConfigPolicy",
                        "alter.config.policy.fixed", "unclean.leader.election.enable:false",
                        "record.validation.policy.file", POLICY.toString(),
                        "record.validation.policy.reload.interval.ms", "200"));
        admin = Admin.create(new HashMap<String, Object>(cluster.clientSettings("admin")));
    }

    @AfterAll
    static void stop() {
        admin.close();
        cluster.close();
    }

    @Test
    void createTopics_topicThatKeepsToThePolicy_isCreated() throws Throwable {
        create(new NewTopic("orders-good", 2, (short) 1).configs(GOOD));

        assertThat(awaitTopic("orders-good")).contains("orders-good");
    }

    @Test
    void createTopics_badTopic_isRefusedWithEverythingThatIsWrong() throws Throwable {
        assertThatThrownBy(() -> create(new NewTopic("Orders", 5, (short) 1)))
                .isInstanceOf(PolicyViolationException.class)
                .hasMessage("Topic governance refuses the topic Orders: policy all: the name Orders, expected one that"
                        + " matches orders-[a-z]+; policy all: partitions=5, expected from 2 to 4; policy all: retention.ms"
                        + " not set, expected at most 60000");
        assertThat(topics()).doesNotContain("Orders");
    }

    /** What is not given, Kafka has filled in from the controller's own defaults before it asks. */
    @Test
    void createTopics_defaultsOfTheController_areWhatIsLookedAt() {
        assertThatThrownBy(
                        () -> create(new NewTopic("orders-default", Optional.empty(), Optional.empty()).configs(GOOD)))
                .isInstanceOf(PolicyViolationException.class)
                .hasMessageContaining("partitions=1, expected from 2 to 4")
                .hasMessageNotContaining("replication-factor");
    }

    @Test
    void createTopics_replicasAssignedByHand_areCounted() {
        assertThatThrownBy(() -> create(new NewTopic("orders-byhand", Map.of(0, List.of(2))).configs(GOOD)))
                .hasMessage(
                        "Topic governance refuses the topic orders-byhand: policy all: partitions=1, expected from 2"
                                + " to 4");
        assertThatCode(() -> create(new NewTopic("orders-byhand", Map.of(0, List.of(2), 1, List.of(2))).configs(GOOD)))
                .doesNotThrowAnyException();
    }

    @Test
    void createTopics_validateOnly_saysTheSame() throws Throwable {
        NewTopic bad = new NewTopic("orders-dry", 1, (short) 1).configs(GOOD);

        assertThatThrownBy(() -> admin.createTopics(List.of(bad), new CreateTopicsOptions().validateOnly(true))
                        .all()
                        .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS))
                .hasMessageContaining("policy all: partitions=1");
    }

    @Test
    void send_topicThatTheBrokerWouldCreate_isNotCreated() throws Exception {
        assertThatThrownBy(() -> produce("orders-auto", "max.block.ms", "5000", "{}"))
                .rootCause()
                .isInstanceOf(UnknownTopicOrPartitionException.class);
        assertThat(topics()).doesNotContain("orders-auto");
        assertThat(cluster.broker().logText())
                .contains(
                        "'POLICY_VIOLATION': Topic governance refuses the topic orders-auto: policy all: partitions=1");
    }

    /** No pattern matches it, it has one partition, and the broker could not live without it. */
    @Test
    void internalTopics_areNeverAsked() throws Exception {
        assertThat(topics()).contains("__remote_log_metadata");
    }

    @Test
    void alterConfigs_bothPoliciesOfTheChain_areAsked() throws Throwable {
        create(new NewTopic("orders-altered", 2, (short) 1).configs(GOOD));

        assertThatThrownBy(() -> alter("orders-altered", "retention.ms", "60001"))
                .isInstanceOf(PolicyViolationException.class)
                .hasMessage(
                        "Topic governance refuses the topic orders-altered: policy all: retention.ms=60001, expected"
                                + " at most 60000");
        assertThatThrownBy(() -> alter("orders-altered", "retention.ms", null))
                .hasMessageContaining("policy all: retention.ms not set, expected at most 60000");
        assertThatThrownBy(() -> alter("orders-altered", "retention.ms", "-1"))
                .hasMessageContaining("policy all: retention.ms=-1");
        assertThatThrownBy(() -> alter("orders-altered", "unclean.leader.election.enable", "true"))
                .hasMessageContaining("Refused by SecurityAlterConfigPolicy");
        assertThatCode(() -> alter("orders-altered", "retention.ms", "59999")).doesNotThrowAnyException();
        assertThatCode(() -> alter("orders-altered", "segment.bytes", "2000000"))
                .doesNotThrowAnyException();
    }

    @Test
    void policyFile_changed_isTakenOverUnlessItIsBad() throws Throwable {
        create(new NewTopic("reloaded-a", 1, (short) 1));
        assertThatThrownBy(() -> alter("reloaded-a", "max.message.bytes", "2000"))
                .hasMessageContaining("policy reloaded: max.message.bytes=2000, expected at most 1000");
        try {
            write(FILE.replace("at-most: 1000}", "at-most: 2000}"));
            awaitLog("The topic governance of " + POLICY + ": taken over, [reloaded, all]");
            assertThatCode(() -> alter("reloaded-a", "max.message.bytes", "2000"))
                    .doesNotThrowAnyException();

            write(FILE.replace("at-most: 1000}", "at-mots: 3000}"));
            awaitLog("the change is refused");
            assertThatThrownBy(() -> alter("reloaded-a", "max.message.bytes", "3000"))
                    .hasMessageContaining("expected at most 2000");
        } finally {
            write(FILE);
        }
    }

    @Test
    void validate_liveTopic_countsWhatItHasAndCommitsNothing() throws Throwable {
        create(new NewTopic("orders-live", 2, (short) 1).configs(GOOD));
        produce("orders-live", "linger.ms", "0", "{}", "{\"secret\": 1", "[]", "secret", "1");

        CommandResult all = validate("orders-live", "--from-beginning", "--json");
        CommandResult last = validate("orders-live", "--last", "1", "--explain", "2");
        JsonNode report = new ObjectMapper().readTree(all.output());

        assertThat(all.exitCode()).isEqualTo(1);
        assertThat(report.get("records").asInt()).isEqualTo(5);
        assertThat(report.get("accepted").asInt()).isEqualTo(3);
        assertThat(report.get("rejected").asInt()).isEqualTo(2);
        assertThat(report.get("examples").findValuesAsText("record")).containsExactlyInAnyOrder("1@0", "1@1");
        assertThat(last.output())
                .containsPattern("records: +2\n")
                .contains("yes: orders-.* matches", "0@2", "1@1")
                .doesNotContain("secret");
        assertThat(admin.listGroups().all().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS))
                .isEmpty();
    }

    @Test
    void validate_topicThatIsNotThere_isRefusedAndNotCreated() throws Exception {
        CommandResult result = validate("orders-missing");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(2);
        assertThat(result.output()).contains("there is no topic orders-missing");
        assertThat(topics()).doesNotContain("orders-missing");
    }

    @Test
    void validate_standardInput_isRead() {
        CommandResult result = kafkaFips(
                "{}\n{\n", List.of("validate", "--policy", POLICY.toString(), "--topic", "orders-x", "--input", "-"));

        assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
        assertThat(result.output()).containsPattern("accepted: +1\n").contains("line 2  json");
    }

    private static CommandResult validate(String topic, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("validate", "--policy", POLICY.toString(), "--topic", topic, "--input", "live"));
        arguments.addAll(List.of(
                "--bootstrap-server",
                cluster.bootstrapServers(),
                "--command-config",
                cluster.clientProperties("admin").toString()));
        arguments.addAll(List.of(more));
        return kafkaFips("", arguments);
    }

    private static CommandResult kafkaFips(String input, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Checkout.root()
                .resolve("distribution/target/kafka-fips-plugins/bin/kafka-fips")
                .toString());
        command.addAll(arguments);
        Map<String, String> environment = Map.of(
                "KAFKA_HOME", String.valueOf(KAFKA.libs().getParent()),
                "JAVA_HOME", Jdk.current().home().toString());
        return Command.run(command, environment, input, TIMEOUT);
    }

    private static void create(NewTopic topic) throws Throwable {
        try {
            admin.createTopics(List.of(topic)).all().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }

    private static void alter(String topic, String key, String value) throws Throwable {
        AlterConfigOp operation = new AlterConfigOp(
                new ConfigEntry(key, value), value == null ? AlterConfigOp.OpType.DELETE : AlterConfigOp.OpType.SET);
        try {
            admin.incrementalAlterConfigs(
                            Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(operation)))
                    .all()
                    .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }

    private static Iterable<String> topics() throws Exception {
        return admin.listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    }

    /** Even positions go to partition 0, odd ones to partition 1. */
    private static void produce(String topic, String key, String value, String... values) throws Exception {
        Map<String, Object> settings = new HashMap<>(cluster.clientSettings("admin"));
        settings.put(key, value);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < values.length; i++) {
                producer.send(new ProducerRecord<>(topic, i % 2, null, values[i].getBytes(StandardCharsets.UTF_8)))
                        .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    /** As an operator should: whole, by a rename. */
    private static void write(String text) throws IOException {
        Path written = Files.writeString(FOLDER.resolve("policy.new"), text);
        Files.move(written, POLICY, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The controller has it before the broker that is asked does. */
    private static Iterable<String> awaitTopic(String name) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        List<String> topics = new ArrayList<>();
        while (!topics.contains(name) && System.nanoTime() < deadline) {
            Thread.sleep(50);
            topics.clear();
            topics().forEach(topics::add);
        }
        return topics;
    }

    private static void awaitLog(String text) throws InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (count(text) < 2 && System.nanoTime() < deadline) {
            Thread.sleep(100);
        }
        assertThat(count(text)).isGreaterThanOrEqualTo(2);
    }

    private static int count(String text) {
        return cluster.nodes().get(0).logText().split(Pattern.quote(text), -1).length - 1;
    }
}
