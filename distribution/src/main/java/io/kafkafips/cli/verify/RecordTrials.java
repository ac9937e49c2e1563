package io.kafkafips.cli.verify;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The tests of what is done to records. */
final class RecordTrials {
    private static final int RECORDS = 20;

    /** No JSON, no UTF-8, no text at all, and no magic byte of a schema registry. */
    private static final byte[] INVALID = {'{', (byte) 0xff, (byte) 0xfe, 0};

    private final Cluster cluster;
    private final @Nullable String invalidRecordTopic;

    RecordTrials(Cluster cluster, @Nullable String invalidRecordTopic) {
        this.cluster = cluster;
        this.invalidRecordTopic = invalidRecordTopic;
    }

    Map<Check, Trial> trials() {
        Map<Check, Trial> trials = new EnumMap<>(Check.class);
        trials.put(Check.RECORD_ROUND_TRIP, this::roundTrip);
        trials.put(Check.RECORD_INVALID, this::invalidRecord);
        return trials;
    }

    private Outcome roundTrip() throws Exception {
        try (ScratchTopic topic = ScratchTopic.create(cluster, Map.of())) {
            Records records = new Records(cluster, topic.name(), "round-trip");
            records.produce(RECORDS, 0);
            int same = records.readBack(RECORDS);
            return Outcome.of(same == RECORDS, RECORDS + " produced, " + same + " read back as they were sent");
        }
    }

    private Outcome invalidRecord() throws InterruptedException {
        if (invalidRecordTopic == null) {
            return Outcome.skipped("--invalid-record-topic <topic with a validation policy> is not given");
        }
        Map<String, Object> settings = new HashMap<>(cluster.settings());
        settings.put("acks", "all");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            ProducerRecord<byte[], byte[]> invalid = new ProducerRecord<>(invalidRecordTopic, INVALID);
            invalid.headers().add("kafka-fips-verify", "invalid on purpose".getBytes(StandardCharsets.US_ASCII));
            long offset = producer.send(invalid).get().offset();
            return Outcome.fail("the record was appended to " + invalidRecordTopic + " at offset " + offset);
        } catch (ExecutionException e) {
            return e.getCause() instanceof InvalidRecordException
                    ? Outcome.pass("INVALID_RECORD: " + e.getCause().getMessage())
                    : Outcome.fail("not INVALID_RECORD: " + e.getCause());
        }
    }
}
