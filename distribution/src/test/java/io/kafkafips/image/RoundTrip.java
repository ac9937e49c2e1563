package io.kafkafips.image;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Records to a broker in a container and back, by clients on this machine. */
final class RoundTrip {
    private static final long TIMEOUT_NANOS = Duration.ofMinutes(2).toNanos();

    private final Map<String, Object> settings;

    RoundTrip(Map<String, Object> settings) {
        this.settings = settings;
    }

    /** Makes a topic of one partition, which the broker compresses itself; then every record is acknowledged. */
    List<String> produce(String topic, String compression, int count) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(settings)) {
            NewTopic created = new NewTopic(topic, 1, (short) 1).configs(Map.of("compression.type", compression));
            admin.createTopics(List.of(created)).all().get();
        }
        List<String> records =
                IntStream.range(0, count).mapToObj(i -> topic + "-" + i).toList();
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            var sent = records.stream()
                    .map(record -> producer.send(new ProducerRecord<>(topic, record)))
                    .toList();
            for (var one : sent) {
                one.get();
            }
        }
        return records;
    }

    /** So many records from the beginning, or what came within a generous time. */
    List<String> consume(String topic, int count) {
        List<String> records = new ArrayList<>();
        long start = System.nanoTime();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (records.size() < count && System.nanoTime() - start < TIMEOUT_NANOS) {
                consumer.poll(Duration.ofMillis(TimeUnit.SECONDS.toMillis(1)))
                        .forEach(record -> records.add(record.value()));
            }
        }
        return records;
    }
}
