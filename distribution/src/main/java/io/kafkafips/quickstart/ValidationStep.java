package io.kafkafips.quickstart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;

/** A batch with one record that is no JSON: refused whole with the record named; the same batch without it lands. */
final class ValidationStep implements Step {
    private static final int INVALID = 2;
    private static final List<String> BATCH =
            List.of("{\"order\":10}", "{\"order\":11}", "{\"order\":12", "{\"order\":13}");

    @Override
    public String title() {
        return "Record validation: a batch with one invalid JSON record is rejected, the valid batch lands";
    }

    @Override
    public void run(Demo demo, Report report) throws Exception {
        long before = endOffset(demo);
        try (KafkaProducer<String, String> producer = demo.producer("payments")) {
            List<Future<RecordMetadata>> rejected = send(producer, BATCH);
            for (int i = 0; i < BATCH.size(); i++) {
                Throwable failure = failureOf(rejected.get(i));
                StepFailed.unless(
                        (failure instanceof InvalidRecordException) == (i == INVALID),
                        "Record " + i + " got " + failure);
                if (i == INVALID) {
                    report.evidence("record index " + i + ": INVALID_RECORD, " + failure.getMessage());
                }
            }
            StepFailed.unless(endOffset(demo) == before, "A record of the rejected batch is in the log");
            report.evidence("nothing of the rejected batch is in the log");
            List<String> valid = new ArrayList<>(BATCH);
            valid.remove(INVALID);
            for (Future<RecordMetadata> landed : send(producer, valid)) {
                landed.get();
            }
            StepFailed.unless(endOffset(demo) == before + valid.size(), "The valid batch is not in the log");
            report.evidence("the valid batch of " + valid.size() + " records landed");
        }
    }

    private static List<Future<RecordMetadata>> send(KafkaProducer<String, String> producer, List<String> values) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (String value : values) {
            sent.add(producer.send(new ProducerRecord<>(Demo.TOPIC, value)));
        }
        producer.flush();
        return sent;
    }

    private static Throwable failureOf(Future<RecordMetadata> sent) throws Exception {
        try {
            sent.get();
        } catch (ExecutionException e) {
            return e.getCause() == null ? e : e.getCause();
        }
        throw new StepFailed("A record of the invalid batch was acknowledged");
    }

    static long endOffset(Demo demo) throws Exception {
        return offset(demo, OffsetSpec.latest());
    }

    static long offset(Demo demo, OffsetSpec spec) throws Exception {
        return demo.admin()
                .listOffsets(Map.of(Demo.PARTITION, spec))
                .partitionResult(Demo.PARTITION)
                .get()
                .offset();
    }
}
