package io.kafkafips.validator.agent;

import io.kafkafips.validator.policy.BatchVerdict;
import io.kafkafips.validator.policy.RuleFailure;
import io.kafkafips.validator.policy.TopicMetadata;
import io.kafkafips.validator.policy.TopicPolicy;
import io.kafkafips.validator.policy.ValidationCounters;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.InvalidRecordException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The validation of one batch on Kafka's own pass over it: an uncompressed batch while Kafka iterates over it, a compressed one while
 * it is decompressed, once, for validation and for Kafka. Thread-safe.
 */
final class BatchValidation {
    private static final Logger LOG = LoggerFactory.getLogger(BatchValidation.class);
    private static final byte MAGIC_V2 = 2;
    private static final int SCRATCH_BYTES = 16 * 1024;

    /** A larger buffer is left to the garbage collector rather than kept by each request handler. */
    private static final int MOST_SCRATCH_BYTES = 1024 * 1024;

    private final KafkaBatches batches;
    private final KafkaRecords records;
    private final Rejections rejections;
    private final Limits limits;
    private final ValidationCounters counters;
    /** The messages name policy, rule and kind of failure only: there are few. */
    private final Set<String> reportedFailures = ConcurrentHashMap.newKeySet();

    private final ThreadLocal<byte[]> scratch = ThreadLocal.withInitial(() -> new byte[SCRATCH_BYTES]);

    BatchValidation(
            KafkaBatches batches,
            KafkaRecords records,
            Rejections rejections,
            Limits limits,
            ValidationCounters counters) {
        this.batches = batches;
        this.records = records;
        this.rejections = rejections;
        this.limits = limits;
        this.counters = counters;
    }

    Object iterate(
            Site site,
            TopicPolicy policy,
            TopicMetadata topic,
            Object batch,
            @Nullable Object bufferSupplier,
            int kafkasLimit)
            throws Throwable {
        if (!batches.isCompressed(batch)) {
            Object original = site.original().invokeExact(batch, bufferSupplier, kafkasLimit);
            Iterator<?> validating = new ValidatingIterator((Iterator<?>) original, policy, topic);
            return bufferSupplier == null ? validating : batches.closeable(validating);
        }
        if (bufferSupplier == null || batches.magic(batch) < MAGIC_V2) {
            counters.countUnreadable();
            throw new InvalidRecordException(
                    "Record validation on topic " + topic.topicPartition().topic()
                            + " does not read compressed batches of message format v0 or v1; use a client of Kafka 0.11 or later");
        }
        return batches.closeable(decompressed(site, policy, topic, batch, bufferSupplier, limits.atMost(kafkasLimit))
                .iterator());
    }

    private List<Object> decompressed(
            Site site, TopicPolicy policy, TopicMetadata topic, Object batch, Object bufferSupplier, Limits bounds)
            throws IOException {
        BatchHeader header = batches.header(batch);
        BatchVerdict verdict = policy.newVerdict();
        List<Object> kafkaRecords = new ArrayList<>();
        try (InputStream in = batches.open(batch, bufferSupplier)) {
            BoundedRecordReader reader = new BoundedRecordReader(in, header, bounds, scratch.get());
            RecordBody record = reader.record();
            while (!verdict.isFull() && reader.next()) {
                policy.check(topic, record, verdict);
                if (!verdict.isRejected()) {
                    kafkaRecords.add(
                            site.keepsContent()
                                    ? batches.fullRecord(record, header)
                                    : batches.partialRecord(record, header));
                }
            }
            keep(record.buffer());
        } catch (InvalidRecordException corrupt) {
            counters.countUnreadable();
            throw corrupt;
        } catch (LimitExceeded limit) {
            counters.countUnreadable();
            throw rejections.of(limit);
        } catch (RuleFailure failure) {
            throw refused(failure, topic);
        }
        conclude(verdict);
        return kafkaRecords;
    }

    private void keep(byte[] buffer) {
        if (buffer.length <= MOST_SCRATCH_BYTES) {
            scratch.set(buffer);
        }
    }

    /** Throws unless every record was accepted. */
    private void conclude(BatchVerdict verdict) {
        counters.count(verdict);
        if (verdict.isRejected()) {
            throw rejections.of(verdict);
        }
    }

    private RuntimeException refused(RuleFailure failure, TopicMetadata topic) {
        counters.countRuleFailure();
        String message = String.valueOf(failure.getMessage());
        if (reportedFailures.add(message)) {
            LOG.warn(
                    "{}, on {}. Remedy: mend the rule; DEBUG of this logger shows each failure",
                    message,
                    topic.topicPartition());
        }
        LOG.debug("{}, on {}", message, topic.topicPartition(), failure);
        return rejections.of(failure);
    }

    /** Kafka's iterator over an uncompressed batch: validates each record on its way, and throws where Kafka looks for another. */
    private final class ValidatingIterator implements Iterator<Object> {
        private final Iterator<?> kafkas;
        private final TopicPolicy policy;
        private final TopicMetadata topic;
        private final BatchVerdict verdict;
        private final KafkaRecords.View view = records.new View();
        private boolean concluded;

        ValidatingIterator(Iterator<?> kafkas, TopicPolicy policy, TopicMetadata topic) {
            this.kafkas = kafkas;
            this.policy = policy;
            this.topic = topic;
            this.verdict = policy.newVerdict();
        }

        @Override
        public boolean hasNext() {
            if (!verdict.isFull() && kafkas.hasNext()) {
                return true;
            }
            if (!concluded) {
                concluded = true;
                conclude(verdict);
            }
            return false;
        }

        @Override
        public Object next() {
            Object record = kafkas.next();
            view.next(record);
            try {
                policy.check(topic, view, verdict);
            } catch (RuleFailure failure) {
                throw refused(failure, topic);
            }
            return record;
        }
    }
}
