package io.kafkafips.quickstart;

import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.CommandResult;
import io.kafkafips.testkit.FipsCluster;
import io.kafkafips.testkit.KafkaNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The running cluster and the clients of the steps: three certificates, one topic, its ACLs and its validation policy. */
final class Demo implements AutoCloseable {
    static final String TOPIC = "orders";
    static final String GROUP = "orders-readers";
    static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    private static final Duration TOOL_TIMEOUT = Duration.ofSeconds(90);
    private static final int SEGMENT_BYTES = 1 << 20;

    private final FipsCluster cluster;
    private final List<KafkaNode> refusing = new ArrayList<>();
    private final Admin admin;

    private Demo(FipsCluster cluster) {
        this.cluster = cluster;
        this.admin = Admin.create(new LinkedHashMap<String, Object>(cluster.clientSettings("admin")));
    }

    /** Certificates and the key-encryption key, both servers, the topic, and the ACLs by Kafka's own tool. */
    static Demo start(FipsCluster cluster, Report report) throws Exception {
        cluster.identity("payments", CertificateSpec.of("CN=alice,OU=payments,O=Example"));
        cluster.identity("research", CertificateSpec.of("CN=bob,OU=research,O=Example"));
        cluster.identity("nobody", CertificateSpec.of("CN=carol,O=Example"));
        report.progress("Starting a controller and a broker, each a process of its own ...");
        cluster.start(Map.of(
                "record.validation.policies", "orders",
                "record.validation.policy.orders.topics", TOPIC,
                "record.validation.policy.orders.rules", "json"));
        Demo demo = new Demo(cluster);
        report.progress("Creating the topic, and its ACLs with Kafka's AclCommand ...");
        CompletableFuture<CommandResult> allow = demo.acl(
                "--allow-principal", "Group:payments", "--producer", "--consumer", "--topic", TOPIC, "--group", GROUP);
        CompletableFuture<CommandResult> deny =
                demo.acl("--deny-principal", "Group:research", "--operation", "All", "--topic", TOPIC);
        demo.createTopic();
        for (CompletableFuture<CommandResult> acl : List.of(allow, deny)) {
            CommandResult result = acl.get(TOOL_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            StepFailed.unless(result.exitCode() == 0, "AclCommand failed: " + result.output());
        }
        return demo;
    }

    private CompletableFuture<CommandResult> acl(String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                "--bootstrap-server",
                cluster.bootstrapServers(),
                "--command-config",
                cluster.clientProperties("admin").toString(),
                "--add"));
        all.addAll(List.of(arguments));
        return CompletableFuture.supplyAsync(() -> tool("org.apache.kafka.tools.AclCommand", all, ""));
    }

    private void createTopic() throws Exception {
        NewTopic topic = new NewTopic(TOPIC, 1, (short) 1)
                .configs(Map.of(
                        "remote.storage.enable", "true",
                        "segment.bytes", String.valueOf(SEGMENT_BYTES),
                        "local.retention.bytes", "1",
                        "file.delete.delay.ms", "100"));
        admin.createTopics(List.of(topic)).all().get(TOOL_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    }

    /** Runs one of Kafka's command line tools to its end. */
    CommandResult tool(String mainClass, List<String> arguments, String input) {
        return cluster.program().run(mainClass, arguments, input, TOOL_TIMEOUT);
    }

    FipsCluster cluster() {
        return cluster;
    }

    Admin admin() {
        return admin;
    }

    /** A producer of strings with the certificate of that name; {@code linger.ms} is long, so that a flush sends one batch. */
    KafkaProducer<String, String> producer(String identity) {
        Map<String, Object> settings = new LinkedHashMap<>(cluster.clientSettings(identity));
        settings.put("linger.ms", 2000);
        settings.put("delivery.timeout.ms", 30_000);
        settings.put("request.timeout.ms", 20_000);
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    /** A consumer of strings with the certificate of that name, without a group. */
    KafkaConsumer<String, String> consumer(String identity) {
        Map<String, Object> settings = new LinkedHashMap<>(cluster.clientSettings(identity));
        settings.put("auto.offset.reset", "earliest");
        settings.put("enable.auto.commit", false);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    }

    /** Lines of the audit trails of all nodes. */
    List<String> auditLines() throws IOException {
        List<String> lines = new ArrayList<>();
        try (var files = Files.newDirectoryStream(cluster.folder().resolve("audit"), "*.jsonl")) {
            for (Path file : files) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }

    /** Starts, in the background, the servers whose start must be refused: they need some seconds to say so. */
    void startRefusedServers() {
        Map<String, String> plaintext = cluster.brokerSettings();
        plaintext.put("listeners", plaintext.get("listeners") + ",OPEN://127.0.0.1:0");
        plaintext.put(
                "listener.security.protocol.map", plaintext.get("listener.security.protocol.map") + ",OPEN:PLAINTEXT");
        plaintext.put("node.id", "3");
        Map<String, String> jks = cluster.brokerSettings();
        jks.put("ssl.keystore.type", "JKS");
        jks.put("node.id", "4");
        List<String> agent = List.of(cluster.agentFlag());
        refusing.add(cluster.startAlone("plaintext-broker", plaintext, agent));
        refusing.add(cluster.startAlone("jks-broker", jks, agent));
    }

    /** The servers of {@link #startRefusedServers()}. */
    List<KafkaNode> refusedServers() {
        return List.copyOf(refusing);
    }

    @Override
    public void close() {
        refusing.forEach(KafkaNode::close);
        admin.close(Duration.ofSeconds(5));
    }
}
