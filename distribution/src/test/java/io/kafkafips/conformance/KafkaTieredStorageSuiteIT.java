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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.launcher.TestExecutionListener;

/**
 * Kafka's own integration tests of tiered storage, as published, with our manager before their LocalTieredStorage in a FIPS-only JVM.
 * Every one of them passes, and each stores through our manager nothing but ciphertext.
 */
@Tag("conformance")
class KafkaTieredStorageSuiteIT {
    private static final String PACKAGE = "org.apache.kafka.tiered.storage.integration.";
    private static final Map<String, Long> PUBLISHED = Map.ofEntries(
            Map.entry("AlterLogDirTest", 1L),
            Map.entry("DeleteSegmentsByRetentionSizeTest", 2L),
            Map.entry("DeleteSegmentsByRetentionTimeTest", 2L),
            Map.entry("DeleteSegmentsDueToLogStartOffsetBreachTest", 2L),
            Map.entry("DeleteTopicTest", 2L),
            Map.entry("DisableRemoteLogOnTopicTest", 2L),
            Map.entry("EnableRemoteLogOnTopicTest", 2L),
            Map.entry("FetchFromLeaderWithCorruptedCheckpointTest", 2L),
            Map.entry("ListOffsetsTest", 2L),
            Map.entry("OffloadAndConsumeFromLeaderTest", 2L),
            Map.entry("OffloadAndTxnConsumeFromLeaderTest", 2L),
            Map.entry("PartitionsExpandTest", 2L),
            Map.entry("ReassignReplicaExpandTest", 2L),
            Map.entry("ReassignReplicaMoveTest", 2L),
            Map.entry("ReassignReplicaShrinkTest", 2L),
            Map.entry("RollAndOffloadActiveSegmentTest", 2L),
            Map.entry("TransactionsWithTieredStoreTest", 42L));
    private static final Duration TIMEOUT = Duration.ofMinutes(20);
    private static final Path CONFORMANCE = Checkout.root().resolve("distribution/target/conformance");
    private static final Path TESTS = CONFORMANCE.resolve("tiered");
    private static final String PASSWORD = "throw-away-password";

    private static final Map<Variant, SuiteRun> RUNS = new EnumMap<>(Variant.class);
    private static final Map<Variant, Map<String, Findings>> FOUND = new EnumMap<>(Variant.class);

    /** How the tests are run. */
    enum Variant {
        /** With the settings that a user has who sets none. */
        DEFAULTS(Map.of(), 0),
        /** The smallest chunks, and keys and values as long as several of them. */
        LONG_RECORDS_IN_SMALL_CHUNKS(Map.of("chunk.size.bytes", "4096"), 10_000);

        private final Map<String, String> settings;
        private final int fillerChars;

        Variant(Map<String, String> settings, int fillerChars) {
            this.settings = settings;
            this.fillerChars = fillerChars;
        }

