package io.kafkafips.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafkafips.conformance.TieredEvidence.Findings;
import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.FreshFolder;
import io.kafkafips.testkit.KafkaRuntime;
import io.kafkafips.testkit.KekStore;
import io.kafkafips.testkit.PropertiesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;

/**
 * Kafka's own integration tests of tiered storage, as published, with our manager before their LocalTieredStorage in FIPS-only JVMs.
 * Every one of them passes, and each class stores through our manager nothing but ciphertext.
 */
@Tag("conformance")
class KafkaTieredStorageSuiteIT {
    private static final String PACKAGE = "org.apache.kafka.tiered.storage.integration.";
    private static final Duration TIMEOUT = Duration.ofMinutes(30);
    private static final Path CONFORMANCE = Checkout.root().resolve("distribution/target/conformance");
    private static final TieredSubstitutes.Jars JARS = new TieredSubstitutes.Jars(
            CONFORMANCE.resolve("tiered/kafka-storage-test.jar"),
            CONFORMANCE.resolve("kafka-clients-test.jar"),
            CONFORMANCE.resolve("authorizer/kafka-core-test.jar"));
    private static final String PASSWORD = "throw-away-password";

    /** The class that has more tests than all others. */
    private static final Batch TRANSACTIONS =
            new Batch("transactions", Map.of(), false, Map.of("TransactionsWithTieredStoreTest", 42L));

    /** What mostly waits for brokers to go and to come. */
    private static final Batch RESTARTS = new Batch(
            "restarts",
            Map.of(),
            false,
            Map.of("FetchFromLeaderWithCorruptedCheckpointTest", 2L, "OffloadAndConsumeFromLeaderTest", 2L));

    /** All other classes. */
    private static final Batch OPERATIONS = new Batch(
            "operations",
            Map.of(),
            false,
            Map.ofEntries(
                    Map.entry("AlterLogDirTest", 2L),
                    Map.entry("DeleteSegmentsByRetentionSizeTest", 2L),
                    Map.entry("DeleteSegmentsByRetentionTimeTest", 2L),
                    Map.entry("DeleteSegmentsDueToLogStartOffsetBreachTest", 2L),
                    Map.entry("DeleteTopicTest", 2L),
                    Map.entry("DisableRemoteLogOnTopicTest", 2L),
                    Map.entry("EnableRemoteLogOnTopicTest", 2L),
                    Map.entry("ListOffsetsTest", 2L),
                    Map.entry("OffloadAndTxnConsumeFromLeaderTest", 2L),
                    Map.entry("PartitionsExpandTest", 2L),
                    Map.entry("ReassignReplicaExpandTest", 2L),
                    Map.entry("ReassignReplicaMoveTest", 2L),
                    Map.entry("ReassignReplicaShrinkTest", 2L),
                    Map.entry("RollAndOffloadActiveSegmentTest", 2L)));

    /** Once more what reads, with the smallest chunks, keys and values as long as several of them, and a key for each topic. */
    private static final Batch SMALL_CHUNKS = new Batch(
            "small-chunks",
            Map.of("chunk.size.bytes", "4096", "keys.topics", "*:topic.{topic-id}"),
            true,
            Map.of(
                    "ListOffsetsTest", 2L,
                    "OffloadAndConsumeFromLeaderTest", 2L,
                    "OffloadAndTxnConsumeFromLeaderTest", 2L,
                    "PartitionsExpandTest", 2L,
                    "ReassignReplicaMoveTest", 2L));

    private static final Map<Batch, SuiteRun> RUNS = new HashMap<>();
    private static final Map<Batch, Map<String, Findings>> FOUND = new HashMap<>();

    /**
     * What runs in one JVM.
     *
     * @param settings of our manager
     * @param bulky whether the tests produce and consume {@link BulkyStrings}
     * @param published classes, with how many tests each has
     */
    record Batch(String name, Map<String, String> settings, boolean bulky, Map<String, Long> published) {
        Path folder() {
            return CONFORMANCE.resolve("tiered-" + name);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** The longest first. */
    static List<Batch> batches() {
        return List.of(TRANSACTIONS, RESTARTS, OPERATIONS, SMALL_CHUNKS);
    }

    @BeforeAll
    static void run() throws Exception {
        KafkaRuntime kafka = KafkaRuntime.resolve("4.3.1");
        // they wait more than they work
        ExecutorService threeAtOnce = Executors.newFixedThreadPool(3);
        Map<Batch, Future<SuiteRun>> running = new HashMap<>();
        for (Batch batch : batches()) {
            SuiteRun.Plan plan = plan(batch, batch.folder(), batch.published().keySet());
            running.put(batch, threeAtOnce.submit(() -> SuiteRun.of(plan, kafka, TIMEOUT)));
        }
        threeAtOnce.shutdown();
        for (Batch batch : batches()) {
            RUNS.put(batch, running.get(batch).get());
            FOUND.put(batch, findings(batch.folder()));
        }
        for (Batch batch : batches()) {
            repeatFailed(batch, kafka);
        }
    }

    /** Runs classes with a failure once more, with the machine to themselves: Kafka's tests have limits of time. */
    private static void repeatFailed(Batch batch, KafkaRuntime kafka) throws IOException {
        SuiteRun first = RUNS.get(batch);
        List<String> failed = first.lines().stream()
                .filter(line -> !line.status().equals("SUCCESSFUL"))
                .map(SuiteRun.Line::suite)
                .distinct()
                .toList();
        if (!failed.isEmpty()) {
            Path folder = batch.folder().resolve("again");
            SuiteRun again = SuiteRun.of(plan(batch, folder, failed), kafka, TIMEOUT);
            Stream<SuiteRun.Line> passed = first.lines().stream().filter(line -> !failed.contains(line.suite()));
            RUNS.put(
                    batch,
                    new SuiteRun(Stream.concat(passed, again.lines().stream()).toList(), first.knownFailures()));
            FOUND.get(batch).putAll(findings(folder));
        }
    }

    private static SuiteRun.Plan plan(Batch batch, Path folder, Collection<String> suites) throws IOException {
        FreshFolder.of(folder);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        TieredSubstitutes.write(JARS, classes, batch.bulky());
        Map<String, String> settings = keys(folder);
        settings.putAll(batch.settings());
        PropertiesFile.write(classes.resolve(TieredSuite.SETTINGS), settings);
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve(TestExecutionListener.class.getName()), TieredSuiteListener.class.getName());
        return new SuiteRun.Plan(
                folder,
                List.of(
                        classes.toString(),
                        CONFORMANCE.resolve("libs").resolve("*").toString(),
                        CONFORMANCE.resolve("tiered").resolve("*").toString(),
                        CONFORMANCE.resolve("authorizer").resolve("*").toString(),
                        CONFORMANCE.resolve("kafka-clients-test.jar").toString()),
                PACKAGE,
                suites.stream().sorted().map(PACKAGE::concat).toList(),
                "tiered-known-failures.tsv",
                List.of(
                        "-Xmx1g",
                        // each of its clusters lives for seconds
                        "-XX:TieredStopAtLevel=1",
                        "-Dlog4j2.configurationFile=" + logging(folder),
                        "-D" + TieredSuiteListener.FILE + "=" + evidence(folder),
                        "-Djavax.management.builder.initial=" + BeanBook.class.getName()));
    }

