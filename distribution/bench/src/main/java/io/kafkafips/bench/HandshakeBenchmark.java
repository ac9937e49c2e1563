package io.kafkafips.bench;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Handshakes with a P-256 certificate on both sides, client and server together; sessions are resumed where the stack can. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class HandshakeBenchmark {
    static final int HANDSHAKES = 50;

    @Param("OURS")
    public Side side = Side.OURS;

    @Param("TLSv1.3")
    public String protocol = "";

    @Param("")
    public String material = "";

    private final EnginePair.Buffers buffers = new EnginePair.Buffers();
    private @Nullable SslEngineFactory factory;

    @Setup
    public void configure() {
        factory = EnginePair.factory(side, Path.of(material), protocol);
    }

    /** Both sides. */
    @Benchmark
    public EnginePair handshakes() throws Exception {
        SslEngineFactory configured = Objects.requireNonNull(factory);
        EnginePair last = EnginePair.connect(configured, buffers);
        for (int i = 1; i < HANDSHAKES; i++) {
            last = EnginePair.connect(configured, buffers);
        }
        return last;
    }
}
