package io.kafkafips.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kafkafips.commons.audit.verify.AuditVerifier;
import io.kafkafips.commons.audit.verify.TrailReport;
import io.kafkafips.commons.audit.verify.Verification;
import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.CommandResult;
import io.kafkafips.testkit.FipsCluster;
import io.kafkafips.testkit.FipsJvm;
import io.kafkafips.testkit.FreshFolder;
import io.kafkafips.testkit.JavaProgram;
import io.kafkafips.testkit.Jdk;
import io.kafkafips.testkit.KafkaRuntime;
import io.kafkafips.testkit.OpenSslClient;
import io.kafkafips.testkit.PropertiesFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real controller and broker with all plug-ins, and peers that share no code with them. */
class FipsClusterIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final Path FOLDER = Checkout.root().resolve("distribution/target/e2e/cluster");
    private static final KafkaRuntime KAFKA = KafkaRuntime.resolve("4.3.1");

    private static FipsCluster cluster;
    private static Admin admin;

    @BeforeAll
    static void start() {
        FreshFolder.of(FOLDER);
        cluster = FipsCluster.prepare(
                new FipsCluster.Layout(FOLDER, KAFKA, FipsCluster.Layout.builtPlugins(), Jdk.current()));
        cluster.start(Map.of("log.cleaner.backoff.ms", "500"));
        admin = Admin.create(new HashMap<String, Object>(cluster.clientSettings("admin")));
    }

    @AfterAll
    static void stop() {
        admin.close();
        cluster.close();
    }

    @Test
    void logCleaner_topicWithFewKeys_keepsTheLastValueOfEach() throws Exception {
        int keys = 50;
        int records = 20_000;
        create(
                "compacted",
                Map.of(
                        "cleanup.policy", "compact",
                        "segment.bytes", "1048576",
                        "min.cleanable.dirty.ratio", "0.01"));
        String filler = "x".repeat(200);
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<String, String> producer = producer()) {
            for (int i = 0; i < records; i++) {
                sent.add(producer.send(new ProducerRecord<>("compacted", "key-" + i % keys, i + "-" + filler)));
            }
        }
        for (Future<RecordMetadata> record : sent) {
            record.get();
        }
        Map<String, String> expected = new TreeMap<>();
        for (int i = records - keys; i < records; i++) {
            expected.put("key-" + i % keys, i + "-" + filler);
        }

        Map<String, String> last = new TreeMap<>();
        int seen = Integer.MAX_VALUE;
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (seen > records / 2 && System.nanoTime() < deadline) {
            last.clear();
            seen = readAll("compacted", last);
        }

        assertThat(seen).as("records that are left").isLessThan(records / 2);
        assertThat(last).isEqualTo(expected);
    }

    @Test
    void handshake_opensslWithTls13AndTls12_negotiatesApprovedSuites() {
        assumeTrue(OpenSslClient.isInstalled(), "openssl is not installed");

        assertThat(openssl("admin").connect("-tls1_3").output()).contains("TLSv1.3", "TLS_AES_256_GCM_SHA384");
        assertThat(openssl("admin").connect("-tls1_2").output()).contains("TLSv1.2", "ECDHE-ECDSA-AES256-GCM-SHA384");
    }

    @Test
    void auditTrails_whileTheNodesRun_areIntactAndHoldARefusedHandshake() throws Exception {
        assumeTrue(OpenSslClient.isInstalled(), "openssl is not installed");

        new OpenSslClient(cluster.brokerPort(), FOLDER.resolve("pki/ca.pem"), null).connect("-tls1_3");

        Verification result = awaitRefusedHandshake();
        assertThat(result.findings()).isEmpty();
        assertThat(result.trails())
                .extracting(TrailReport::source)
                .containsExactly("broker-2", "controller-1", "tls-1", "tls-2", "validator-2");
    }

    private static Verification awaitRefusedHandshake() throws Exception {
        AuditVerifier verifier = AuditVerifier.of(FOLDER.resolve("audit"));
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        Verification result = verifier.verify();
        while (System.nanoTime() < deadline
                && result.trails().stream()
                        .noneMatch(
                                trail -> trail.eventsByType().containsKey("io.kafkafips.tls.handshake-refused.v1"))) {
            Thread.sleep(100);
            result = verifier.verify();
        }
        assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
        return result;
    }

    @Test
    void handshake_opensslOutsideThePolicy_isRefused() {
        assumeTrue(OpenSslClient.isInstalled(), "openssl is not installed");

        assertThat(openssl("admin")
                        .connect("-tls1_2", "-cipher", "ECDHE-ECDSA-AES256-SHA384")
                        .output())
                .contains("handshake failure");
        assertThat(openssl("admin")
                        .connect("-tls1_3", "-ciphersuites", "TLS_CHACHA20_POLY1305_SHA256")
                        .output())
                .contains("handshake failure");
        assertThat(openssl("admin").connect("-tls1_3", "-groups", "X25519").output())
                .contains("handshake failure");
        assertThat(new OpenSslClient(cluster.brokerPort(), FOLDER.resolve("pki/ca.pem"), null)
                        .connect("-tls1_2")
                        .exitCode())
                .as("no client certificate")
                .isNotZero();
    }

    @Test
    void consoleTools_onTheJdksOwnTlsWithPemFiles_produce() throws Exception {
        create("from-sunjsse", Map.of());
        Path config = PropertiesFile.write(
                FOLDER.resolve("config/sunjsse.properties"),
                Map.of(
                        "security.protocol", "SSL",
                        "ssl.keystore.type", "PEM",
                        "ssl.keystore.location", FOLDER.resolve("pki/admin.pem").toString(),
                        "ssl.truststore.type", "PEM",
                        "ssl.truststore.location", FOLDER.resolve("pki/ca.pem").toString()));
        JavaProgram plain = new JavaProgram(Jdk.current(), List.of(), List.of(KAFKA.classPath()));

        CommandResult result = produce(plain, "from-sunjsse", config);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(readAll("from-sunjsse", new TreeMap<>())).isEqualTo(1);
    }

    @Test
    void consoleTools_inAFipsJvmOfTheOtherJdk_produce() throws Exception {
        Optional<Jdk> other = Jdk.find(Jdk.current().feature() == 17 ? 25 : 17);
        assumeTrue(other.isPresent(), "no second JDK on this machine");
        create("from-other-jdk", Map.of());
        JavaProgram program = new JavaProgram(
                other.orElseThrow(),
                FipsJvm.flags(other.orElseThrow(), FOLDER.resolve("config")),
                cluster.program().classPath());

        CommandResult result = produce(program, "from-other-jdk", cluster.clientProperties("admin"));

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(readAll("from-other-jdk", new TreeMap<>())).isEqualTo(1);
    }

    @Test
    void reconfiguration_newKeyOfTheSameName_isServedToNewConnections() throws Exception {
        assumeTrue(OpenSslClient.isInstalled(), "openssl is not installed");
        String before = serverSerial();
        Path keystore = Files.copy(
                cluster.identity("broker-2", CertificateSpec.localServer("CN=broker,OU=platform,O=Example"))
                        .keystore(),
                FOLDER.resolve("pki/renewed.bcfks"));

        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.BROKER, "2"),
                        List.of(new AlterConfigOp(
                                new ConfigEntry("listener.name.clients.ssl.keystore.location", keystore.toString()),
                                AlterConfigOp.OpType.SET))))
                .all()
                .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);

        // each network thread takes the new key over on its own: the first connection that sees it decides
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        String after = serverSerial();
        while (after.equals(before) && System.nanoTime() < deadline) {
            Thread.sleep(200);
            after = serverSerial();
        }
        assertThat(after).isNotEqualTo(before);
    }

    private static OpenSslClient openssl(String identity) {
        return new OpenSslClient(
                cluster.brokerPort(), FOLDER.resolve("pki/ca.pem"), FOLDER.resolve("pki/" + identity + ".pem"));
    }

    /** The PEM of the certificate that new connections see. */
    private static String serverSerial() {
        String output = new OpenSslClient(
                        cluster.brokerPort(), FOLDER.resolve("pki/ca.pem"), FOLDER.resolve("pki/admin.pem"))
                .showCertificate();
        assertThat(output).contains("BEGIN CERTIFICATE");
        return output.substring(output.indexOf("-----BEGIN CERTIFICATE"), output.indexOf("-----END CERTIFICATE"));
    }

    private static CommandResult produce(JavaProgram program, String topic, Path config) {
        return program.run(
                "org.apache.kafka.tools.ConsoleProducer",
                List.of(
                        "--bootstrap-server",
                        cluster.bootstrapServers(),
                        "--topic",
                        topic,
                        "--command-config",
                        config.toString()),
                "hello\n",
                TIMEOUT);
    }

    private static void create(String topic, Map<String, String> configs) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(configs)))
                .all()
                .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    }

    private static KafkaProducer<String, String> producer() {
        return new KafkaProducer<>(
                new LinkedHashMap<String, Object>(cluster.clientSettings("admin")),
                new StringSerializer(),
                new StringSerializer());
    }

    /** Reads a whole topic; fills in the last value of each key, and counts the records. */
    private static int readAll(String topic, Map<String, String> last) {
        TopicPartition partition = new TopicPartition(topic, 0);
        int count = 0;
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                new LinkedHashMap<String, Object>(cluster.clientSettings("admin")),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    count++;
                    last.put(String.valueOf(record.key()), record.value());
                }
            }
        }
        return count;
    }
}
