package io.kafkafips.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kafkafips.docs.CompatibilityBook;
import io.kafkafips.docs.MatrixSuite;
import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.FreshFolder;
import io.kafkafips.testkit.Jdk;
import io.kafkafips.testkit.KafkaRuntime;
import io.kafkafips.tls.ForeignClients;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What producers of every kind see of an invalid record, and that the log holds no trace of it: client x compression x guarantees x
 * position, and topics on which the broker rewrites batches. One broker of each release and JDK takes all cells; {@code report.md} beside
 * its log has them. A client that this machine lacks has no cells there. {@code -Dkafkafips.versions=3.9.1,4.4.0} chooses the releases.
 */
@Tag("conformance")
@Tag("matrix")
class ValidationMatrixIT {
    private static final String TOPIC = "matrix-plain";
    private static final String POLICIES = """
            version: 1
            policies:
              - name: headers
                topics: ["headers"]
                headers:
                  - {rule: required-headers, names: [trace]}
              - name: matrix
                topics: ["matrix-.*"]
                value:
                  - {rule: json}
            """;
    private static final int LEAST_CELLS = 300;

    /**
     * A broker.
     *
     * @param version of Kafka
     * @param java feature release of the JDK
     */
    record On(String version, int java) {
        /** Kafka 3.9 does not run on a Java without the security manager. */
        boolean isSupported() {
            return java < 24 || !version.startsWith("3.");
        }
    }

    static Stream<On> brokers() {
        return Stream.of(System.getProperty("kafkafips.versions", "4.3.1").split(",", -1))
                .flatMap(version -> Stream.of(17, 25).map(java -> new On(version, java)))
                .filter(On::isSupported);
    }

    @ParameterizedTest
    @MethodSource("brokers")
    void producers_withInvalidRecords_seeThemAndTheLogDoesNot(On on) throws Exception {
        assumeTrue(Jdk.find(on.java()).isPresent(), "no JDK " + on.java() + " on this machine");
        Path folder = FreshFolder.of(
                Checkout.root().resolve("distribution/target/validation/matrix-" + on.version() + "-jdk" + on.java()));
        LogBook book = new LogBook();
        MatrixReport report = new MatrixReport();
        try (ValidatingBroker broker = new ValidatingBroker(
                        folder,
                        KafkaRuntime.resolve(on.version()),
                        Jdk.find(on.java()).orElseThrow())
                .flag("-XX:TieredStopAtLevel=1")
                .policies(POLICIES)
                .start()) {
            Map<String, Integer> partitions = create(broker);
            List<String> topics = List.copyOf(partitions.keySet());
            JavaCells java = new JavaCells(broker.client(), book, report);
            java.warmUp(partitions);
            java.plain(List.of(TOPIC));
            java.special(topics.stream()
                    .filter(topic -> topic.startsWith("matrix-to-")
                            || topic.equals("matrix-append-time")
                            || topic.equals(JavaCells.HEADERS_TOPIC)
                            || topic.equals(JavaCells.COMPACTED_TOPIC))
                    .toList());
            java.shapes(TOPIC);
            if (ForeignClients.hasKcat()) {
                Path lines = Files.createDirectories(folder.resolve("kcat"));
                new KcatCells(broker.bootstrapServers(), TOPIC, lines, book, report).run();
            }
            if (ForeignClients.hasKafkaJs()) {
                new KafkaJsCells(broker.bootstrapServers(), TOPIC, book, report).run();
            }
            TopicReader reader = new TopicReader(broker.client());
            report.add(book.complaints(lines(reader.read(topics, false)), lines(reader.read(topics, true))));
        }
        report.write(folder);
        assertThat(report.failures()).isEmpty();
        assertThat(report.cells()).isGreaterThan(LEAST_CELLS);
        CompatibilityBook.passed(
                MatrixSuite.VALIDATION, on.version(), Jdk.find(on.java()).orElseThrow());
    }

    private static Map<String, Integer> create(ValidatingBroker broker) throws Exception {
        List<NewTopic> topics = new ArrayList<>(List.of(
                new NewTopic(TOPIC, 1, (short) 1),
                new NewTopic(JavaCells.OTHER_TOPIC, 2, (short) 1),
                new NewTopic(JavaCells.FREE_TOPIC, 1, (short) 1),
                new NewTopic(JavaCells.HEADERS_TOPIC, 1, (short) 1),
                new NewTopic("matrix-append-time", 1, (short) 1)
                        .configs(Map.of("message.timestamp.type", "LogAppendTime")),
                new NewTopic(JavaCells.COMPACTED_TOPIC, 1, (short) 1)
                        .configs(Map.of("cleanup.policy", "compact", "min.compaction.lag.ms", "86400000"))));
        for (String codec : List.of("uncompressed", "gzip", "snappy", "lz4", "zstd")) {
            topics.add(new NewTopic("matrix-to-" + codec, 1, (short) 1).configs(Map.of("compression.type", codec)));
        }
        try (Admin admin = Admin.create(broker.client())) {
            admin.createTopics(topics).all().get(2, TimeUnit.MINUTES);
        }
        return topics.stream().collect(Collectors.toMap(NewTopic::name, NewTopic::numPartitions));
    }

    private static Map<String, List<String>> lines(Map<String, List<ConsumerRecord<String, String>>> read) {
        Map<String, List<String>> lines = new HashMap<>();
        read.forEach((topic, records) -> lines.put(
                topic,
                records.stream()
                        .map(record -> record.value() == null ? JavaCells.tombstone(record.key()) : record.value())
                        .toList()));
        return lines;
    }
}