        Path folder() {
            return CONFORMANCE.resolve("tiered-" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }

    @BeforeAll
    static void run() throws Exception {
        KafkaRuntime kafka = KafkaRuntime.resolve("4.3.1");
        Map<Variant, CompletableFuture<SuiteRun>> running = new EnumMap<>(Variant.class);
        for (Variant variant : Variant.values()) {
            SuiteRun.Plan plan = plan(variant);
            running.put(variant, CompletableFuture.supplyAsync(() -> run(plan, kafka)));
        }
        for (Variant variant : Variant.values()) {
            RUNS.put(variant, running.get(variant).join());
            FOUND.put(variant, findings(variant));
        }
    }

    private static SuiteRun run(SuiteRun.Plan plan, KafkaRuntime kafka) {
        try {
            return SuiteRun.of(plan, kafka, TIMEOUT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SuiteRun.Plan plan(Variant variant) throws IOException {
        Path folder = FreshFolder.of(variant.folder());
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Path tests = TESTS.resolve("kafka-storage-test.jar");
        TieredSubstitutes.write(tests, classes);
        if (variant.fillerChars > 0) {
            TieredSubstitutes.writeBulky(tests, classes);
        }
        PropertiesFile.write(classes.resolve(TieredSuite.SETTINGS), settings(folder, variant));
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(
                services.resolve(TestExecutionListener.class.getName()), TieredSuiteListener.class.getName());
        return new SuiteRun.Plan(
                folder,
                List.of(
                        classes.toString(),
                        CONFORMANCE.resolve("libs").resolve("*").toString(),
                        TESTS.resolve("*").toString(),
                        CONFORMANCE.resolve("authorizer").resolve("*").toString(),
                        CONFORMANCE.resolve("kafka-clients-test.jar").toString()),
                PACKAGE,
                PUBLISHED.keySet().stream().sorted().map(PACKAGE::concat).toList(),
                "tiered-known-failures.tsv",
                List.of(
                        "-Xmx1g",
                        "-XX:TieredStopAtLevel=1",
                        "-D" + TieredSuiteListener.FILE + "=" + evidence(variant),
                        "-D" + BulkyStrings.FILLER_CHARS + "=" + variant.fillerChars,
                        "-Djavax.management.builder.initial=" + BeanBook.class.getName()));
    }

    /** What our manager is configured with, beside its delegate. */
    private static Map<String, String> settings(Path folder, Variant variant) {
        Map<String, String> settings = new TreeMap<>(variant.settings);
        Path keystore = KekStore.write(folder.resolve("kek.bcfks"), PASSWORD, List.of("kek-1"));
        settings.put("keys.keystore.location", keystore.toString());
        settings.put("keys.keystore.password", PASSWORD);
        settings.put("keys.active.alias", "kek-1");
        return settings;
    }

    private static Path evidence(Variant variant) {
        return variant.folder().resolve("evidence.jsonl");
    }

    private static Map<String, Findings> findings(Variant variant) throws IOException {
        Map<String, Findings> findings = new TreeMap<>();
        for (String line : Files.readAllLines(evidence(variant))) {
            Findings found = new ObjectMapper().readValue(line, Findings.class);
            findings.put(found.suite(), found);
        }
        return findings;
    }

    @ParameterizedTest
    @EnumSource
    void suite_withOurManager_failsWhereKnownOnly(Variant variant) {
        assertThat(RUNS.get(variant).withStatus("FAILED", "ABORTED", "SKIPPED"))
                .as("traces are in %s/failures.txt", variant.folder())
                .containsExactlyInAnyOrderElementsOf(
                        RUNS.get(variant).knownFailures().keySet());
    }

    @ParameterizedTest
    @EnumSource
    void suite_asPublished_ranWhole(Variant variant) {
        assertThat(RUNS.get(variant).lines().stream()
                        .collect(Collectors.groupingBy(SuiteRun.Line::suite, Collectors.counting())))
                .isEqualTo(PUBLISHED);
    }

    @ParameterizedTest
    @EnumSource
    void everyClass_withOurManager_storedCiphertextOnly(Variant variant) {
        assertThat(FOUND.get(variant)).containsOnlyKeys(PUBLISHED.keySet());
        assertThat(FOUND.get(variant).values()).allSatisfy(found -> {
            assertThat(found.problems()).isEmpty();
            assertThat(found.refused()).isZero();
            assertThat(found.managers()).isPositive();
            assertThat(found.segments()).isPositive();
            assertThat(found.objects()).isGreaterThanOrEqualTo(5 * found.segments());
            assertThat(found.sealedBytes()).isGreaterThanOrEqualTo(found.plaintextBytes());
        });
    }

    @ParameterizedTest
    @EnumSource
    void run_withOurManager_copiedAndFetched(Variant variant) {
        List<Findings> found = new ArrayList<>(FOUND.get(variant).values());

        assertThat(found.stream().mapToLong(Findings::segments).sum()).isGreaterThan(100);
        assertThat(found.stream().mapToLong(Findings::reads).sum()).isGreaterThan(100);
        assertThat(found.stream().mapToLong(Findings::openedBytes).sum()).isPositive();
        assertThat(found.stream().mapToLong(Findings::inChunks).sum() > 0)
                .isEqualTo(variant == Variant.LONG_RECORDS_IN_SMALL_CHUNKS);
    }
}
