package io.kafkafips.tiered.key;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.ToLongFunction;

/** What each version of a topic key was used for since the start of this broker. Thread-safe. */
final class KeyUsage {
    private final ConcurrentMap<KeyRef, Count> counts = new ConcurrentHashMap<>();

    /** Bytes of segments, and the data keys that were wrapped for them. */
    record Count(long bytes, long dataKeys) {
        static final Count NONE = new Count(0, 0);

        Count plus(Count other) {
            return new Count(bytes + other.bytes, dataKeys + other.dataKeys);
        }
    }

    void add(KeyRef ref, long segmentBytes) {
        counts.merge(ref, new Count(segmentBytes, 1), Count::plus);
    }

    Count of(KeyRef ref) {
        return counts.getOrDefault(ref, Count.NONE);
    }

    /** What was used. */
    Set<KeyRef> refs() {
        return Set.copyOf(counts.keySet());
    }

    /** One of the numbers by key and version. */
    Map<String, Long> by(ToLongFunction<Count> number) {
        Map<String, Long> values = new TreeMap<>();
        counts.forEach((ref, count) -> values.put(ref.toString(), number.applyAsLong(count)));
        return values;
    }
}
