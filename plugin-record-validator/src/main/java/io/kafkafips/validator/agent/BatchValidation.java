package io.kafkafips.validator.agent;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.InvalidRecordException;
import org.jspecify.annotations.Nullable;

/**
 * The validation of one batch on Kafka's own pass over it: an uncompressed batch while Kafka iterates over it, a compressed one while
 * it is decompressed, once, for validation and for Kafka. The iteration ends as ever, and what was refused is told where Kafka asks
 * for the errors of the records. Thread-safe.
 */
final class BatchValidation {
    private static final byte MAGIC_V2 = 2;
    private static final int SCRATCH_BYTES = 16 * 1024;

    /** A larger buffer is left to the garbage collector rather than kept by each request handler. */
    private static final int MOST_SCRATCH_BYTES = 1024 * 1024;

    /** A batch can declare more records than it has. */
    private static final int MOST_EXPECTED_RECORDS = 1024;

    private final KafkaBatches batches;
    private final LegacyBatches legacy;
    private final KafkaRecords records;
    private final BatchOutcomes outcomes;
    private final DeferredProducers deferred;
    private final Limits limits;
    private final OpenBatches open = new OpenBatches();
    private final ThreadLocal<byte[]> scratch = ThreadLocal.withInitial(() -> new byte[SCRATCH_BYTES]);

    BatchValidation(
            KafkaBatches batches,
            LegacyBatches legacy,
            KafkaRecords records,
            BatchOutcomes outcomes,
            DeferredProducers deferred,
            Limits limits) {
        this.batches = batches;
        this.legacy = legacy;
        this.records = records;
        this.outcomes = outcomes;
        this.deferred = deferred;
        this.limits = limits;
    }

    /** The batches for whose errors Kafka has yet to ask. */
    OpenBatches open() {
        return open;
    }

    /** What Kafka iterates over, at a woven site. */
    Object iterate(Site site, IterationCall call, BatchCheck check) {
        holdBack(call, check);
        open.begin(call.validator(), check);
        Iterator<?> validated = isReadByKafka(call, check)
                ? validating((Iterator<?>) site.original(call), call, check)
                : decompressed(call, check, site.keepsContent() ? batches::fullRecord : batches::partialRecord)
                        .iterator();
        return call.bufferSupplier() == null ? validated : batches.closeable(validated);
    }

    /** Throws what Kafka has against the records of the batch and what the policy has. */
    void conclude(ErrorSite site, Object kafkasErrors, Object validator) {
        BatchCheck check = open.close(validator);
        try {
            site.original(kafkasErrors);
        } catch (RuntimeException kafkas) {
            throw outcomes.with(kafkas, check.verdict());
        }
        if (!check.hasEnded()) {
            throw new IllegalStateException(
                    "This Kafka accepts a batch without having looked at all its records: record validation refuses it");
        }
        outcomes.conclude(check.verdict());
    }

    /** A pass of our own over a batch, ahead of Kafka's. Throws unless every record is accepted. */
    void validate(IterationCall call, BatchCheck check) {
        holdBack(call, check);
        if (isReadByKafka(call, check)) {
            validating(((Iterable<?>) call.batch()).iterator(), call, check).forEachRemaining(record -> {});
        } else {
            decompressed(call, check, (record, header) -> null);
        }
        outcomes.conclude(check.verdict());
    }

    private Iterator<?> validating(Iterator<?> kafkas, IterationCall call, BatchCheck check) {
        return new ValidatingIterator(kafkas, call, check, batches.isCompressed(call.batch()));
    }

    /** Refuses a batch that has to come after another one of its producer. */
    private void holdBack(IterationCall call, BatchCheck check) {
        if (!deferred.isEmpty()
                && deferred.mustWait(check.topic().topicPartition(), batches.producerBatch(call.batch()))) {
            throw outcomes.held(check.topic(), check.policy());
        }
    }

