package io.kafkafips.tiered.tool;

import io.kafkafips.tiered.format.WrapAlgorithm;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;

/**
 * What a store holds, as its headers say it.
 *
 * @param total of everything that has a header
 * @param partitions by topic id and partition, where paths say it
 * @param keys by the key that data encryption keys are wrapped under
 * @param unreadable objects without a header, whose key is not known
 * @param otherFiles files that are no objects
 */
public record Inspection(
        Usage total,
        SortedMap<Partition, Usage> partitions,
        SortedMap<Key, Usage> keys,
        long unreadable,
        long otherFiles,
        List<IncompleteUpload> incomplete) {
    public Inspection {
        partitions = Collections.unmodifiableSortedMap(new TreeMap<>(partitions));
        keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
        incomplete = List.copyOf(incomplete);
    }

    /** A partition of a topic. */
    public record Partition(Uuid topicId, int partition) implements Comparable<Partition> {
        @Override
        public int compareTo(Partition other) {
            int topics = topicId.compareTo(other.topicId);
            return topics == 0 ? Integer.compare(partition, other.partition) : topics;
        }
    }

    /** A wrapping key as headers name it. */
    public record Key(String keyRef, WrapAlgorithm algorithm) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int names = keyRef.compareTo(other.keyRef);
            return names == 0 ? algorithm.compareTo(other.algorithm) : names;
        }
    }
}
