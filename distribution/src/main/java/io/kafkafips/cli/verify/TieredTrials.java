package io.kafkafips.cli.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.LongPredicate;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.jspecify.annotations.Nullable;

/**
 * The tests of tiered storage: one topic with small segments goes there and comes back. Both tests look at the same topic, so it is made
 * once, and deleted at the end. Not thread-safe.
 */
final class TieredTrials {
    private static final int RECORDS = 300;
    private static final int FILLER_BYTES = 10_000;
    private static final Map<String, String> CONFIGS = Map.of(
            "remote.storage.enable", "true",
            "segment.bytes", "1048576",
            "local.retention.bytes", "1",
            "retention.ms", "86400000");

    private static final Duration POLL = Duration.ofMillis(500);

    /** Clocks of this machine and of the store may differ. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final Cluster cluster;
    private final boolean wanted;
    private final Duration patience;
    private final @Nullable Path store;
    private final Clock clock;
    private final Instant begin;
    private boolean tried;
    private @Nullable Outcome ciphertext;

    /**
     * Makes them.
     *
     * @param wanted whether {@code --tiered} is given
     * @param patience how long to wait for a segment to go
     * @param store folder with the objects, {@code null} when it is not at hand
     */
    TieredTrials(Cluster cluster, boolean wanted, Duration patience, @Nullable Path store, Clock clock) {
        this.cluster = cluster;
        this.wanted = wanted;
        this.patience = patience;
        this.store = store;
        this.clock = clock;
        this.begin = clock.instant().minus(SKEW);
    }

    Map<Check, Trial> trials() {
        Map<Check, Trial> trials = new EnumMap<>(Check.class);
        trials.put(Check.TIERED_ROUND_TRIP, this::roundTrip);
        trials.put(Check.TIERED_CIPHERTEXT, this::ciphertext);
        return trials;
    }

    private Outcome roundTrip() throws Exception {
        if (!wanted) {
            return Outcome.skipped("--tiered is not given");
        }
        tried = true;
        try (ScratchTopic topic = ScratchTopic.create(cluster, CONFIGS)) {
            Records records = new Records(cluster, topic.name(), "tiered");
            records.produce(RECORDS, FILLER_BYTES);
            long tiered = await(records, OffsetSpec.latestTiered(), offset -> offset >= 0);
            if (tiered < 0) {
                return Outcome.fail("no segment is in tiered storage after " + patience.toSeconds() + " s");
            }
            ciphertext = examineStore(records);
            long local = await(records, OffsetSpec.earliestLocal(), offset -> offset > 0);
            int same = records.readBack(RECORDS);
            String seen = RECORDS + " produced, " + same + " read back as they were sent";
            if (same == RECORDS && local <= 0) {
                return Outcome.skipped("a segment is in tiered storage, but was still on the broker's disk after "
                        + patience.toSeconds() + " s, so that nothing was read from there; " + seen);
            }
            return Outcome.of(same == RECORDS, "offsets 0 to " + (local - 1) + " are in tiered storage only; " + seen);
        }
    }

    private Outcome ciphertext() throws Exception {
        if (!wanted || store == null) {
            return Outcome.skipped(wanted ? "--store <folder> is not given" : "--tiered is not given");
        }
        if (!tried) {
            roundTrip();
        }
        return ciphertext == null ? Outcome.fail("cannot be told: no segment came to be stored") : ciphertext;
    }

    private Outcome examineStore(Records records) throws IOException {
        if (store == null) {
            return Outcome.skipped("--store <folder> is not given");
        }
        StoreSearch.Found found = new StoreSearch(store).search(records.marker(), begin);
        if (found.objects() == 0) {
            return Outcome.fail("cannot be told: no object of the last minutes is in " + store);
        }
        return found.holding().isEmpty()
                ? Outcome.pass(found.objects() + " objects of the last minutes, " + found.bytes()
                        + " bytes; none has the marker that every record has")
                : Outcome.fail("in the clear: " + String.join(", ", found.holding()));
    }

    /** The last answer, whether it is as wanted or the patience is over. */
    private long await(Records records, OffsetSpec spec, LongPredicate good) throws Exception {
        Instant limit = clock.instant().plus(patience);
        while (true) {
            long offset = offset(records, spec);
            if (good.test(offset) || clock.instant().isAfter(limit)) {
                return offset;
            }
            Thread.sleep(POLL.toMillis());
        }
    }

    private long offset(Records records, OffsetSpec spec) throws ExecutionException, InterruptedException {
        return cluster.admin()
                .listOffsets(Map.of(records.partition(), spec))
                .partitionResult(records.partition())
                .get()
                .offset();
    }
}
