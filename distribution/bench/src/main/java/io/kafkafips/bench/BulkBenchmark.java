package io.kafkafips.bench;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Slices of 32 KiB, the size in which Kafka sends from a log file, sealed by one engine and opened by the other. An operation is a fixed
 * amount of work rather than a time: on a busy machine a second of the clock warms up one side more than another.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class BulkBenchmark {
    static final int BYTES = 320 * 1024 * 1024;

    private static final int SLICE_BYTES = 32 * 1024;

    @Param("OURS")
    public Side side = Side.OURS;

    @Param("TLSv1.3")
    public String protocol = "";

    @Param("")
    public String material = "";

    private final ByteBuffer slice = ByteBuffer.allocate(SLICE_BYTES);
    private @Nullable EnginePair pair;

    @Setup
    public void connect() throws Exception {
        pair = EnginePair.connect(EnginePair.factory(side, Path.of(material), protocol), new EnginePair.Buffers());
    }

    /** Wrap and unwrap. */
    @Benchmark
    public int slices() throws Exception {
        EnginePair connected = Objects.requireNonNull(pair);
        int records = 0;
        for (int sent = 0; sent < BYTES; sent += SLICE_BYTES) {
            slice.clear();
            records += connected.toServer(slice);
        }
        return records;
    }
}
