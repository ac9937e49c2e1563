package io.kafkafips.quickstart;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Segments roll to tiered storage as ciphertext, leave the broker, and are read back complete. */
final class TieredStorageStep implements Step {
    static final String MARKER = "4111-1111-1111-1111";

    private static final int RECORDS = 6000;
    private static final String FILLER = "x".repeat(900);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @Override
    public String title() {
        return "Tiered storage: segments leave as ciphertext and are read back complete";
    }

    @Override
    public void run(Demo demo, Report report) throws Exception {
        produce(demo);
        demo.startRefusedServers();
        long end = ValidationStep.endOffset(demo);
        long local = awaitLocalDeletion(demo);
        report.evidence("offsets 0 to " + (local - 1) + " of " + end
                + " are in tiered storage only: the local segments are deleted");
        StoredObjects objects = new StoredObjects(demo.cluster().remoteStorage());
        List<Path> all = objects.all();
        Path log = objects.largestLog();
        report.evidence(all.size() + " objects; a log segment of " + StoredObjects.size(log) + " bytes starts "
                + StoredObjects.hex(log));
        StepFailed.unless(objects.holding(MARKER) == 0, "An object holds " + MARKER + " in the clear");
        report.evidence("no object holds the text " + MARKER + ", which every record has");
        long consumed = consumeAll(demo, end);
        StepFailed.unless(consumed == end, "Produced " + end + " records, consumed " + consumed);
        report.evidence("produced " + end + " = consumed " + consumed + " from the start");
    }

    private static void produce(Demo demo) throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<String, String> producer = demo.producer("payments")) {
            for (int i = 0; i < RECORDS; i++) {
                String value = "{\"order\":" + i + ",\"card\":\"" + MARKER + "\",\"note\":\"" + FILLER + "\"}";
                sent.add(producer.send(new ProducerRecord<>(Demo.TOPIC, value)));
            }
            producer.flush();
        }
        for (Future<RecordMetadata> record : sent) {
            record.get();
        }
    }

    /** Waits until Kafka has deleted local segments, and no longer moves; the first offset that is still local. */
    private static long awaitLocalDeletion(Demo demo) throws Exception {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        long previous = 0;
        while (System.nanoTime() < deadline) {
            long local = ValidationStep.offset(demo, OffsetSpec.earliestLocal());
            if (local > 0 && local == previous) {
                return local;
            }
            previous = local;
            Thread.sleep(1500);
        }
        throw new StepFailed("No local segment was deleted within " + TIMEOUT);
    }

    /** Reads from the first offset to an end; throws what the consumer throws. */
    static long consumeAll(Demo demo, long end) throws Exception {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        try (KafkaConsumer<String, String> consumer = demo.consumer("payments")) {
            consumer.assign(List.of(Demo.PARTITION));
            consumer.seekToBeginning(List.of(Demo.PARTITION));
            long next = 0;
            while (next < end) {
                StepFailed.unless(
                        System.nanoTime() < deadline, "Read " + next + " of " + end + " records within " + TIMEOUT);
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    StepFailed.unless(record.offset() == next, "Expected offset " + next + ", got " + record.offset());
                    next++;
                }
            }
            return next;
        }
    }
}
