package io.kafkafips.bench;

import io.kafkafips.validator.agent.ValidatorAgent;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.BufferSupplier;
import org.apache.kafka.common.utils.PrimitiveRef;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.storage.internals.log.AppendOrigin;
import org.apache.kafka.storage.internals.log.LogValidator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Kafka's own {@code LogValidator} on batches of 100 JSON orders of about 500 bytes, as it is or as the agent has woven it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ValidatorBenchmark {
    static final String TOPIC = "orders";
    static final int RECORDS = 100;

    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final long TIME = 1_700_000_000_000L;
    private static final int VALUE_BYTES = 500;
    private static final long WARM_UP_CPU_NANOS = 3_000_000_000L;

    private final BufferSupplier buffers = BufferSupplier.create();

    @Param("TRIVIAL")
    public ValidatorSide side = ValidatorSide.TRIVIAL;

    @Param("NONE")
    public CompressionType codec = CompressionType.NONE;

    private byte[] sent = {};
    private ByteBuffer received = ByteBuffer.allocate(0);

    /** Has the agent start, if there is one, and makes sure that it is there when it must be. */
    @Setup
    public void prepare() throws ClassNotFoundException {
        Class.forName("kafka.server.BrokerServer");
        if ((ValidatorAgent.settingsInForce() != null) != (side != ValidatorSide.STOCK)) {
            throw new IllegalStateException("This JVM is none of " + side);
        }
        MemoryRecordsBuilder builder = MemoryRecords.builder(
                ByteBuffer.allocate(RECORDS * 2 * VALUE_BYTES),
                RecordBatch.CURRENT_MAGIC_VALUE,
                Compression.of(codec).build(),
                TimestampType.CREATE_TIME,
                0L);
        for (int i = 0; i < RECORDS; i++) {
            builder.append(TIME + i, ("key-" + i).getBytes(StandardCharsets.UTF_8), order(i));
        }
        ByteBuffer batch = builder.build().buffer();
        sent = new byte[batch.remaining()];
        batch.get(sent);
        received = ByteBuffer.allocate(sent.length);
        warmUp();
    }

    private static byte[] order(int number) {
        StringBuilder order = new StringBuilder("{\"orderId\":" + (100_000 + number * 7919) + ",\"lines\":[");
        for (int line = 0; order.length() < VALUE_BYTES - 100; line++) {
            order.append(line == 0 ? "" : ",")
                    .append("{\"article\":\"A-")
                    .append(number * 31 + line)
                    .append("\",\"quantity\":")
                    .append(line + 1)
                    .append(",\"price\":")
                    .append(number % 90 + 9)
                    .append(".95,\"gift\":false,\"note\":null}");
        }
        order.append("],\"customer\":{\"name\":\"Zoë Müller\",\"street\":\"Hauptstraße 12\",\"city\":\"Zürich\"}}");
        return order.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** By CPU time: on a busy machine a second of the clock may be a tenth of that. */
    private void warmUp() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long end = threads.getCurrentThreadCpuTime() + WARM_UP_CPU_NANOS;
        while (threads.getCurrentThreadCpuTime() < end) {
            for (int i = 0; i < RECORDS; i++) {
                Objects.requireNonNull(append());
            }
        }
    }

    /** One batch; the figures are by record. It is copied first, since Kafka writes into it. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public Object append() {
        received.clear().put(sent).flip();
        return new LogValidator(
                        MemoryRecords.readableRecords(received),
                        PARTITION,
                        Time.SYSTEM,
                        codec,
                        Compression.of(codec).build(),
                        false,
                        RecordBatch.CURRENT_MAGIC_VALUE,
                        TimestampType.CREATE_TIME,
                        Long.MAX_VALUE,
                        Long.MAX_VALUE,
                        RecordBatch.NO_PARTITION_LEADER_EPOCH,
                        AppendOrigin.CLIENT)
                .validateMessagesAndAssignOffsets(PrimitiveRef.ofLong(0), SilentMetrics.INSTANCE, buffers);
    }

    private enum SilentMetrics implements LogValidator.MetricsRecorder {
        INSTANCE;

        @Override
        public void recordInvalidMagic() {}

        @Override
        public void recordInvalidOffset() {}

        @Override
        public void recordInvalidSequence() {}

        @Override
        public void recordInvalidChecksums() {}

        @Override
        public void recordNoKeyCompactedTopic() {}
    }
}
