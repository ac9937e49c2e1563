package io.kafkafips.bench;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A handshake with a P-256 certificate on both sides, client and server together; sessions are resumed where the stack can. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class HandshakeBenchmark {
    @Param("OURS")
    public Side side = Side.OURS;

    @Param("TLSv1.3")
    public String protocol = "";

    @Param("")
    public String material = "";

    private final EnginePair.Buffers buffers = new EnginePair.Buffers();
    private SslEngineFactory factory;

    @Setup
    public void configure() {
        factory = EnginePair.factory(side, Path.of(material), protocol);
    }

    /** Both sides. */
    @Benchmark
    public Object handshake() throws Exception {
        return EnginePair.connect(factory, buffers);
    }
}
