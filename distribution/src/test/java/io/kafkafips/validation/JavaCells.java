package io.kafkafips.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.validation.MatrixCell.BadAt;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The cells of Kafka's own producer. Every batch goes in one request with good records for another partition and another topic and with
 * an invalid one for a topic without policy; the same producer goes on after it.
 */
final class JavaCells {
    static final String CLIENT = "java";
    static final String OTHER_TOPIC = "matrix-other";
    static final String FREE_TOPIC = "free";
    static final String HEADERS_TOPIC = "headers";
    static final String COMPACTED_TOPIC = "matrix-compacted";

    private static final String MATE = "Failed to append record because it was part of a batch";
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final int PROBES = 8;
    private static final int BIG = 700_000;

    private final Map<String, Object> settings;
    private final LogBook book;
    private final MatrixReport report;

    JavaCells(Map<String, Object> settings, LogBook book, MatrixReport report) {
        this.settings = settings;
        this.book = book;
        this.report = report;
    }

    /** What a producer is told to guarantee. */
    enum Mode {
        ACKS_0("0", false),
        ACKS_1("1", false),
        ACKS_ALL("all", false),
        IDEMPOTENT("all", true),
        TRANSACTIONAL("all", true);

        private final String acks;
        private final boolean idempotent;

        Mode(String acks, boolean idempotent) {
            this.acks = acks;
            this.idempotent = idempotent;
        }
    }