    /** Ends with a batch whose validation could not be brought to its end. */
    private RuntimeException refused(RuntimeException cause, IterationCall call, BatchCheck check) {
        open.discard();
        if (BatchOutcomes.isRetriable(cause)) {
            deferred.await(check.topic().topicPartition(), batches.producerBatch(call.batch()));
        }
        return outcomes.refused(cause, check.topic());
    }

    /** Whether Kafka's own iterator is harmless. */
    private boolean isReadByKafka(IterationCall call, BatchCheck check) {
        Object batch = call.batch();
        if (!batches.isCompressed(batch)) {
            return true;
        }
        Object bufferSupplier = call.bufferSupplier();
        try {
            if (bufferSupplier == null) {
                throw new InvalidRecordException("A compressed batch among uncompressed ones is not validated");
            }
            if (batches.magic(batch) >= MAGIC_V2) {
                return false;
            }
            legacy.check(batch, bufferSupplier, limits.atMost(call.kafkasLimit()));
            return true;
        } catch (InvalidRecordException | LimitExceeded refusal) {
            throw refused(refusal, call, check);
        }
    }

    private List<Object> decompressed(IterationCall call, BatchCheck check, RecordMaker maker) {
        BatchHeader header = batches.header(call.batch());
        List<Object> made = new ArrayList<>(Math.max(0, Math.min(header.count(), MOST_EXPECTED_RECORDS)));
        try (InputStream in = batches.open(call.batch(), Objects.requireNonNull(call.bufferSupplier()))) {
            BoundedRecordReader reader =
                    new BoundedRecordReader(in, header, limits.atMost(call.kafkasLimit()), scratch.get());
            RecordBody record = reader.record();
            while (!check.isFull() && reader.next()) {
                check.record(record);
                @Nullable Object kafkas = maker.make(record, header);
                if (kafkas != null) {
                    made.add(kafkas);
                }
            }
            keep(reader.buffer());
            check.end();
        } catch (IOException e) {
            throw refused(new InvalidRecordException("The batch cannot be decompressed", e), call, check);
        } catch (RuntimeException e) {
            throw refused(e, call, check);
        }
        outcomes.ended(check.topic(), check.verdict());
        return made;
    }

    private void keep(byte[] buffer) {
        if (buffer.length <= MOST_SCRATCH_BYTES) {
            scratch.set(buffer);
        }
    }

    /** What Kafka is handed for a record. */
    private interface RecordMaker {
        @Nullable
        Object make(RecordBody record, BatchHeader header);
    }

    /** Kafka's iterator over a batch, which has each record validated on its way. */
    private final class ValidatingIterator implements Iterator<Object> {
        private final Iterator<?> kafkas;
        private final IterationCall call;
        private final BatchCheck check;
        private final boolean hasChecksums;
        private final KafkaRecords.View view = records.new View();

        /** @param hasChecksums whether nobody has looked at the records' own checksums yet */
        ValidatingIterator(Iterator<?> kafkas, IterationCall call, BatchCheck check, boolean hasChecksums) {
            this.kafkas = kafkas;
            this.call = call;
            this.check = check;
            this.hasChecksums = hasChecksums;
        }

        @Override
        public boolean hasNext() {
            if (!check.isFull() && hasKafkas()) {
                return true;
            }
            if (!check.hasEnded()) {
                end();
            }
            return false;
        }

        private boolean hasKafkas() {
            try {
                return kafkas.hasNext();
            } catch (RuntimeException e) {
                throw refused(e, call, check);
            }
        }

        private void end() {
            try {
                check.end();
            } catch (BudgetExceeded e) {
                throw refused(e, call, check);
            }
            outcomes.ended(check.topic(), check.verdict());
        }

        @Override
        public Object next() {
            try {
                Object record = kafkas.next();
                view.next(record);
                if (hasChecksums) {
                    records.ensureValid().accept(record);
                }
                view.limitHeaders();
                check.record(view);
                return record;
            } catch (RuntimeException e) {
                throw refused(e, call, check);
            }
        }
    }
}
