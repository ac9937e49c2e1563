package io.kafkafips.tiered.kafka;

import io.kafkafips.tiered.crypto.SegmentCounters;
import io.kafkafips.tiered.crypto.SegmentCounters.CopyFailure;
import org.jspecify.annotations.Nullable;

/** The copy of a segment in the counters, from its begin to its end. Not thread-safe. */
final class CountedCopy implements AutoCloseable {
    private final SegmentCounters counters;
    private @Nullable CopyFailure ifItFailsNow = CopyFailure.SEGMENT;

    private CountedCopy(SegmentCounters counters) {
        this.counters = counters;
    }

    static CountedCopy begin(SegmentCounters counters) {
        counters.copyBegins();
        return new CountedCopy(counters);
    }

    /** What a failure from here on counts as. */
    void enters(CopyFailure ifItFails) {
        ifItFailsNow = ifItFails;
    }

    void succeeds() {
        ifItFailsNow = null;
    }

    @Override
    public void close() {
        counters.copyEnds(ifItFailsNow);
    }
}
