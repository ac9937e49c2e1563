package io.kafkafips.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.KafkaRuntime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Kafka's own TLS tests, as published, against our engine in a FIPS-only JVM. {@code known-failures.tsv} names the tests that assume what
 * an approved-only JVM does not do.
 */
@Tag("conformance")
class KafkaTlsSuiteIT {
    private static final String PACKAGE = "org.apache.kafka.common.network.";
    private static final List<String> SUITES = List.of(
            PACKAGE + "Tls13SelectorTest",
            PACKAGE + "Tls12SelectorTest",
            PACKAGE + "SslTransportTls12Tls13Test",
            PACKAGE + "SslVersionsTransportLayerTest",
            PACKAGE + "SslTransportLayerTest");
    private static final int PUBLISHED_TESTS = 255;
    private static final Duration TIMEOUT = Duration.ofMinutes(35);
    private static final Path FOLDER = Checkout.root().resolve("distribution/target/conformance");

    private static SuiteRun run;

    @BeforeAll
    static void run() throws Exception {
        KafkaRuntime kafka = KafkaRuntime.resolve("4.3.1");
        Path classes = FOLDER.resolve("classes");
        TlsSubstitutes.write(
                FOLDER.resolve("kafka-clients-test.jar"), kafka.libs().resolve("kafka-clients-4.3.1.jar"), classes);
        run = SuiteRun.of(
                new SuiteRun.Plan(
                        FOLDER,
                        List.of(
                                classes.toString(),
                                FOLDER.resolve("libs").resolve("*").toString()),
                        PACKAGE,
                        SUITES,
                        "known-failures.tsv",
                        List.of()),
                kafka,
                TIMEOUT);
    }

    @Test
    void suite_againstOurEngine_failsOnlyWhereItAssumesWhatIsNotApproved() throws Exception {
        Set<String> flaky = SuiteRun.listed("flaky.tsv").keySet();

        assertThat(run.withStatus("FAILED"))
                .filteredOn(test -> !flaky.contains(test))
                .as("traces are in target/conformance/failures.txt")
                .containsExactlyInAnyOrderElementsOf(run.knownFailures().keySet());
    }

    @Test
    void suite_asPublished_ranWhole() {
        assertThat(run.lines()).hasSizeGreaterThanOrEqualTo(PUBLISHED_TESTS);
        assertThat(run.lines())
                .extracting(SuiteRun.Line::suite)
                .containsAll(
                        SUITES.stream().map(suite -> suite.replace(PACKAGE, "")).toList());
    }

    @Test
    void suite_skippedTests_areTheDsaOnes() {
        assertThat(run.withStatus("ABORTED", "SKIPPED")).allMatch(test -> test.contains("testDsaKeyPair"));
    }
}
