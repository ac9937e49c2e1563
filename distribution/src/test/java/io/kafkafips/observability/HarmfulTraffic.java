package io.kafkafips.observability;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.testkit.OpenSslClient;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Some of everything that monitoring is there for: denials, refused handshakes, invalid records, and a segment that was tampered with. */
final class HarmfulTraffic {
    private static final long SECONDS = 120;
    private static final int RECORDS = 4_000;

    private final MonitoredCluster cluster;

    HarmfulTraffic(MonitoredCluster cluster) {
        this.cluster = cluster;
    }

    void run() throws Exception {
        try (Admin admin = Admin.create(cluster.client("admin"))) {
            create(admin, "orders", Map.of());
            create(admin, "schemas", Map.of());
            create(
                    admin,
                    "history",
                    Map.of(
                            "remote.storage.enable", "true",
                            "segment.bytes", String.valueOf(1 << 20),
                            "local.retention.bytes", "1",
                            "file.delete.delay.ms", "100"));
            records();
            denials();
            refusedHandshakes();
            refusedSetting(admin);
            tamperedSegment(admin);
            deferral();
        }
    }

    private static void create(Admin admin, String topic, Map<String, String> configs) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(configs)))
                .all()
                .get(SECONDS, TimeUnit.SECONDS);
    }

    private void records() throws Exception {
        try (KafkaProducer<String, String> producer = producer(Map.of())) {
            producer.send(new ProducerRecord<>("orders", "{\"amount\": 1}")).get(SECONDS, TimeUnit.SECONDS);
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> producer.send(new ProducerRecord<>("orders", "no json"))
                                .get(SECONDS, TimeUnit.SECONDS))
                        .hasMessageContaining("json");
            }
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int i = 0; i < RECORDS; i++) {
                sent.add(producer.send(new ProducerRecord<>("history", i + "x".repeat(1000))));
            }
            for (Future<RecordMetadata> record : sent) {
                record.get(SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    /** The registry of that topic's schemas does not exist. */
    private void deferral() {
        try (KafkaProducer<String, String> producer =
                producer(Map.of("delivery.timeout.ms", "12000", "request.timeout.ms", "10000"))) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("schemas", "\0\0\0\0\7"))
                            .get(SECONDS, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class);
        }
    }

    private KafkaProducer<String, String> producer(Map<String, String> more) {
        Map<String, Object> settings = cluster.client("admin");
        settings.putAll(more);
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    private void denials() {
        try (Admin mallory = Admin.create(cluster.client("mallory"))) {
            assertThatThrownBy(() -> create(mallory, "stolen", Map.of())).hasMessageContaining("uthoriz");
        }
    }

    private void refusedHandshakes() throws Exception {
        int port = cluster.parts().brokerPort();
        new OpenSslClient(port, cluster.parts().folder().resolve("pki/ca.pem"), null).connect("-tls1_3");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                OutputStream out = socket.getOutputStream()) {
            // ApiVersions without TLS
            out.write(new byte[] {0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, (byte) 0xff, (byte) 0xff});
            out.flush();
            socket.setSoTimeout(30_000);
            while (socket.getInputStream().read() >= 0) {
                // until the broker has hung up
            }
        } catch (IOException e) {
            // or has done so with a reset
        }
    }

    private static void refusedSetting(Admin admin) {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "orders");
        AlterConfigOp unclean =
                new AlterConfigOp(new ConfigEntry("unclean.leader.election.enable", "true"), AlterConfigOp.OpType.SET);
        assertThatThrownBy(() -> admin.incrementalAlterConfigs(Map.of(topic, List.of(unclean)))
                        .all()
                        .get(SECONDS, TimeUnit.SECONDS))
                .hasCauseInstanceOf(PolicyViolationException.class);
    }

    private void tamperedSegment(Admin admin) throws Exception {
        TopicPartition history = new TopicPartition("history", 0);
        MonitoringIT.await(
                "the first segments are remote alone",
                () -> admin.listOffsets(Map.of(history, OffsetSpec.earliestLocal()))
                                .partitionResult(history)
                                .get(SECONDS, TimeUnit.SECONDS)
                                .offset()
                        > 0);
        read(history);
        try (Stream<Path> objects = Files.walk(cluster.parts().remoteStorage())) {
            for (Path object : objects.filter(
                            file -> file.getFileName().toString().endsWith("log"))
                    .toList()) {
                byte[] bytes = Files.readAllBytes(object);
                bytes[bytes.length / 2] ^= 1;
                Files.write(object, bytes);
            }
        }
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 50; i++) {
                        read(history);
                    }
                })
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("corrupt");
    }

    /** The first segments, from the start. */
    private void read(TopicPartition partition) {
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(cluster.client("admin"), new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            while (consumer.position(partition) < 1_000 && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200));
            }
        }
    }
}
