package io.kafkafips.validator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.ByteBuffer;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uncompressed batches that Kafka's own iterator cannot read. */
class CorruptPlainBatchTest {
    private TestKafka kafka;

    @BeforeEach
    void weave() throws Exception {
        kafka = TestKafka.woven().enforcing(new TestRule());
    }

    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x02, 0x7E}) // as the length of the record: -1, 1 and 63
    void append_recordOfAWrongLength_isReportedAsUnreadable(int length) {
        ByteBuffer batch = TestBatches.batch(CompressionType.NONE, "a").buffer();
        batch.put(DefaultRecordBatch.RECORD_BATCH_OVERHEAD, (byte) length);

        Throwable thrown = catchThrowable(() -> kafka.append(MemoryRecords.readableRecords(batch)));

        assertThat(thrown).isInstanceOf(InvalidRecordException.class);
        assertThat(kafka.counters().unreadableBatches()).isOne();
    }
}
