package io.kafkafips.cli.verify;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Records of a test on the one partition of a topic: small JSON objects, which most policies let pass, each with a marker that is nowhere
 * else in the world. Not thread-safe.
 */
final class Records {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration POLL = Duration.ofMillis(500);

    private final Cluster cluster;
    private final TopicPartition partition;
    private final String marker;
    private int fillerBytes;

    Records(Cluster cluster, String topic, String purpose) {
        this.cluster = cluster;
        this.partition = new TopicPartition(topic, 0);
        this.marker = "kafka-fips-verify-" + purpose + "-" + ScratchTopic.randomWord();
    }

    /** What is in every record. */
    byte[] marker() {
        return marker.getBytes(StandardCharsets.US_ASCII);
    }

    TopicPartition partition() {
        return partition;
    }

    /** Produces them, idempotent and with acks=all, uncompressed, and waits for all acknowledgements. */
    void produce(int count, int filler) throws Exception {
        fillerBytes = filler;
        Map<String, Object> settings = new HashMap<>(cluster.settings());
        settings.put("acks", "all");
        settings.put("enable.idempotence", "true");
        settings.put("compression.type", "none");
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (int number = 0; number < count; number++) {
                sent.add(producer.send(
                        new ProducerRecord<>(partition.topic(), 0, String.valueOf(number), value(number))));
            }
            producer.flush();
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        }
    }

    private String value(int number) {
        return "{\"kafkaFipsVerify\":\"" + marker + "\",\"number\":" + number + ",\"filler\":\""
                + "x".repeat(fillerBytes) + "\"}";
    }

    /** Reads from the first offset without a consumer group; how many come as they were sent, at the offset of their number. */
    int readBack(int count) {
        Map<String, Object> settings = new HashMap<>(cluster.settings());
        settings.keySet().removeIf(key -> key.startsWith("group."));
        settings.put("enable.auto.commit", "false");
        settings.put("allow.auto.create.topics", "false");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int next = 0;
        int same = 0;
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, 0);
            while (next < count && System.nanoTime() < deadline) {
                for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
                    same += record.offset() == next && value(next).equals(record.value()) ? 1 : 0;
                    next++;
                }
            }
        }
        return same;
    }
}
