package io.kafkafips.tiered.tool;

import io.kafkafips.tiered.format.SegmentIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Verifies stores: authenticates every frame of every object, several segments at a time. Memory does not grow with the store: two
 * chunks for each thread, the names of one folder and a bounded number of findings.
 *
 * <p>It tells whether what is there is what was stored for that place. It cannot tell that a whole segment is gone: only Kafka's
 * metadata knows what should be there.
 */
public final class StoreVerifier {
    private static final int MOST_FINDINGS = 10_000;

    private final KeySource keys;
    private final int threads;
    private final LongConsumer progress;

    /** @param progress takes bytes of containers as they are done, from several threads */
    public StoreVerifier(KeySource keys, int threads, LongConsumer progress) {
        this.keys = keys;
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * Verifies.
     *
     * @param roots files and folders
     * @param identity of the objects, where it is known from elsewhere than their paths
     * @throws IOException when a folder cannot be read
     */
    public Verification verify(List<Path> roots, @Nullable SegmentIdentity identity) throws IOException {
        VerificationTally tally = new VerificationTally(MOST_FINDINGS);
        SegmentVerifier verifier = new SegmentVerifier(new ObjectVerifier(keys, progress), tally);
        try (Crew crew = new Crew(threads)) {
            StoreWalk walk = new StoreWalk(segment -> {
                StoredSegment known = identity == null ? segment : segment.of(identity);
                crew.start(() -> verifier.verify(known));
            });
            for (Path root : roots) {
                walk.walk(root);
            }
            crew.finish();
            return tally.result(walk.otherFiles());
        }
    }
}
