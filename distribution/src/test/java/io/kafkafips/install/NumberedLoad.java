package io.kafkafips.install;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * An idempotent producer with {@code acks=all} that sends numbers, and a consumer that goes along every partition by offset, so that what it
 * sees twice is in the log twice. Each on a thread of its own.
 */
final class NumberedLoad implements AutoCloseable {
    private final Map<String, Object> settings;
    private final String topic;
    private final int partitions;
    private final AtomicBoolean producing = new AtomicBoolean(true);
    private final AtomicBoolean consuming = new AtomicBoolean(true);
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final Map<String, Integer> seen = new ConcurrentHashMap<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Thread producer = new Thread(this::produce, "numbered-producer");
    private final Thread consumer = new Thread(this::consume, "numbered-consumer");

    private NumberedLoad(Map<String, Object> settings, String topic, int partitions) {
        this.settings = settings;
        this.topic = topic;
        this.partitions = partitions;
    }

    static NumberedLoad start(Map<String, Object> settings, String topic, int partitions) {
        NumberedLoad load = new NumberedLoad(settings, topic, partitions);
        load.producer.start();
        load.consumer.start();
        return load;
    }

    private void produce() {
        Map<String, Object> own = new HashMap<>(settings);
        own.put("acks", "all");
        own.put("enable.idempotence", "true");
        own.put("delivery.timeout.ms", "300000");
        own.put("request.timeout.ms", "15000");
        try (KafkaProducer<String, String> kafka =
                new KafkaProducer<>(own, new StringSerializer(), new StringSerializer())) {
            while (producing.get()) {
                String number = Integer.toString(sent.incrementAndGet());
                Future<RecordMetadata> unused = kafka.send(
                        new ProducerRecord<>(topic, number, number), (metadata, failure) -> answered(number, failure));
                Thread.sleep(5);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failures.add("producer: " + e);
        }
    }

    private void answered(String number, Exception failure) {
        if (failure == null) {
            acknowledged.incrementAndGet();
        } else {
            failures.add("record " + number + ": " + failure);
        }
    }

    private void consume() {
        Map<String, Object> own = new HashMap<>(settings);
        own.put("enable.auto.commit", "false");
        try (KafkaConsumer<String, String> kafka =
                new KafkaConsumer<>(own, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> all = IntStream.range(0, partitions)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
            kafka.assign(all);
            kafka.seekToBeginning(all);
            while (consuming.get()) {
                for (ConsumerRecord<String, String> found : kafka.poll(Duration.ofMillis(200))) {
                    seen.merge(found.value(), 1, Integer::sum);
                }
            }
        } catch (RuntimeException e) {
            failures.add("consumer: " + e);
        }
    }

    /** Ends the producer, which waits for what is under way, and the consumer when it has seen everything or the time is over. */
    void finish(Duration patience) throws InterruptedException {
        producing.set(false);
        producer.join(patience.toMillis());
        long deadline = System.nanoTime() + patience.toNanos();
        while (seen.size() < acknowledged.get() && consumer.isAlive() && System.nanoTime() < deadline) {
            Thread.sleep(100);
        }
        consuming.set(false);
        consumer.join(patience.toMillis());
    }

    int sent() {
        return sent.get();
    }

    int acknowledged() {
        return acknowledged.get();
    }

    /** How many different records were read. */
    int read() {
        return seen.size();
    }

    /** Records that are in the log more than once. */
    List<String> duplicates() {
        return seen.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        producing.set(false);
        consuming.set(false);
        producer.interrupt();
    }
}
