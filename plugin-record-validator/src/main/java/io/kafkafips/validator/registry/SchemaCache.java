package io.kafkafips.validator.registry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a registry answered last, by id: schemas in one bounded cache, and in another, so that nonsense drives no schema out, why there
 * is none. Thread-safe, and no caller waits.
 */
final class SchemaCache {
    private static final int MOST_MISSES = 10_000;

    private final Cache<SchemaId, Hit> hits;
    private final Cache<SchemaId, Miss> misses = Caffeine.newBuilder()
            .maximumSize(MOST_MISSES)
            .executor(Runnable::run)
            .build();
    private final LongSupplier nanos;

    SchemaCache(int size, LongSupplier nanos) {
        this.hits =
                Caffeine.newBuilder().maximumSize(size).executor(Runnable::run).build();
        this.nanos = nanos;
    }

    /**
     * A schema.
     *
     * @param answered when the registry gave it, in nanoseconds
     * @param tried when it was last sought anew, whatever came of it
     */
    record Hit(RegisteredSchema schema, long answered, long tried) {}

    /** Why there is none. */
    enum Reason {
        /** The registry does not know it, and was asked once. */
        UNCONFIRMED,
        /** The registry has no schema to validate with. */
        REFUSED,
        /** The registry did not answer. */
        FAILED
    }

    /**
     * No schema.
     *
     * @param words for the producer, after "the schema"; empty for a failure
     * @param since when the registry was asked, in nanoseconds
     */
    record Miss(Reason reason, String words, long since) {}

    @Nullable
    Hit hit(SchemaId id) {
        return hits.getIfPresent(id);
    }

    @Nullable
    Miss miss(SchemaId id) {
        return misses.getIfPresent(id);
    }

    boolean isYoung(long since, Duration limit) {
        return nanos.getAsLong() - since < limit.toNanos();
    }

    /** Takes an answer. A schema that is what it was stays the same object. */
    void found(SchemaId id, RegisteredSchema schema) {
        long now = nanos.getAsLong();
        hits.asMap()
                .merge(
                        id,
                        new Hit(schema, now, now),
                        (old, fresh) -> old.schema().equals(schema) ? new Hit(old.schema(), now, now) : fresh);
        misses.invalidate(id);
    }

    /** Takes the answer that there is none: what the registry does not know has to be said twice. */
    void refused(SchemaId id, UnusableSchema answer, boolean confirm) {
        Miss old = misses.getIfPresent(id);
        boolean first = answer.isUnknown() && confirm && (old == null || old.reason() == Reason.FAILED);
        Reason reason = first ? Reason.UNCONFIRMED : Reason.REFUSED;
        misses.put(id, new Miss(reason, String.valueOf(answer.getMessage()), nanos.getAsLong()));
        hits.invalidate(id);
    }

    /** Takes note that there was no answer. What is known stays known. */
    void failed(SchemaId id) {
        long now = nanos.getAsLong();
        @Nullable
        Hit old = hits.asMap().computeIfPresent(id, (same, hit) -> new Hit(hit.schema(), hit.answered(), now));
        if (old == null) {
            misses.put(id, new Miss(Reason.FAILED, "", now));
        }
    }

    long size() {
        hits.cleanUp();
        return hits.estimatedSize();
    }

    /** The age of the oldest answer. */
    Duration oldest() {
        long now = nanos.getAsLong();
        return Duration.ofNanos(hits.asMap().values().stream()
                .mapToLong(hit -> now - hit.answered())
                .max()
                .orElse(0));
    }
}
