package io.kafkafips.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.docs.CompatibilityBook;
import io.kafkafips.docs.MatrixSuite;
import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.FipsCluster;
import io.kafkafips.testkit.FreshFolder;
import io.kafkafips.testkit.Jdk;
import io.kafkafips.testkit.KafkaRuntime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The way of a segment through tiered storage on every release of Kafka that we support, from the one jar: up, away from the broker's
 * disk, back to a consumer, refused when it was altered, and gone with its topic. Versions as in {@link KafkaVersionsIT}.
 */
@Tag("conformance")
@Tag("matrix")
class TieredVersionsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final String CARD = "4111-1111-1111-1111";
    private static final int RECORDS = 6000;
    private static final String FILLER = "x".repeat(900);

    static Stream<String> versions() {
        return KafkaVersionsIT.versions();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void segments_onceUploaded_areReadBackWholeOrRefusedAndGoWithTheirTopic(String version) throws Exception {
        Path folder = FreshFolder.of(Checkout.root().resolve("distribution/target/matrix/tiered-" + version));
        try (FipsCluster cluster = FipsCluster.prepare(new FipsCluster.Layout(
                folder, KafkaRuntime.resolve(version), FipsCluster.Layout.builtPlugins(), Jdk.current()))) {
            cluster.start(Map.of());
            Map<String, Object> client = new LinkedHashMap<>(cluster.clientSettings("admin"));
            try (Admin admin = Admin.create(client)) {
                create(admin);
                List<String> produced = produce(client);
                awaitOnlyTheActiveSegmentHere(cluster, admin);
                assertThat(consume(client)).isEqualTo(produced);
                assertThat(VersionedCluster.faults(cluster.nodes())).isEmpty();
                assertCiphertext(objects(cluster));
                assertAlteredIsRefused(client, aLog(cluster));
                assertThat(consume(client)).as("once it is as it was").isEqualTo(produced);
                admin.deleteTopics(List.of(ORDERS.topic())).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                await("objects gone", () -> objects(cluster).isEmpty());
            }
        }
        CompatibilityBook.passed(MatrixSuite.TIERED, version, Jdk.current());
    }

    private static void create(Admin admin) throws Exception {
        NewTopic topic = new NewTopic(ORDERS.topic(), 1, (short) 1)
                .configs(Map.of(
                        "remote.storage.enable", "true",
                        "segment.bytes", "1048576",
                        "local.retention.bytes", "1",
                        "file.delete.delay.ms", "100"));
        admin.createTopics(List.of(topic)).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static List<String> produce(Map<String, Object> client) throws Exception {
        List<String> values = IntStream.range(0, RECORDS)
                .mapToObj(i -> i + " " + CARD + FILLER)
                .toList();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
            values.forEach(value -> sent.add(producer.send(new ProducerRecord<>(ORDERS.topic(), value))));
        }
        for (Future<RecordMetadata> record : sent) {
            record.get();
        }
        return values;
    }

    /** Whatever is read from the beginning comes from remote storage then. */
    private static void awaitOnlyTheActiveSegmentHere(FipsCluster cluster, Admin admin) throws Exception {
        Path partition = cluster.broker().folder().resolve("data").resolve(ORDERS.toString());
        await("local segments gone", () -> {
            List<Path> logs = files(partition, ".log");
            return logs.size() == 1
                    && earliestLocal(admin) > 0
                    && logs.get(0).endsWith("%020d.log".formatted(earliestLocal(admin)));
        });
    }

    private static long earliestLocal(Admin admin) throws Exception {
        return admin.listOffsets(Map.of(ORDERS, OffsetSpec.earliestLocal()))
                .partitionResult(ORDERS)
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .offset();
    }

    private static List<String> consume(Map<String, Object> client) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(ORDERS));
            consumer.seekToBeginning(List.of(ORDERS));
            long end = consumer.endOffsets(List.of(ORDERS)).get(ORDERS);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (consumer.position(ORDERS) < end) {
                assertThat(System.nanoTime())
                        .as("%s of %s in time", values.size(), end)
                        .isLessThan(deadline);
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }

    private static void assertCiphertext(List<Path> objects) throws IOException {
        assertThat(objects).hasSizeGreaterThan(5 * 4);
        for (Path object : objects) {
            String text = Files.readString(object, StandardCharsets.ISO_8859_1);
            assertThat(text).startsWith("KTSE").doesNotContain(CARD).doesNotContain(FILLER.substring(0, 40));
        }
    }

    private static void assertAlteredIsRefused(Map<String, Object> client, Path log) throws IOException {
        byte[] stored = Files.readAllBytes(log);
        byte[] altered = stored.clone();
        altered[altered.length / 2] ^= 1;
        Files.write(log, altered);

        assertThatThrownBy(() -> consume(client))
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("Encountered corrupt message when fetching offset");

        Files.write(log, stored);
    }

    private static Path aLog(FipsCluster cluster) throws IOException {
        return files(cluster.remoteStorage(), ".log").get(0);
    }

    private static List<Path> objects(FipsCluster cluster) throws IOException {
        return files(cluster.remoteStorage(), "");
    }

    /** What is deleted while it looks is not among them. */
    private static List<Path> files(Path folder, String suffix) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(suffix)) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) {
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as(what + " in time").isLessThan(deadline);
            Thread.sleep(200);
        }
    }
}
