package io.kafkafips.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.FreshFolder;
import io.kafkafips.testkit.Jdk;
import io.kafkafips.testkit.KafkaRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An idempotent producer at full speed with five requests in flight and one record in a hundred invalid. With every refusal the sequence
 * numbers of what is under way are void, and the producer begins a new epoch: exactly once and in order must hold all the same.
 */
@Tag("conformance")
class ValidationStormIT {
    private static final int RECORDS = 30_000;
    private static final int PARTITIONS = 3;
    private static final int BAD_IN_A_THOUSAND = 10;
    private static final long SEED = 686;
    private static final Pattern SEND = Pattern.compile("\"send\":(\\d+),");
    private static final Path FOLDER = Checkout.root().resolve("distribution/target/validation/storm");

    private static ValidatingBroker broker;

    @BeforeAll
    static void start() {
        FreshFolder.of(FOLDER);
        broker = new ValidatingBroker(FOLDER, KafkaRuntime.resolve("4.3.1"), Jdk.current())
                .policies("""
                version: 1
                policies:
                  - name: storm
                    topics: ["storm-.*"]
                    value:
                      - {rule: json}
                """)
                .start();
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    static Stream<String> codecs() {
        return Stream.of("none", "lz4");
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void idempotentProducer_oneInAHundredInvalid_isExactlyOnceAndInOrder(String codec) throws Exception {
        String topic = "storm-" + codec;
        try (Admin admin = Admin.create(broker.client())) {
            admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                    .all()
                    .get(2, TimeUnit.MINUTES);
        }
        Storm storm = new Storm(broker.client(), topic, PARTITIONS, RECORDS, BAD_IN_A_THOUSAND, SEED);

        storm.run(codec);

        List<ConsumerRecord<String, String>> log =
                new TopicReader(broker.client()).read(List.of(topic), false).get(topic);
        report(storm, codec);
        assertThat(storm.count(Storm.Outcome.OTHER))
                .as("errors of another kind")
                .isZero();
        assertThat(storm.count(Storm.Outcome.INVALID)).isEqualTo(storm.badRecords());
        List<Integer> found = log.stream().map(ValidationStormIT::send).toList();
        assertThat(found).as("duplicates").doesNotHaveDuplicates();
        assertThat(minus(storm.acknowledged(), found))
                .as("acknowledged, and missing")
                .isEmpty();
        assertThat(minus(Set.copyOf(found), storm.acknowledged()))
                .as("failed, and in the log")
                .isEmpty();
        assertThat(storm.recordsOf(storm.acknowledged()))
                .as("every valid record, once")
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, RECORDS)
                        .filter(i -> !storm.isBad(i))
                        .boxed()
                        .toList());
        byPartition(log)
                .forEach((partition, sends) -> assertThat(sends).as("order").isSorted());
    }

    private static int send(ConsumerRecord<String, String> record) {
        Matcher matcher = SEND.matcher(record.value());
        if (!matcher.find()) {
            throw new AssertionError("Not a record of the storm: " + record);
        }
        return Integer.parseInt(matcher.group(1));
    }

    private static Set<Integer> minus(Set<Integer> all, Iterable<Integer> those) {
        Set<Integer> rest = new HashSet<>(all);
        those.forEach(rest::remove);
        return rest;
    }

    private static Map<Integer, List<Integer>> byPartition(List<ConsumerRecord<String, String>> log) {
        Map<Integer, List<Integer>> sends = new HashMap<>();
        log.forEach(record -> sends.computeIfAbsent(record.partition(), key -> new ArrayList<>())
                .add(send(record)));
        return sends;
    }

    private static void report(Storm storm, String codec) throws Exception {
        Files.writeString(
                FOLDER.resolve("report-" + codec + ".md"),
                String.format(
                        Locale.ROOT,
                        "compression %s: %d records, %d invalid; %d (%.1f %%) lost at their first send as mates of an invalid one; "
                                + "%d sends in all (%.2f per record)%n",
                        codec,
                        RECORDS,
                        storm.badRecords(),
                        storm.firstSendsLost(),
                        100.0 * storm.firstSendsLost() / RECORDS,
                        storm.sends(),
                        (double) storm.sends() / RECORDS));
    }
}
