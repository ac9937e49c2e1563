package io.kafkafips.validation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * An application that sends as fast as it can with an idempotent producer, drops what is invalid, and sends again what failed in the
 * company of something invalid. Every sending of a record has a number of its own, in the order of the sends.
 */
final class Storm {
    private static final String FILLER = "x".repeat(300);

    private final Map<String, Object> settings;
    private final String topic;
    private final int partitions;
    private final int records;
    private final Random random;
    private final int badInAThousand;
    /** What became of each sending. */
    private final Map<Integer, Outcome> outcomes = new ConcurrentHashMap<>();

    private final Queue<Integer> failedMates = new ConcurrentLinkedQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final Map<Integer, Integer> recordOfSend = new HashMap<>();
    private final Set<Integer> bad = new HashSet<>();
    private int sends;

    /** What the producer says of one sending. */
    enum Outcome {
        ACKNOWLEDGED,
        INVALID,
        MATE_OF_INVALID,
        OTHER
    }

    Storm(Map<String, Object> settings, String topic, int partitions, int records, int badInAThousand, long seed) {
        this.settings = settings;
        this.topic = topic;
        this.partitions = partitions;
        this.records = records;
        this.badInAThousand = badInAThousand;
        this.random = new Random(seed);
    }

    /** Sends everything, and the mates again until each is in. */
    void run(String codec) throws InterruptedException {
        Map<String, Object> own = new LinkedHashMap<>(settings);
        own.put("compression.type", codec);
        own.put("enable.idempotence", "true");
        own.put("max.in.flight.requests.per.connection", "5");
        own.put("linger.ms", "5");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(own, new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < records; i++) {
                if (random.nextInt(1000) < badInAThousand) {
                    bad.add(i);
                }
                send(producer, i);
            }
            while (underWay.get() > 0 || !failedMates.isEmpty()) {
                @Nullable Integer again = failedMates.poll();
                if (again == null) {
                    Thread.sleep(1);
                } else {
                    send(producer, again);
                }
            }
        }
    }

    private void send(KafkaProducer<String, String> producer, int record) {
        int send = sends++;
        recordOfSend.put(send, record);
        String json = "{\"record\":" + record + ",\"send\":" + send + ",\"filler\":\"" + FILLER + "\"";
        underWay.incrementAndGet();
        var unused = producer.send(
                new ProducerRecord<>(topic, record % partitions, null, bad.contains(record) ? json : json + "}"),
                (metadata, error) -> {
                    Outcome outcome = outcome(error);
                    outcomes.put(send, outcome);
                    if (outcome == Outcome.MATE_OF_INVALID) {
                        failedMates.add(record);
                    }
                    underWay.decrementAndGet();
                });
    }

    private static Outcome outcome(@Nullable Exception error) {
        if (error == null) {
            return Outcome.ACKNOWLEDGED;
        }
        if (error instanceof InvalidRecordException) {
            return Outcome.INVALID;
        }
        return String.valueOf(error.getMessage()).contains("part of a batch which had")
                ? Outcome.MATE_OF_INVALID
                : Outcome.OTHER;
    }

    int sends() {
        return sends;
    }

    int badRecords() {
        return bad.size();
    }

    /** Of the first sending of each record, those that failed in the company of an invalid one. */
    long firstSendsLost() {
        return count(outcomes, Outcome.MATE_OF_INVALID, records);
    }

    long count(Outcome outcome) {
        return count(outcomes, outcome, sends);
    }

    private static long count(Map<Integer, Outcome> outcomes, Outcome outcome, int below) {
        return outcomes.entrySet().stream()
                .filter(entry -> entry.getValue() == outcome && entry.getKey() < below)
                .count();
    }

    /** The sendings that must be in the log: one of each valid record. */
    Set<Integer> acknowledged() {
        Set<Integer> sent = new HashSet<>();
        outcomes.forEach((send, outcome) -> {
            if (outcome == Outcome.ACKNOWLEDGED) {
                sent.add(send);
            }
        });
        return sent;
    }

    /** The records behind sendings. */
    List<Integer> recordsOf(Set<Integer> sendNumbers) {
        return sendNumbers.stream().map(recordOfSend::get).toList();
    }

    boolean isBad(int record) {
        return bad.contains(record);
    }
}
