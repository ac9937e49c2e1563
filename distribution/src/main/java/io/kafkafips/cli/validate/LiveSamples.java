package io.kafkafips.cli.validate;

import io.kafkafips.cli.cluster.ClusterOptions;
import io.kafkafips.cli.output.CommandFailure;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The records that a topic has, up to its end as it was at the start: whoever goes on to produce does not keep the trial from ending.
 * Read without a consumer group, so nothing is ever committed.
 */
final class LiveSamples implements SampleSource {
    private static final Duration POLL = Duration.ofMillis(500);

    private final ClusterOptions cluster;
    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final Duration patience;
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private Iterator<ConsumerRecord<byte[], byte[]>> polled = Collections.emptyIterator();
    private long progressNanos = System.nanoTime();
    private boolean timedOut;

    private LiveSamples(ClusterOptions cluster, String topic, Duration patience) {
        this.cluster = cluster;
        this.consumer = cluster.consumer();
        this.topic = topic;
        this.patience = patience;
    }

    /**
     * Opens a topic.
     *
     * @param last how many offsets before the end of each partition; {@code null} for all of it
     * @param patience how long to wait for a record
     */
    static LiveSamples open(ClusterOptions cluster, String topic, @Nullable Long last, Duration patience) {
        LiveSamples opened = new LiveSamples(cluster, topic, patience);
        try {
            opened.seek(last);
            return opened;
        } catch (KafkaException e) {
            opened.close();
            throw opened.refused(e);
        } catch (CommandFailure e) {
            opened.close();
            throw e;
        }
    }

    private void seek(@Nullable Long last) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw CommandFailure.usage(
                    "there is no topic " + topic + ", or this identity may not see it", "--topic <an existing topic>");
        }
        consumer.assign(partitions);
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        ends.putAll(consumer.endOffsets(partitions));
        for (TopicPartition partition : partitions) {
            long begin = begins.getOrDefault(partition, 0L);
            long end = ends.getOrDefault(partition, 0L);
            consumer.seek(partition, last == null ? begin : Math.max(begin, end - last));
        }
    }

    @Override
    public @Nullable Sample next() {
        try {
            while (!timedOut) {
                while (polled.hasNext()) {
                    ConsumerRecord<byte[], byte[]> found = polled.next();
                    if (found.offset() < ends.getOrDefault(partition(found), 0L)) {
                        return sample(found);
                    }
                }
                if (isAtTheEnd()) {
                    return null;
                }
                poll();
            }
            return null;
        } catch (KafkaException e) {
            throw refused(e);
        }
    }

    private boolean isAtTheEnd() {
        List<TopicPartition> done = consumer.assignment().stream()
                .filter(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L))
                .toList();
        consumer.pause(done);
        return done.size() == ends.size();
    }

    private void poll() {
        long before = positions();
        polled = consumer.poll(POLL).iterator();
        if (positions() != before) {
            progressNanos = System.nanoTime();
        } else if (System.nanoTime() - progressNanos > patience.toNanos()) {
            timedOut = true;
        }
    }

    /** Grows with each record, and with each transaction marker. */
    private long positions() {
        return consumer.assignment().stream().mapToLong(consumer::position).sum();
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> found) {
        return new TopicPartition(found.topic(), found.partition());
    }

    private static Sample sample(ConsumerRecord<byte[], byte[]> found) {
        return new Sample(
                found.partition() + "@" + found.offset(),
                found.partition(),
                found.timestamp(),
                found.key(),
                found.value(),
                List.of(found.headers().toArray()));
    }

    private CommandFailure refused(KafkaException failure) {
        return cluster.refused("the records of " + topic, failure);
    }

    @Override
    public boolean isComplete() {
        return !timedOut;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
