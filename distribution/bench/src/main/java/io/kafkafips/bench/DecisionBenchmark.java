package io.kafkafips.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Decisions of an authorizer with many ACLs, over requests of 64 services that take turns. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecisionBenchmark {
    private static final int REQUESTS = 64;
    private static final long WARM_UP_CPU_NANOS = 1_000_000_000;

    @Param("OURS")
    public AclSide side = AclSide.OURS;

    @Param("OWN_LITERAL")
    public AclShape shape = AclShape.OWN_LITERAL;

    @Param("10000")
    public int acls;

    @Param("1")
    public int principals;

    private final Decider.@Nullable Request[] requests = new Decider.Request[REQUESTS];
    private @Nullable Decider decider;

    /** The turn of one thread. */
    @State(Scope.Thread)
    public static class Turn {
        private int next;

        int next() {
            return next++ & (REQUESTS - 1);
        }
    }

    /** Loads the ACLs and makes sure that every answer is right: a fast wrong answer is no result. */
    @Setup
    public void load() {
        decider = Decider.of(side, principals, shape.snapshot(acls, principals));
        for (int i = 0; i < REQUESTS; i++) {
            // a prime step, so that services that are denied and allowed take turns
            int service = (int) ((long) i * acls / REQUESTS) + i % 7;
            requests[i] = Decider.request(side, shape.principals(service, principals), shape.topic(service));
            if (decider.decide(request(i)) != shape.allowed(service)) {
                throw new IllegalStateException(side + " decides wrongly about service " + service + " of " + shape);
            }
        }
        warmUp();
    }

    /** By CPU time: on a busy machine a second of the clock may be a tenth of that. */
    private void warmUp() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long end = threads.getCurrentThreadCpuTime() + WARM_UP_CPU_NANOS;
        Turn turn = new Turn();
        while (threads.getCurrentThreadCpuTime() < end) {
            for (int i = 0; i < REQUESTS; i++) {
                decide(turn);
            }
        }
    }

    @Benchmark
    public boolean decide(Turn turn) {
        return Objects.requireNonNull(decider).decide(request(turn.next()));
    }

    /** For an operation that nobody may: only a look at everything gives that answer. */
    @Benchmark
    public boolean decideForSomeDenied(Turn turn) {
        return Objects.requireNonNull(decider).decideForSome(request(turn.next()), AclOperation.ALTER);
    }

    @Benchmark
    public boolean decideForSome(Turn turn) {
        return Objects.requireNonNull(decider).decideForSome(request(turn.next()), AclOperation.WRITE);
    }

    private Decider.Request request(int i) {
        return Objects.requireNonNull(requests[i]);
    }
}
