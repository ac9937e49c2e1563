package io.kafkafips.tiered;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.tiered.key.KeyTopic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A topic of one partition whose records are numbered by their offset, each in a remote segment as soon as possible. One idempotent
 * producer writes it, so whatever happens on the way the records from the start are 0, 1, 2 and so on, up to the last acknowledged one at
 * least. Not thread-safe.
 */
final class TieredTopic implements AutoCloseable {
    /** In every record. */
    static final String MARKER = "4111-1111-1111-1111";

    /** About so many records fill a segment. */
    static final int SEGMENT_RECORDS = 1000;

    static final int SEGMENT_BYTES = 1 << 20;

    private static final String FILLER = MARKER + "x".repeat(980);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration MOMENT = Duration.ofSeconds(5);

    private final TieredCluster cluster;
    private final Admin admin;
    private final String name;
    private final TopicPartition partition;
    private final Uuid id;
    private final KafkaProducer<String, String> producer;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();
    private int next;

    private TieredTopic(TieredCluster cluster, Admin admin, String name, Uuid id) {
        this.cluster = cluster;
        this.admin = admin;
        this.name = name;
        this.partition = new TopicPartition(name, 0);
        this.id = id;
        Map<String, Object> settings = cluster.client();
        settings.put("acks", "all");
        settings.put("enable.idempotence", "true");
        settings.put("linger.ms", "5");
        settings.put("request.timeout.ms", "15000");
        settings.put("max.block.ms", String.valueOf(2 * TieredCluster.PATIENCE.toMillis()));
        settings.put("delivery.timeout.ms", String.valueOf(2 * TieredCluster.PATIENCE.toMillis()));
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    /** With its one replica on node 1. */
    static TieredTopic create(TieredCluster cluster, Admin admin, String name) throws Exception {
        return create(cluster, admin, name, List.of(TieredCluster.FIRST));
    }

    /** @param replicas nodes, the preferred leader first */
    static TieredTopic create(TieredCluster cluster, Admin admin, String name, List<Integer> replicas)
            throws Exception {
        NewTopic topic = new NewTopic(name, Map.of(0, replicas))
                .configs(Map.of(
                        "remote.storage.enable", "true",
                        "segment.bytes", String.valueOf(SEGMENT_BYTES),
                        "local.retention.bytes", "1",
                        "file.delete.delay.ms", "100"));
        Uuid id = admin.createTopics(List.of(topic))
                .topicId(name)
                .get(TieredCluster.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return new TieredTopic(cluster, admin, name, id);
    }

    String name() {
        return name;
    }

    /** Hands records over to the producer. */
    TieredTopic send(int count) {
        for (int i = 0; i < count; i++) {
            String value = number(next++) + FILLER;
            sent.add(producer.send(new ProducerRecord<>(name, value)));
        }
        return this;
    }

    /** Waits until all that was sent is acknowledged. */
    TieredTopic awaitAcknowledged() throws Exception {
        producer.flush();
        for (int i = 0; i < sent.size(); i++) {
            RecordMetadata written = sent.get(i).get(2 * TieredCluster.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(written.offset()).isEqualTo(next - sent.size() + i);
        }
        sent.clear();
        return this;
    }

    /** Waits until all closed segments have left the node: only what is being written is still there. */
    TieredTopic awaitOnlyRemote(int node) throws Exception {
        TieredCluster.await(name + " has one local segment", () -> localSegments(node) == 1);
        TieredCluster.await(name + " starts locally past its start", () -> offset(OffsetSpec.earliestLocal()) > 0);
        return this;
    }

    private long localSegments(int node) throws Exception {
        try (Stream<Path> files = Files.list(cluster.data(node).resolve(partition.toString()))) {
            return files.filter(file -> file.toString().endsWith(".log")).count();
        }
    }

    long offset(OffsetSpec spec) throws Exception {
        return admin.listOffsets(Map.of(partition, spec))
                .partitionResult(partition)
                .get(TieredCluster.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .offset();
    }

    /** How many records were sent. */
    int size() {
        return next;
    }

    /** Reads everything from the start and compares it with what was sent. */
    void assertComplete() throws Exception {
        assertThat(offset(OffsetSpec.earliest())).as("start of %s", name).isZero();
        assertThat(offset(OffsetSpec.latest())).as("end of %s", name).isEqualTo(next);
        assertReadable(0, next);
    }

    /** Reads a range of offsets, and compares it with what was sent. */
    void assertReadable(long from, long to) {
        long deadline = System.nanoTime() + 2 * TieredCluster.PATIENCE.toNanos();
        try (KafkaConsumer<String, String> consumer = consumer()) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, from);
            long expected = from;
            while (expected < to) {
                for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
                    assertThat(record.offset()).as("offset in %s", name).isEqualTo(expected);
                    assertThat(record.value()).isEqualTo(number(expected) + FILLER);
                    expected++;
                }
                assertThat(System.nanoTime())
                        .as("patience with offset %d of %s", expected, name)
                        .isLessThan(deadline);
            }
        }
    }

    /** Reads at the start, until there is something or a moment has passed. */
    void readSome() {
        try (KafkaConsumer<String, String> consumer = consumer()) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, 0);
            consumer.poll(MOMENT);
        }
    }

    /** Reads from the start, and throws what a consumer throws; comes to the end where nothing is wrong. */
    void readAll() {
        long deadline = System.nanoTime() + TieredCluster.PATIENCE.toNanos();
        try (KafkaConsumer<String, String> consumer = consumer()) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, 0);
            while (consumer.position(partition) < next) {
                consumer.poll(POLL);
                assertThat(System.nanoTime())
                        .as("patience with %s at %d", name, consumer.position(partition))
                        .isLessThan(deadline);
            }
        }
    }

    /** A consumer without a group; an offset that is gone is an error. */
    KafkaConsumer<String, String> consumer() {
        Map<String, Object> settings = new HashMap<>(cluster.client());
        settings.put("auto.offset.reset", "none");
        settings.put("enable.auto.commit", "false");
        return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    }

    Uuid id() {
        return id;
    }

    /** Where the store has the objects of this topic. */
    RemoteObjects objects() {
        return new RemoteObjects(cluster.remote().folder().resolve(KeyTopic.hex(id)));
    }

    /** Lets the broker delete what exceeds so many bytes. */
    void retain(long bytes) throws Exception {
        ConfigEntry retention = new ConfigEntry("retention.bytes", Long.toString(bytes));
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, name),
                        List.of(new AlterConfigOp(retention, AlterConfigOp.OpType.SET))))
                .all()
                .get(TieredCluster.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Deletes the topic. */
    void delete() throws Exception {
        admin.deleteTopics(List.of(name)).all().get(TieredCluster.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Nothing that anyone could read, neither in the objects nor in their names. */
    void assertUnreadableForThieves() throws Exception {
        assertThat(objects().logs()).as("logs in the store").isNotEmpty();
        assertThat(objects().withoutContainer()).isEmpty();
        assertThat(objects().holding(MARKER, name)).isEmpty();
    }

    /** Deletes the topic, and waits until the store has nothing of it. */
    void deleteWithoutRest() throws Exception {
        delete();
        TieredCluster.await("no object of " + name, () -> objects().all().isEmpty());
    }

    private static String number(long offset) {
        return String.format(Locale.ROOT, "%08d", offset);
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
