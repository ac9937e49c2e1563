package io.kafkafips.authorizer.metrics;

import io.kafkafips.authorizer.acl.AclRule;
import io.kafkafips.authorizer.acl.Decision;
import io.kafkafips.authorizer.acl.Decision.DeniedByCondition;
import io.kafkafips.authorizer.acl.Decision.WithoutAcl;
import io.kafkafips.authorizer.acl.Decision.WouldBeDenied;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Decisions by what they rest upon, and those of conditions by rule. Thread-safe; counting never waits. */
public final class DecisionCounts {
    private final LongAdder aclAllowed = new LongAdder();
    private final LongAdder aclDenied = new LongAdder();
    private final LongAdder conditionDenied = new LongAdder();
    private final LongAdder wouldBeDenied = new LongAdder();
    private final Map<WithoutAcl, LongAdder> withoutAcl = new EnumMap<>(WithoutAcl.class);
    private final Map<String, LongAdder> deniedByRule = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> wouldBeDeniedByRule = new ConcurrentHashMap<>();

    public DecisionCounts() {
        for (WithoutAcl reason : WithoutAcl.values()) {
            withoutAcl.put(reason, new LongAdder());
        }
    }

    /** The counter of one kind of decision. */
    public record Count(boolean allowed, String reason, LongAdder adder) {}

    /** Counts a decision. */
    public void count(Decision decision) {
        Decision basis = decision;
        if (decision instanceof WouldBeDenied would) {
            wouldBeDenied.increment();
            adder(wouldBeDeniedByRule, would.denial()).increment();
            basis = would.basis();
        }
        if (basis instanceof AclRule rule) {
            (rule.allowed() ? aclAllowed : aclDenied).increment();
        } else if (basis instanceof WithoutAcl known) {
            increment(withoutAcl.get(known));
        } else if (basis instanceof DeniedByCondition denial) {
            conditionDenied.increment();
            adder(deniedByRule, denial).increment();
        }
    }

    public long allowed() {
        return sum(true);
    }

    public long denied() {
        return sum(false);
    }

    private long sum(boolean allowed) {
        long sum = 0;
        for (Count count : all()) {
            sum += count.allowed() == allowed ? count.adder().sum() : 0;
        }
        return sum;
    }

    /** All counters, by result and reason. */
    public Iterable<Count> all() {
        List<Count> counts = new ArrayList<>();
        counts.add(new Count(true, "Acl", aclAllowed));
        counts.add(new Count(false, "Acl", aclDenied));
        counts.add(new Count(false, "Condition", conditionDenied));
        withoutAcl.forEach((reason, adder) -> counts.add(new Count(reason.allowed(), reason.reason(), adder)));
        return counts;
    }

    /** Requests that a condition in dry run would have denied. */
    public long wouldBeDenied() {
        return wouldBeDenied.sum();
    }

    Map<String, Long> deniedByRule() {
        return sums(deniedByRule);
    }

    Map<String, Long> wouldBeDeniedByRule() {
        return sums(wouldBeDeniedByRule);
    }

    private static void increment(@Nullable LongAdder adder) {
        if (adder != null) {
            adder.increment();
        }
    }

    /** Rule names come from the policy file alone. */
    private static LongAdder adder(Map<String, LongAdder> byRule, DeniedByCondition denial) {
        LongAdder known = byRule.get(denial.rule());
        return known != null ? known : byRule.computeIfAbsent(denial.rule(), any -> new LongAdder());
    }

    private static Map<String, Long> sums(Map<String, LongAdder> byRule) {
        Map<String, Long> sums = new TreeMap<>();
        byRule.forEach((rule, adder) -> sums.put(rule, adder.sum()));
        return sums;
    }
}
