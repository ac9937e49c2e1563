package io.kafkafips.tiered.tool;

import io.kafkafips.tiered.format.ContainerHeader;
import io.kafkafips.tiered.format.SegmentIdentity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an inspection has seen so far, from many threads. Thread-safe. */
final class InspectionTally {
    private final SortedMap<Inspection.Partition, Usage> partitions = new TreeMap<>();
    private final SortedMap<Inspection.Key, Usage> keys = new TreeMap<>();
    private final List<IncompleteUpload> incomplete = new ArrayList<>();
    private Usage total = Usage.NONE;
    private long unreadable;

    synchronized void add(StoredSegment segment, List<InspectedObject> objects) {
        if (segment.isIncomplete()) {
            incomplete.add(new IncompleteUpload(segment.base(), segment.missing(), segment.leftovers()));
        }
        SegmentIdentity identity = segment.identity();
        long first = identity == null ? 0 : 1;
        Set<Inspection.Key> seen = new HashSet<>();
        for (InspectedObject object : objects) {
            ContainerHeader header = object.header();
            if (header == null) {
                unreadable++;
                continue;
            }
            Inspection.Key key = new Inspection.Key(
                    header.wrappedKey().keyRef(), header.wrappedKey().algorithm());
            Usage usage = usage(object.object(), header, 0);
            keys.merge(key, seen.add(key) ? usage(object.object(), header, first) : usage, Usage::plus);
            total = total.plus(usage);
            if (identity != null) {
                partitions.merge(partition(identity), usage, Usage::plus);
            }
        }
        count(identity);
    }

    synchronized Inspection result(long otherFiles) {
        incomplete.sort(Comparator.comparing(IncompleteUpload::base));
        return new Inspection(total, partitions, keys, unreadable, otherFiles, incomplete);
    }

    private void count(@Nullable SegmentIdentity identity) {
        if (identity != null) {
            Usage one = new Usage(1, 0, 0, 0);
            total = total.plus(one);
            partitions.merge(partition(identity), one, Usage::plus);
        }
    }

    private static Inspection.Partition partition(SegmentIdentity identity) {
        return new Inspection.Partition(identity.topicId(), identity.partition());
    }

    private static Usage usage(StoredObject object, ContainerHeader header, long segments) {
        return new Usage(segments, 1, object.bytes(), header.plaintextBytes());
    }
}