    /** One record in every partition: a leader that is only just elected would fail a producer that asks for no answer. */
    void warmUp(Map<String, Integer> partitions) throws Exception {
        MatrixCell cell = new MatrixCell(CLIENT, "every topic", "none", "warm up", BadAt.NOWHERE);
        try (KafkaProducer<String, String> producer = producer("none", Mode.IDEMPOTENT)) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            partitions.forEach((topic, count) -> {
                for (int partition = 0; partition < count; partition++) {
                    String value = cell.good(partition);
                    ProducerRecord<String, String> record = new ProducerRecord<>(topic, partition, value, value);
                    record.headers().add("trace", "1".getBytes(StandardCharsets.UTF_8));
                    sent.add(producer.send(record));
                    book.must(topic, value);
                }
            });
            producer.flush();
            assertAppended(sent);
        }
    }

    /** Every codec and mode against every position, on topics with nothing special. */
    void plain(List<String> topics) {
        for (String codec : MatrixCell.CODECS) {
            for (Mode mode : Mode.values()) {
                positions(codec, mode, topics);
            }
        }
    }

    /** Every codec and position, with the defaults of a producer, on topics where the broker does more than append. */
    void special(List<String> topics) {
        MatrixCell.CODECS.forEach(codec -> positions(codec, Mode.IDEMPOTENT, topics));
    }

    private void positions(String codec, Mode mode, List<String> topics) {
        try (KafkaProducer<String, String> producer = producer(codec, mode)) {
            for (String topic : topics) {
                for (BadAt badAt : BadAt.values()) {
                    MatrixCell cell = new MatrixCell(CLIENT, topic, codec, mode.name(), badAt);
                    report.run(cell, expected(cell, mode), () -> {
                        if (mode == Mode.TRANSACTIONAL) {
                            inTransaction(producer, cell);
                        } else {
                            batch(producer, cell, mode);
                        }
                    });
                }
            }
        }
    }

    private static String expected(MatrixCell cell, Mode mode) {
        if (cell.badAt() == BadAt.NOWHERE) {
            return "appended";
        }
        return switch (mode) {
            case ACKS_0 -> "connection closed, nothing of the batch in the log";
            case TRANSACTIONAL -> "error of each record, commit refused, next transaction good";
            default -> "error of each record, nothing of the batch in the log, next record good";
        };
    }

    private KafkaProducer<String, String> producer(String codec, Mode mode) {
        Map<String, Object> own = new LinkedHashMap<>(settings);
        own.put("compression.type", codec);
        own.put("acks", mode.acks);
        own.put("enable.idempotence", Boolean.toString(mode.idempotent));
        // what is flushed together goes together
        own.put("linger.ms", "60000");
        own.put("batch.size", "65536");
        own.put("delivery.timeout.ms", "180000");
        if (!mode.idempotent) {
            own.put("retries", "0");
        }
        if (mode == Mode.TRANSACTIONAL) {
            own.put("transactional.id", "matrix-" + codec);
        }
        KafkaProducer<String, String> producer =
                new KafkaProducer<>(own, new StringSerializer(), new StringSerializer());
        if (mode == Mode.TRANSACTIONAL) {
            producer.initTransactions();
        }
        return producer;
    }

    private void batch(KafkaProducer<String, String> producer, MatrixCell cell, Mode mode) throws Exception {
        double closedBefore = closedConnections(producer);
        List<Future<RecordMetadata>> bystanders = sendBystanders(producer, cell, false);
        List<Future<RecordMetadata>> batch = sendBatch(producer, cell);
        producer.flush();
        if (mode != Mode.ACKS_0) {
            assertAppended(bystanders);
            assertErrors(cell, batch);
            Future<RecordMetadata> next = producer.send(next(cell, "next"));
            producer.flush();
            assertAppended(List.of(next));
            book.must(cell.topic(), cell.good("next"));
        } else if (cell.badAt() == BadAt.NOWHERE) {
            assertAppended(batch);
        } else {
            awaitClosed(producer, closedBefore);
            probe(producer, cell);
        }
    }

    /** Records of the same request that are nobody's fault. */
    private List<Future<RecordMetadata>> sendBystanders(
            KafkaProducer<String, String> producer, MatrixCell cell, boolean aborted) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        List<ProducerRecord<String, String>> bystanders = List.of(
                new ProducerRecord<>(OTHER_TOPIC, 0, "key", cell.good("other topic")),
                new ProducerRecord<>(OTHER_TOPIC, 1, "key", cell.good("other partition")),
                new ProducerRecord<>(FREE_TOPIC, 0, "key", cell.bad("no policy")));
        for (ProducerRecord<String, String> bystander : bystanders) {
            sent.add(producer.send(bystander));
            if (aborted) {
                book.aborted(bystander.topic(), bystander.value());
            } else {
                book.must(bystander.topic(), bystander.value());
            }
        }
        return sent;
    }

    private List<Future<RecordMetadata>> sendBatch(KafkaProducer<String, String> producer, MatrixCell cell) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 0; i < cell.badAt().records(); i++) {
            ProducerRecord<String, String> record = new ProducerRecord<>(
                    cell.topic(), 0, cell.id() + i, isAboutHeaders(cell) ? cell.good(i) : cell.value(i));
            if (!isAboutHeaders(cell) || !cell.badAt().isBad(i)) {
                record.headers().add("trace", "1".getBytes(StandardCharsets.UTF_8));
            }
            sent.add(producer.send(record));
            if (cell.badAt() == BadAt.NOWHERE) {
                book.must(cell.topic(), record.value());
            }
        }
        return sent;
    }

    private static boolean isAboutHeaders(MatrixCell cell) {
        return cell.topic().equals(HEADERS_TOPIC);
    }

    private static ProducerRecord<String, String> next(MatrixCell cell, String name) {
        ProducerRecord<String, String> next = new ProducerRecord<>(cell.topic(), 0, cell.id() + name, cell.good(name));
        next.headers().add("trace", "1".getBytes(StandardCharsets.UTF_8));
        return next;
    }

    private static void assertAppended(List<Future<RecordMetadata>> sent) throws Exception {
        for (Future<RecordMetadata> future : sent) {
            future.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static void assertErrors(MatrixCell cell, List<Future<RecordMetadata>> batch) throws Exception {
        if (cell.badAt() == BadAt.NOWHERE) {
            assertAppended(batch);
            return;
        }
        String reason = isAboutHeaders(cell)
                ? "policy headers, rule required-headers: the header trace is missing"
                : "policy matrix, rule json: ";
        for (int i = 0; i < batch.size(); i++) {
            Throwable error = errorOf(batch.get(i));
            boolean bad = cell.badAt().isBad(i);
            assertThat(error)
                    .as("record %s", i)
                    .isExactlyInstanceOf(bad ? InvalidRecordException.class : KafkaException.class)
                    .hasMessageStartingWith(bad ? reason : MATE);
            assertThat(error.getMessage()).as("record %s", i).doesNotContain(cell.id());
        }
    }

    private static Throwable errorOf(Future<RecordMetadata> future) throws Exception {
        try {
            future.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    private static double closedConnections(KafkaProducer<String, String> producer) {
        return producer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("connection-close-total")
                        && metric.getKey().group().equals("producer-metrics"))
                .mapToDouble(metric -> (Double) metric.getValue().metricValue())
                .sum();
    }

    private static void awaitClosed(KafkaProducer<String, String> producer, double before) throws Exception {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (closedConnections(producer) <= before) {
            assertThat(System.nanoTime()).as("the connection stays open").isLessThan(deadline);
            Thread.sleep(5);
        }
    }

    /** The client is told nothing; that it goes on shows in the log. */
    private void probe(KafkaProducer<String, String> producer, MatrixCell cell) throws Exception {
        List<String> probes = new ArrayList<>();
        for (int i = 0; i < PROBES; i++) {
            var unused = producer.send(next(cell, "probe " + i));
            producer.flush();
            probes.add(cell.good("probe " + i));
            Thread.sleep(i < 2 ? 1 : 20);
        }
        book.oneOf(cell.topic(), probes);
    }

    private void inTransaction(KafkaProducer<String, String> producer, MatrixCell cell) throws Exception {
        boolean good = cell.badAt() == BadAt.NOWHERE;
        producer.beginTransaction();
        List<Future<RecordMetadata>> bystanders = sendBystanders(producer, cell, !good);
        List<Future<RecordMetadata>> batch = sendBatch(producer, cell);
        producer.flush();
        assertAppended(bystanders);
        assertErrors(cell, batch);
        if (good) {
            producer.commitTransaction();
        } else {
            assertThat(commit(producer)).as("error of the commit").isInstanceOf(KafkaException.class);
            producer.abortTransaction();
        }
        producer.beginTransaction();
        Future<RecordMetadata> next = producer.send(next(cell, "next"));
        producer.commitTransaction();
        assertAppended(List.of(next));
        book.must(cell.topic(), cell.good("next"));
    }

    private static Throwable commit(KafkaProducer<String, String> producer) {
        try {
            producer.commitTransaction();
            return null;
        } catch (KafkaException e) {
            return e;
        }
    }

    /** Records without key or value, and large ones, for every codec. */
    void shapes(String topic) {
        for (String codec : MatrixCell.CODECS) {
            try (KafkaProducer<String, String> producer = producer(codec, Mode.IDEMPOTENT)) {
                shapes(producer, codec, topic);
            }
        }
    }

    private void shapes(KafkaProducer<String, String> producer, String codec, String topic) {
        String filler = ",\"filler\":\"" + "x".repeat(BIG) + "\"";
        shape(codec, COMPACTED_TOPIC, "no key", "Kafka's own error", cell -> {
            Future<RecordMetadata> keyed = producer.send(new ProducerRecord<>(COMPACTED_TOPIC, 0, "k", cell.good(0)));
            Future<RecordMetadata> keyless =
                    producer.send(new ProducerRecord<>(COMPACTED_TOPIC, 0, null, cell.good(1)));
            producer.flush();
            assertThat(errorOf(keyed)).isExactlyInstanceOf(KafkaException.class).hasMessageStartingWith(MATE);
            assertThat(errorOf(keyless))
                    .isInstanceOf(InvalidRecordException.class)
                    .hasMessageContaining("Compacted topic cannot accept message without key");
        });
        shape(codec, topic, "tombstone", "appended", cell -> {
            Future<RecordMetadata> sent = producer.send(new ProducerRecord<>(topic, 0, cell.good(0), null));
            producer.flush();
            assertAppended(List.of(sent));
            book.must(topic, tombstone(cell.good(0)));
        });
        shape(codec, topic, "big", "appended", cell -> {
            String value = cell.bad(0) + filler + "}";
            Future<RecordMetadata> sent = producer.send(new ProducerRecord<>(topic, 0, "k", value));
            producer.flush();
            assertAppended(List.of(sent));
            book.must(topic, value);
        });
        shape(codec, topic, "big and bad at its end", "error of the record", cell -> {
            Future<RecordMetadata> sent = producer.send(new ProducerRecord<>(topic, 0, "k", cell.bad(0) + filler));
            producer.flush();
            assertThat(errorOf(sent))
                    .isInstanceOf(InvalidRecordException.class)
                    .hasMessageStartingWith("policy matrix, rule json: ");
        });
    }

    private interface Shape {
        void send(MatrixCell cell) throws Exception;
    }

    private void shape(String codec, String topic, String name, String expected, Shape shape) {
        MatrixCell cell = new MatrixCell(CLIENT, topic, codec, name, BadAt.ONLY);
        report.run(cell, expected, () -> shape.send(cell));
    }

    /** How a record without a value is written down. */
    static String tombstone(String key) {
        return "tombstone " + key;
    }
}
