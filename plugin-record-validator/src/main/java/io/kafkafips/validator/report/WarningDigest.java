package io.kafkafips.validator.report;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log what rules in mode {@code warn} and {@code sample} refuse: a line a minute for each at most. For one thread. */
final class WarningDigest {
    static final Duration INTERVAL = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(WarningDigest.class);

    private final ValidationMetrics metrics;
    private final Map<RuleName, Told> told = new HashMap<>();

    WarningDigest(ValidationMetrics metrics) {
        this.metrics = metrics;
    }

    private record Told(long records, long batches, long atNanos) {}

    /** Tells of those that have refused something since they were told of. */
    void look(long nowNanos) {
        Map<RuleName, Told> present = new HashMap<>();
        metrics.forEachRule((name, counts) -> {
            Told before = told.get(name);
            boolean due = before == null || nowNanos - before.atNanos() >= INTERVAL.toNanos();
            Told now = new Told(counts.getWarnedRecords(), counts.getWarnedBatches(), nowNanos);
            long batches = now.batches() - (before == null ? 0 : before.batches());
            if (batches > 0 && due) {
                tell(name, counts, now.records() - (before == null ? 0 : before.records()), batches);
                present.put(name, now);
            } else if (before != null) {
                present.put(name, before);
            }
        });
        told.clear();
        told.putAll(present);
    }

    private static void tell(RuleName name, RuleCounts counts, long records, long batches) {
        LOG.warn(
                "Policy {}, rule {}: {} records in {} batches were accepted that mode reject would refuse; the last: {}. Remedy: mend the"
                        + " producers, then set the mode",
                name.policy(),
                name.rule(),
                records,
                batches,
                counts.lastWarning());
    }
}
