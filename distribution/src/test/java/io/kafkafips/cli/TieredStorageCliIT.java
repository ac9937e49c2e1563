package io.kafkafips.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code bin/kafka-fips segment} and {@code keys} on what a real broker has uploaded, beside that broker. */
class TieredStorageCliIT {
    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final Path FOLDER = Checkout.root().resolve("distribution/target/e2e/tiered-cli");
    private static final KafkaRuntime KAFKA = KafkaRuntime.resolve("4.3.1");
    private static final int RECORD_BYTES = 50_000;

    private static FipsCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        FreshFolder.of(FOLDER);
        cluster = FipsCluster.prepare(
                new FipsCluster.Layout(FOLDER, KAFKA, FipsCluster.Layout.builtPlugins(), Jdk.current()));
        cluster.start(Map.of("rsm.config.keys.topics", "*:shared"));
        Map<String, String> settings =
                Map.of("remote.storage.enable", "true", "segment.bytes", "1048576", "local.retention.ms", "3600000");
        try (Admin admin = Admin.create(new HashMap<String, Object>(cluster.clientSettings("admin")))) {
            admin.createTopics(List.of(new NewTopic("ledger", 1, (short) 1).configs(settings)))
                    .all()
                    .get();
        }
        produceSegments();
        awaitLogs(3);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void segmentsOfABroker_areVerifiedDecryptedAndReadByKafkasOwnTool() throws Exception {
        JsonNode verified = json(kafkaFips(0, "segment", "verify", store(), "--threads", "2", "--json"));
        Path log = logs().get(0);
        Path plain = Files.createDirectories(FOLDER.resolve("plain"));
        kafkaFips(0, "segment", "decrypt", log.toString(), "--segment", "--to", plain.toString());
        CommandResult piped = kafkaFips(0, "segment", "decrypt", log.toString(), "--to", "-");
        CommandResult dump = cluster.program()
                .run(
                        "org.apache.kafka.tools.DumpLogSegments",
                        List.of(
                                "--files",
                                plain.resolve("00000000000000000000.log") + ","
                                        + plain.resolve("00000000000000000000.index") + ","
                                        + plain.resolve("00000000000000000000.timeindex"),
                                "--index-sanity-check"),
                        "",
                        TIMEOUT);

        assertThat(verified.get("allGood").booleanValue()).isTrue();
        assertThat(verified.get("segments").intValue()).isGreaterThanOrEqualTo(3);
        assertThat(piped.output().length()).isGreaterThan(RECORD_BYTES);
        assertThat(dump.exitCode()).as(dump.output()).isZero();
        assertThat(dump.output())
                .contains("baseOffset: 0 ", "passed sanity check")
                .doesNotContain("Found");
    }

    @Test
    void keys_rotatedUnderARunningBroker_areUsedForNewSegments() throws Exception {
        kafkaFips(0, "keys", "rotate", "shared");

        JsonNode status = statusOnceUsed(2);

        assertThat(status.get("topicKeys")).hasSize(2).allSatisfy(version -> {
            assertThat(version.get("opens").booleanValue()).isTrue();
            assertThat(version.get("segments").intValue()).isPositive();
        });
        kafkaFips(0, "segment", "verify", store());
    }

    /** The broker looks at the registry from time to time. */
    private static JsonNode statusOnceUsed(int version) throws Exception {
        Instant limit = Instant.now().plus(TIMEOUT);
        while (true) {
            int before = logs().size();
            produceSegments();
            awaitLogs(before + 1);
            JsonNode status = json(kafkaFips(0, "keys", "status", "--store", store(), "--json"));
            for (JsonNode key : status.get("topicKeys")) {
                if (key.get("version").intValue() == version
                        && key.get("segments").intValue() > 0) {
                    return status;
                }
            }
            assertThat(Instant.now())
                    .as("version " + version + " is used: " + status)
                    .isBefore(limit);
        }
    }

    @Test
    void shred_withoutATerminal_isRefused() {
        CommandResult refused = kafkaFips(2, "keys", "shred", "shared");

        assertThat(refused.output()).contains("nobody is there to be asked");
    }

    /** The log is stored last: where it is, the segment is whole. */
    private static void awaitLogs(int count) throws Exception {
        Instant limit = Instant.now().plus(TIMEOUT);
        while (logs().size() < count) {
            assertThat(Instant.now()).as("logs in " + store() + ": " + logs()).isBefore(limit);
            Thread.sleep(200);
        }
    }

    private static List<Path> logs() throws IOException {
        if (!Files.exists(cluster.remoteStorage())) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(cluster.remoteStorage())) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted(java.util.Comparator.comparing(TieredStorageCliIT::modified))
                    .toList();
        }
    }

    private static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void produceSegments() throws Exception {
        Map<String, Object> settings = new HashMap<>(cluster.clientSettings("admin"));
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < 90; i++) {
                producer.send(new ProducerRecord<>("ledger", new byte[RECORD_BYTES]))
                        .get();
            }
        }
    }

    private static String store() {
        return cluster.remoteStorage().toString();
    }

    private static JsonNode json(CommandResult result) throws IOException {
        return new ObjectMapper().readTree(result.output());
    }

    private static CommandResult kafkaFips(int exitCode, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Checkout.root()
                .resolve("distribution/target/kafka-fips-plugins/bin/kafka-fips")
                .toString());
        command.addAll(List.of(arguments));
        command.add("--server-properties");
        command.add(cluster.broker().folder().resolve("server.properties").toString());
        Map<String, String> environment = Map.of(
                "KAFKA_HOME", String.valueOf(KAFKA.libs().getParent()),
                "JAVA_HOME", Jdk.current().home().toString());
        CommandResult result = Command.run(command, environment, "", TIMEOUT);
        assertThat(result.exitCode()).as(result.output()).isEqualTo(exitCode);
        return result;
    }
}