    /** The keys of our manager, made in a folder, and the settings that use them. */
    static Map<String, String> keys(Path folder) throws IOException {
        Map<String, String> settings = new TreeMap<>();
        Path keystore = KekStore.write(folder.resolve("kek.bcfks"), PASSWORD, List.of("kek-1"));
        settings.put("keys.keystore.location", keystore.toString());
        settings.put("keys.keystore.password", PASSWORD);
        settings.put("keys.root.alias", "kek-1");
        settings.put(
                "keys.registry.path",
                Files.createDirectories(folder.resolve("keys")).toString());
        settings.put("keys.topics", "*:general");
        // the brokers share the folder
        settings.put("keys.create.missing", "true");
        return settings;
    }

    /** The tests' own configuration logs every setting of every broker. */
    private static Path logging(Path folder) {
        return PropertiesFile.write(
                folder.resolve("log4j2.properties"),
                Map.of(
                        "appender.out.type", "Console",
                        "appender.out.name", "out",
                        "appender.out.layout.type", "PatternLayout",
                        "appender.out.layout.pattern", "[%d] %p %encode{%m}{CRLF} (%c)%n%throwable",
                        "rootLogger.level", "WARN",
                        "rootLogger.appenderRef.out.ref", "out"));
    }

    private static Path evidence(Path folder) {
        return folder.resolve("evidence.jsonl");
    }

    private static Map<String, Findings> findings(Path folder) throws IOException {
        Map<String, Findings> findings = new TreeMap<>();
        for (String line : Files.readAllLines(evidence(folder))) {
            Findings found = new ObjectMapper().readValue(line, Findings.class);
            findings.put(found.suite(), found);
        }
        return findings;
    }

    @ParameterizedTest
    @MethodSource("batches")
    void suite_withOurManager_failsWhereKnownOnly(Batch batch) {
        assertThat(RUNS.get(batch).withStatus("FAILED", "ABORTED", "SKIPPED"))
                .as("traces are in %s/again/failures.txt", batch.folder())
                .containsExactlyInAnyOrderElementsOf(
                        RUNS.get(batch).knownFailures().keySet());
    }

    @ParameterizedTest
    @MethodSource("batches")
    void suite_asPublished_ranWhole(Batch batch) {
        assertThat(RUNS.get(batch).lines().stream()
                        .collect(Collectors.groupingBy(SuiteRun.Line::suite, Collectors.counting())))
                .isEqualTo(batch.published());
    }

    @ParameterizedTest
    @MethodSource("batches")
    void everyClass_withOurManager_storedCiphertextOnly(Batch batch) {
        assertThat(FOUND.get(batch)).containsOnlyKeys(batch.published().keySet());
        assertThat(FOUND.get(batch).values()).allSatisfy(found -> {
            assertThat(found.problems()).isEmpty();
            assertThat(found.refused()).as("refused").isZero();
            assertThat(found.managers()).as("managers").isPositive();
            assertThat(found.segments()).as("segments").isPositive();
            assertThat(found.objects()).as("objects").isGreaterThanOrEqualTo(5 * found.segments());
            assertThat(found.sealedBytes()).as("sealed").isGreaterThanOrEqualTo(found.plaintextBytes());
        });
    }

    @ParameterizedTest
    @MethodSource("batches")
    void batch_withOurManager_readBackWhatItStored(Batch batch) {
        Collection<Findings> found = FOUND.get(batch).values();

        assertThat(found.stream().mapToLong(Findings::reads).sum()).as("reads").isGreaterThan(50);
        assertThat(found.stream().mapToLong(Findings::openedBytes).sum())
                .as("bytes decrypted")
                .isPositive();
        assertThat(found.stream().mapToLong(Findings::inChunks).sum() > 0)
                .as("objects of several chunks")
                .isEqualTo(batch.bulky());
    }
}
