package io.kafkafips.cli.segment;

import io.kafkafips.tiered.tool.StoreWalk;
import io.kafkafips.tiered.tool.StoredObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** How much there is to do, for the progress bar. */
record StoreSize(long objects, long bytes) {
    static StoreSize of(List<Path> roots) throws IOException {
        long[] sums = new long[2];
        StoreWalk walk = new StoreWalk(segment -> {
            sums[0] += segment.objects().size();
            sums[1] += segment.objects().stream().mapToLong(StoredObject::bytes).sum();
        });
        for (Path root : roots) {
            walk.walk(root);
        }
        return new StoreSize(sums[0], sums[1]);
    }
}
