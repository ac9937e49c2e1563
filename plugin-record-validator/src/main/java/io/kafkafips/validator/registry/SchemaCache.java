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
        /** The registry does not know it, and said so more than once. */
        UNKNOWN,
        /** The registry has it, but nobody can validate with it. */
        UNUSABLE,
        /** The registry did not answer. */
        FAILED;

        /** A producer sends again after some 100 ms, and has to meet an answer then. */
        private static final Duration LEAST_FINALITY = Duration.ofSeconds(1);

        /**
         * How long it refuses records for good. Ids are given out one after the other: whoever asks for the next one before it is
         * registered must not have the first records refused that rightly name it.
         */
        Duration finality(RegistryConfig.CacheRules rules) {
            return switch (this) {
                case UNUSABLE -> rules.negative();
                case UNKNOWN -> unknown(rules);
                case UNCONFIRMED, FAILED -> Duration.ZERO;
            };
        }

        private static Duration unknown(RegistryConfig.CacheRules rules) {
            Duration confirm = rules.confirmNegative();
            Duration bounded = confirm.compareTo(rules.negative()) < 0 ? confirm : rules.negative();
            return bounded.compareTo(LEAST_FINALITY) < 0 ? LEAST_FINALITY : bounded;
        }

        /** How long the registry is not asked again. */
        Duration pause(RegistryConfig.CacheRules rules) {
            return switch (this) {
                case UNCONFIRMED -> rules.confirmNegative();
                case FAILED -> rules.retry();
                case UNKNOWN, UNUSABLE -> Duration.ZERO;
            };
        }
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
        boolean first = confirm && (old == null || old.reason() == Reason.FAILED || old.reason() == Reason.UNUSABLE);
        Reason reason = Reason.UNUSABLE;
        if (answer.isUnknown()) {
            reason = first ? Reason.UNCONFIRMED : Reason.UNKNOWN;
        }
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
