package io.kafkafips.validation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads everything that topics hold. */
final class TopicReader {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> settings;

    /** @param settings of a client */
    TopicReader(Map<String, Object> settings) {
        this.settings = settings;
    }

    /** All records from the start to the present end, by topic, each partition in its order. */
    Map<String, List<ConsumerRecord<String, String>>> read(List<String> topics, boolean committedOnly) {
        Map<String, Object> own = new LinkedHashMap<>(settings);
        own.put("isolation.level", committedOnly ? "read_committed" : "read_uncommitted");
        own.put("max.poll.records", "5000");
        own.put("auto.offset.reset", "earliest");
        Map<String, List<ConsumerRecord<String, String>>> read = new HashMap<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(own, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL)
                        .forEach(record -> read.computeIfAbsent(record.topic(), key -> new ArrayList<>())
                                .add(record));
            }
        }
        return read;
    }
}
