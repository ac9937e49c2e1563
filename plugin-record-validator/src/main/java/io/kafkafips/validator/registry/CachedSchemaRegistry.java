package io.kafkafips.validator.registry;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.apache.kafka.common.InvalidRecordException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A registry behind a cache. A schema that is at hand is given at once, and sought anew in the background when it is old; while the
 * registry is out of reach it is good up to a stated age. One that is not at hand is looked up in the background, and the caller gets
 * {@link SchemaUnavailable}. Thread-safe; nothing in it waits.
 */
final class CachedSchemaRegistry implements SchemaRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(CachedSchemaRegistry.class);

    private static final Duration MEMORY_OF_FAILURES = Duration.ofMinutes(1);
    private static final int LONGEST_ERROR = 500;

    private final RegistryConfig config;
    private final SchemaSource source;
    private final SchemaCache cache;
    private final Lookups lookups;
    private final Runnable end;
    private final LongSupplier nanos;

    /** Before this there is no further warning. */
    private final AtomicLong warned;

    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder asked = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder accepted = new LongAdder();
    private volatile String lastError = "";

    /** Whether there is no registry: by one schema that cannot be had, nobody passes. */
    private volatile boolean outage;

    /**
     * @param executor where lookups are made
     * @param nanos a clock as {@link System#nanoTime}
     * @param end what to do at the end, besides closing the source
     */
    CachedSchemaRegistry(
            RegistryConfig config, SchemaSource source, Executor executor, LongSupplier nanos, Runnable end) {
        this.config = config;
        this.source = source;
        this.cache = new SchemaCache(config.cache().size(), nanos);
        this.lookups = new Lookups(config.limits(), executor, nanos);
        this.end = end;
        this.nanos = nanos;
        this.warned = new AtomicLong(nanos.getAsLong());
    }

    @Override
    public RegisteredSchema schema(SchemaId id) {
        SchemaCache.@Nullable Hit hit = cache.hit(id);
        if (hit == null) {
            misses.increment();
            throw absent(id);
        }
        RegistryConfig.CacheRules rules = config.cache();
        boolean fresh = cache.isYoung(hit.answered(), rules.refresh());
        if (!fresh && !cache.isYoung(hit.tried(), rules.retry())) {
            lookups.refresh(id, () -> lookUp(id));
        }
        if (!fresh && !cache.isYoung(hit.answered(), rules.staleWhileError())) {
            misses.increment();
            throw hit.tried() == hit.answered() ? notYet() : failure(hit.tried());
        }
        hits.increment();
        return hit.schema();
    }

    private RuntimeException absent(SchemaId id) {
        SchemaCache.@Nullable Miss miss = cache.miss(id);
        if (miss != null && cache.isYoung(miss.since(), miss.reason().finality(config.cache()))) {
            return new InvalidRecordException("the schema " + miss.words());
        }
        if (miss == null || !cache.isYoung(miss.since(), miss.reason().pause(config.cache()))) {
            lookups.begin(id, () -> lookUp(id));
        }
        return miss != null && miss.reason() == SchemaCache.Reason.FAILED ? failure(miss.since()) : notYet();
    }

    private SchemaUnavailable notYet() {
        return new SchemaUnavailable(
                "the schema is being looked up in the registry " + config.name() + ": send the batch again", false);
    }

    /** What to say when a lookup failed. One long ago says nothing about the registry of today. */
    private RuntimeException failure(long since) {
        if (!cache.isYoung(since, MEMORY_OF_FAILURES)) {
            return notYet();
        }
        return switch (config.onOutage()) {
            case REJECT -> new InvalidRecordException("the schema could not be asked for: " + outOfReach());
            case RETRY -> new SchemaUnavailable(outOfReach() + ": send the batch again", false);
            case ACCEPT_UNVALIDATED -> outage ? passing() : notYet();
        };
    }

    private SchemaUnavailable passing() {
        accepted.increment();
        return new SchemaUnavailable(outOfReach() + ", and the policy lets records pass unvalidated then", true);
    }

    private String outOfReach() {
        return "the registry " + config.name() + " is out of reach";
    }

    /** Asks the registry, and keeps what it says. */
    private void lookUp(SchemaId id) {
        try {
            fetch(id);
        } catch (InterruptedException e) {
            // closed
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            cache.failed(id);
        }
    }

    /**
     * Asks the registry, and keeps its answer.
     *
     * @throws IOException when it gave none
     */
    void fetch(SchemaId id) throws IOException, InterruptedException {
        asked.increment();
        try {
            cache.found(id, source.schema(id));
            answered();
        } catch (UnusableSchema e) {
            cache.refused(id, e, !config.cache().confirmNegative().isZero());
            answered();
        } catch (IOException | RuntimeException e) {
            failed(e);
            throw e;
        }
    }

    /** Fetches the schemas of the subjects of the settings. */
    void warmUp() throws IOException, InterruptedException {
        if (config.subjects().isEmpty()) {
            source.probe();
        }
        for (String subject : config.subjects()) {
            try {
                for (SchemaId id : source.ids(subject)) {
                    fetch(id);
                }
            } catch (UnusableSchema e) {
                throw new IOException("the subject " + subject + " is not known to the registry", e);
            }
        }
    }

    private void answered() {
        if (outage || !lastError.isEmpty()) {
            outage = false;
            lastError = "";
            LOG.debug("The schema registry {} answers again", config.name());
        }
    }

    /** Notes a failure; a line at most once a minute, since the lookups go on. */
    void failed(Exception failure) {
        failures.increment();
        String words = failure.getClass().getSimpleName() + ": " + failure.getMessage();
        lastError = words.substring(0, Math.min(LONGEST_ERROR, words.length())).replaceAll("\\p{Cntrl}", " ");
        outage = config.onOutage() != OutageRule.ACCEPT_UNVALIDATED || isGone();
        long now = nanos.getAsLong();
        long last = warned.get();
        if (now - last >= 0 && warned.compareAndSet(last, now + MEMORY_OF_FAILURES.toNanos())) {
            LOG.warn(
                    "The schema registry {} does not answer: {}. Remedy: its URL and state; schemas in the cache are good for {}, for"
                            + " others on-outage is {}",
                    config.name(),
                    lastError,
                    config.cache().staleWhileError(),
                    config.onOutage().option());
        }
    }

    /**
     * Whether there is no registry. What fails for one id alone, which a producer may have made up, is no outage; nor is a registry that
     * has enough of such questions, or a broker that cannot read its own password.
     */
    private boolean isGone() {
        try {
            source.probe();
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (NoAnswer e) {
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    @Override
    public Optional<RegistryStatistics> statistics() {
        return Optional.of(new RegistryStatistics(
                hits.sum(),
                misses.sum(),
                asked.sum(),
                failures.sum(),
                lookups.turnedAway(),
                accepted.sum(),
                lookups.underWay(),
                cache.size(),
                cache.oldest(),
                lastError));
    }

    @Override
    public void close() {
        end.run();
        source.close();
    }
}
