package io.kafkafips.tls;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Clients at work, each on a thread of its own: a producer, without retries unless the settings say otherwise, that waits for every
 * record, a consumer of a group, and one that connects anew for every call. Counts what they do and keeps what goes wrong.
 */
public final class Load implements AutoCloseable {
    private final Map<String, Object> settings;
    private final String topic;
    private final AtomicBoolean producing = new AtomicBoolean(true);
    private final AtomicBoolean consuming = new AtomicBoolean(true);
    private final AtomicInteger produced = new AtomicInteger();
    private final AtomicInteger consumed = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads;

    private Load(Map<String, Object> settings, String topic) {
        this.settings = settings;
        this.topic = topic;
        this.threads = List.of(
                new Thread(() -> guarded(this::produce), "load-producer"),
                new Thread(() -> guarded(this::consume), "load-consumer"),
                new Thread(() -> guarded(this::reconnect), "load-reconnect"));
    }

    public static Load start(Map<String, Object> settings, String topic) {
        Load load = new Load(settings, topic);
        load.threads.forEach(Thread::start);
        return load;
    }

    private void produce() throws Exception {
        Map<String, Object> own = new LinkedHashMap<>(settings);
        own.putIfAbsent("retries", "0");
        own.putIfAbsent("enable.idempotence", "false");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(own, new StringSerializer(), new StringSerializer())) {
            while (producing.get()) {
                producer.send(new ProducerRecord<>(topic, "record")).get();
                produced.incrementAndGet();
                Thread.sleep(2);
            }
        }
    }

    private void consume() {
        Map<String, Object> own = new LinkedHashMap<>(settings);
        own.put("group.id", "load-" + topic);
        own.put("auto.offset.reset", "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(own, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            while (consuming.get() || consumed.get() < produced.get()) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    consumed.addAndGet(record.value().equals("record") ? 1 : 0);
                }
                consumer.commitSync();
            }
        }
    }

    private void reconnect() throws Exception {
        Map<String, Object> own = new LinkedHashMap<>(settings);
        own.putIfAbsent("retries", "0");
        while (producing.get()) {
            try (Admin admin = Admin.create(own)) {
                admin.describeTopics(List.of(topic)).allTopicNames().get(1, TimeUnit.MINUTES);
                connections.incrementAndGet();
            }
        }
    }

    /** Stops the producer, and then the consumer when it has everything. */
    public void finish(Duration patience) throws InterruptedException {
        producing.set(false);
        threads.get(0).join(patience.toMillis());
        threads.get(2).join(patience.toMillis());
        consuming.set(false);
        threads.get(1).join(patience.toMillis());
        for (Thread thread : threads) {
            if (thread.isAlive()) {
                failures.add(thread.getName() + " does not end");
            }
        }
    }

    public int produced() {
        return produced.get();
    }

    public int consumed() {
        return consumed.get();
    }

    public int connections() {
        return connections.get();
    }

    public List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        producing.set(false);
        consuming.set(false);
        threads.forEach(Thread::interrupt);
    }

    private void guarded(Work work) {
        try {
            work.run();
        } catch (Exception e) {
            failures.add(Thread.currentThread().getName() + ": " + e + ", caused by " + e.getCause());
        }
    }

    private interface Work {
        void run() throws Exception;
    }
}
