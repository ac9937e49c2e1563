package io.kafkafips.validation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Producers at work while the policies change, one for each kind of record and each in a partition of its own, so that no batch mixes
 * kinds. Keeps every answer with its times.
 */
final class ReloadLoad implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final int PAUSE_MILLIS = 2;
    private static final int BATCH_BYTES = 2000;

    private final Map<String, Object> settings;
    private final String topic;
    private final Queue<Decision> decisions = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final AtomicLong numbers = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();

    ReloadLoad(Map<String, Object> settings, String topic) {
        this.settings = new LinkedHashMap<>(settings);
        this.topic = topic;
    }

    /** A kind of record, by the policies that it is valid under. */
    enum Kind {
        UNDER_BOTH(0, "ab"),
        UNDER_NONE(1, ""),
        UNDER_A(2, "a"),
        UNDER_B(3, "b");

        private final int partition;
        private final String policies;

        Kind(int partition, String policies) {
            this.partition = partition;
            this.policies = policies;
        }

        boolean isValidUnder(String policy) {
            return policies.contains(policy);
        }
    }

    /**
     * An answer.
     *
     * @param value of the record
     * @param sentNanos just before it was sent
     * @param answeredNanos when the answer was there
     * @param refusal empty when it was accepted
     */
    record Decision(Kind kind, String value, long sentNanos, long answeredNanos, String refusal) {
        boolean accepted() {
            return refusal.isEmpty();
        }

        /** Whether one of the two policies comes to that. */
        boolean isPossible() {
            if (accepted()) {
                return kind != Kind.UNDER_NONE;
            }
            return (!kind.isValidUnder("a") && refusal.equals(refusalBy("a")))
                    || (!kind.isValidUnder("b") && refusal.equals(refusalBy("b")));
        }

        private static String refusalBy(String policy) {
            return "InvalidRecordException: policy " + policy + ", rule required-headers: the header valid-under-"
                    + policy + " is missing";
        }
    }

    void start() {
        for (Kind kind : Kind.values()) {
            Thread thread = new Thread(() -> produce(kind), "reload-" + kind);
            threads.add(thread);
            thread.start();
        }
    }

    private void produce(Kind kind) {
        try (KafkaProducer<String, String> producer = producer()) {
            while (running.get()) {
                var unused = send(producer, kind);
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private KafkaProducer<String, String> producer() {
        Map<String, Object> own = new LinkedHashMap<>(settings);
        own.put("linger.ms", "0");
        // a busy machine makes batches long; an answer names 100 records of a batch at most
        own.put("batch.size", BATCH_BYTES);
        return new KafkaProducer<>(own, new StringSerializer(), new StringSerializer());
    }

    private Future<?> send(KafkaProducer<String, String> producer, Kind kind) {
        String value = "record " + numbers.incrementAndGet();
        ProducerRecord<String, String> record = new ProducerRecord<>(topic, kind.partition, "key", value);
        for (String policy : List.of("a", "b")) {
            if (kind.isValidUnder(policy)) {
                record.headers().add("valid-under-" + policy, "1".getBytes(StandardCharsets.UTF_8));
            }
        }
        long sent = System.nanoTime();
        return producer.send(
                record,
                (metadata, error) -> decisions.add(new Decision(kind, value, sent, System.nanoTime(), refusal(error))));
    }

    private static String refusal(@Nullable Exception error) {
        return error == null ? "" : error.getClass().getSimpleName() + ": " + error.getMessage();
    }

    /** Sends records that this policy alone lets pass until one has passed; when that was. */
    long awaitInForce(String policy) throws InterruptedException {
        Kind kind = policy.equals("a") ? Kind.UNDER_A : Kind.UNDER_B;
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        try (KafkaProducer<String, String> producer = producer()) {
            while (System.nanoTime() < deadline) {
                try {
                    send(producer, kind).get();
                    return System.nanoTime();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof InvalidRecordException)) {
                        throw new IllegalStateException(e);
                    }
                    Thread.sleep(PAUSE_MILLIS);
                }
            }
        }
        throw new AssertionError("Policy " + policy + " is not in force after " + TIMEOUT);
    }

    List<Decision> decisions() {
        return List.copyOf(decisions);
    }

    List<String> acknowledged() {
        return decisions.stream()
                .filter(Decision::accepted)
                .map(Decision::value)
                .toList();
    }

    @Override
    public void close() {
        running.set(false);
        try {
            for (Thread thread : threads) {
                thread.join(TIMEOUT.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
