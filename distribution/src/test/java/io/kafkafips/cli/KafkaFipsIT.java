package io.kafkafips.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafkafips.cli.output.ShellWord;
import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.Command;
import io.kafkafips.testkit.CommandResult;
import io.kafkafips.testkit.FipsCluster;
import io.kafkafips.testkit.FreshFolder;
import io.kafkafips.testkit.Jdk;
import io.kafkafips.testkit.KafkaRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code bin/kafka-fips} on a real cluster, as an operator uses it. */
class KafkaFipsIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final Path FOLDER = Checkout.root().resolve("distribution/target/e2e/cli");
    private static final KafkaRuntime KAFKA = KafkaRuntime.resolve("4.3.1");
    private static final String HOSTILE = "it's $(touch pwned); `touch pwned` \u001b[2J --force";

    private static FipsCluster cluster;
    private static Admin admin;

    @BeforeAll
    static void start() throws Exception {
        FreshFolder.of(FOLDER);
        cluster = FipsCluster.prepare(
                new FipsCluster.Layout(FOLDER, KAFKA, FipsCluster.Layout.builtPlugins(), Jdk.current()));
        cluster.identity("alice", CertificateSpec.of("CN=alice,OU=payments,O=Example"));
        cluster.start(Map.of("audit.allowed", "all", "audit.aggregation.window.ms", "0"));
        admin = Admin.create(new HashMap<String, Object>(cluster.clientSettings("admin")));
        admin.createTopics(List.of(new NewTopic("payments", 1, (short) 1), new NewTopic("ledger", 1, (short) 1)))
                .all()
                .get();
        writeKafkaAcls();
    }

    @AfterAll
    static void stop() {
        admin.close();
        cluster.close();
    }

    @Test
    void aclReview_liveCluster_itsCommandsRemoveWhatItFound() throws Exception {
        allow("Group:payments", AclOperation.WRITE, ResourceType.TOPIC, "payments");
        allow("Group:payments", AclOperation.DESCRIBE, ResourceType.TOPIC, "payments");
        allow("group:payments", AclOperation.READ, ResourceType.TOPIC, "payments");
        allow("Group:payments", AclOperation.READ, ResourceType.GROUP, HOSTILE);
        allow("Group:reserch", AclOperation.ALL, ResourceType.TOPIC, "*");
        produce("payments");

        JsonNode before = review();
        String shadowed = "ALLOW Group:payments DESCRIBE on TOPIC:LITERAL:payments from host *";
        String unused = "ALLOW Group:payments READ on GROUP:LITERAL:" + HOSTILE + " from host *";
        String typo = "ALLOW group:payments READ on TOPIC:LITERAL:payments from host *";
        String wildcard = "ALLOW Group:reserch ALL on TOPIC:LITERAL:* from host *";

        assertThat(kinds(before))
                .containsEntry(shadowed, "shadowed unused")
                .containsEntry(unused, "unused")
                .containsEntry(typo, "unknown-type unused")
                .containsEntry(wildcard, "wildcard-grant unclaimed unused")
                .containsEntry("super.users: User:admin", "super-user")
                .doesNotContainKey("ALLOW Group:payments WRITE on TOPIC:LITERAL:payments from host *");

        int acls = countAcls();
        List.of(shadowed, unused, typo).forEach(subject -> paste(command(before, subject)));
        JsonNode after = review();

        assertThat(countAcls()).isEqualTo(acls - 3);
        assertThat(kinds(after)).containsKey(wildcard).doesNotContainKeys(shadowed, unused, typo);
        assertThat(FOLDER.resolve("pwned")).doesNotExist();
    }

    @Test
    void explain_liveCluster_saysWhatTheBrokerDoes() throws Exception {
        allow("Cn:alice", AclOperation.WRITE, ResourceType.TOPIC, "ledger");
        admin.createAcls(List.of(binding(
                        AclPermissionType.DENY, "Org:Example", AclOperation.WRITE, ResourceType.TOPIC, "ledger")))
                .all()
                .get();

        CommandResult write = explain("write");
        CommandResult describe = explain("describe");

        assertThatThrownBy(() -> produce("ledger"))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TopicAuthorizationException.class);
        assertThat(write.exitCode()).isEqualTo(1);
        assertThat(write.output())
                .contains("decision: DENIED", "DENY Org:Example WRITE on TOPIC:LITERAL:ledger from host *");
        assertThat(describe.exitCode()).as(describe.output()).isZero();
        assertThat(describe.output()).contains("ALLOW Cn:alice WRITE on TOPIC:LITERAL:ledger from host *");
    }

    @Test
    void acls_identityThatMayNotSeeThem_isAClusterFailure() {
        CommandResult result = kafkaFips(List.of(
                "acls",
                "--bootstrap-server",
                cluster.bootstrapServers(),
                "--command-config",
                cluster.clientProperties("alice").toString()));

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.output().lines()).hasSize(1);
        assertThat(result.output())
                .contains("ClusterAuthorizationException", "an identity that may DESCRIBE the cluster");
    }

    private static JsonNode review() throws Exception {
        CommandResult result = kafkaFips(connected(
                "acl-review",
                "--audit",
                FOLDER.resolve("audit").toString(),
                "--certificates",
                FOLDER.resolve("pki").toString(),
                "--server-properties",
                cluster.broker().folder().resolve("server.properties").toString(),
                "--json"));
        assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
        return new ObjectMapper().readTree(result.output());
    }

    private static CommandResult explain(String operation) {
        return kafkaFips(connected(
                "explain",
                FOLDER.resolve("pki/alice.pem").toString(),
                operation,
                "topic:ledger",
                "--server-properties",
                cluster.broker().folder().resolve("server.properties").toString()));
    }

    private static List<String> connected(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--bootstrap-server",
                cluster.bootstrapServers(),
                "--command-config",
                cluster.clientProperties("admin").toString()));
        return all;
    }

    private static CommandResult kafkaFips(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Checkout.root()
                .resolve("distribution/target/kafka-fips-plugins/bin/kafka-fips")
                .toString());
        command.addAll(arguments);
        Map<String, String> environment = Map.of(
                "KAFKA_HOME", String.valueOf(KAFKA.libs().getParent()),
                "JAVA_HOME", Jdk.current().home().toString());
        return Command.run(command, environment, "", TIMEOUT);
    }

    /** Subject to its kinds, in the order of the review. */
    private static Map<String, String> kinds(JsonNode review) {
        Map<String, String> kinds = new TreeMap<>();
        review.get("findings")
                .forEach(finding -> kinds.merge(
                        finding.get("subject").textValue(),
                        finding.get("finding").textValue(),
                        (one, other) -> one + " " + other));
        return kinds;
    }

    private static String command(JsonNode review, String subject) {
        for (JsonNode finding : review.get("findings")) {
            if (finding.get("subject").textValue().equals(subject) && finding.has("command")) {
                return finding.get("command").textValue();
            }
        }
        throw new AssertionError("No command for " + subject + " in " + review.toPrettyString());
    }

    /** Runs a line as a shell would after a paste; the question of the tool needs a console, so it is not put. */
    private static void paste(String line) {
        String script = "cd " + ShellWord.of(FOLDER.toString()) + " && PATH=" + ShellWord.of(FOLDER + "/bin")
                + ":$PATH && " + line + " --force";
        CommandResult result = Command.run(List.of("sh", "-c", script), TIMEOUT);
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    /** Kafka's tarball has {@code bin/kafka-acls.sh}; Maven Central has the class alone. */
    private static void writeKafkaAcls() throws Exception {
        List<String> command = cluster.program()
                .command(List.of("-XX:TieredStopAtLevel=1"), "org.apache.kafka.tools.AclCommand", List.of());
        Path bin = Files.createDirectories(FOLDER.resolve("bin"));
        Path script = Files.writeString(
                bin.resolve("kafka-acls.sh"),
                "#!/bin/sh\nexec " + command.stream().map(ShellWord::of).collect(Collectors.joining(" "))
                        + " \"$@\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void produce(String topic) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                new HashMap<String, Object>(cluster.clientSettings("alice")),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "value")).get();
        }
    }

    private static int countAcls() throws Exception {
        return admin.describeAcls(AclBindingFilter.ANY).values().get().size();
    }

    private static void allow(String principal, AclOperation operation, ResourceType type, String name)
            throws Exception {
        admin.createAcls(List.of(binding(AclPermissionType.ALLOW, principal, operation, type, name)))
                .all()
                .get();
    }

    private static AclBinding binding(
            AclPermissionType permission, String principal, AclOperation operation, ResourceType type, String name) {
        return new AclBinding(
                new ResourcePattern(type, name, PatternType.LITERAL),
                new AccessControlEntry(principal, "*", operation, permission));
    }
}
