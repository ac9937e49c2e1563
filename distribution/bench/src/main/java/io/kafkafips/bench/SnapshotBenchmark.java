package io.kafkafips.bench;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.authorizer.StandardAcl;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The load of a metadata snapshot with 100,000 ACLs, as at the start of a node. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class SnapshotBenchmark {
    @Param("OURS")
    public AclSide side = AclSide.OURS;

    @Param("OWN_LITERAL")
    public AclShape shape = AclShape.OWN_LITERAL;

    @Param("100000")
    public int acls;

    private Map<Uuid, StandardAcl> snapshot = Map.of();

    private @Nullable StandardAuthorizer authorizer;

    @Setup
    public void make() {
        snapshot = shape.snapshot(acls, 1);
        authorizer = Decider.authorizer(side);
    }

    @Benchmark
    public StandardAuthorizer load() {
        StandardAuthorizer target = Objects.requireNonNull(authorizer);
        target.loadSnapshot(snapshot);
        return target;
    }
}
