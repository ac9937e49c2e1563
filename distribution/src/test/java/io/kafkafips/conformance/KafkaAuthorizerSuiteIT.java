package io.kafkafips.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.KafkaRuntime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Kafka's own tests of its authorizer, as published, against ours in a FIPS-only JVM. Every one of them passes. */
@Tag("conformance")
class KafkaAuthorizerSuiteIT {
    private static final Map<String, Long> PUBLISHED =
            Map.of("AuthorizerTest", 39L, "StandardAuthorizerTest", 23L, "ClusterMetadataAuthorizerTest", 4L);
    private static final Path CONFORMANCE = Checkout.root().resolve("distribution/target/conformance");
    private static final Path FOLDER = CONFORMANCE.resolve("authorizer");

    private static SuiteRun run;

    @BeforeAll
    static void run() throws Exception {
        Path classes = FOLDER.resolve("classes");
        AuthorizerSubstitutes.write(
                FOLDER.resolve("kafka-metadata-test.jar"), FOLDER.resolve("kafka-core-test.jar"), classes);
        run = SuiteRun.of(
                new SuiteRun.Plan(
                        FOLDER,
                        List.of(
                                classes.toString(),
                                CONFORMANCE.resolve("libs").resolve("*").toString(),
                                FOLDER.resolve("*").toString(),
                                CONFORMANCE.resolve("kafka-clients-test.jar").toString()),
                        "org.apache.kafka.metadata.authorizer.",
                        List.of(
                                "org.apache.kafka.metadata.authorizer.StandardAuthorizerTest",
                                "org.apache.kafka.metadata.authorizer.ClusterMetadataAuthorizerTest",
                                "kafka.security.authorizer.AuthorizerTest"),
                        "authorizer-known-failures.tsv",
                        List.of()),
                KafkaRuntime.resolve("4.3.1"),
                Duration.ofMinutes(10));
    }

    @Test
    void suite_againstOurAuthorizer_failsWhereKnownOnly() {
        assertThat(run.withStatus("FAILED", "ABORTED", "SKIPPED"))
                .as("traces are in target/conformance/authorizer/failures.txt")
                .containsExactlyInAnyOrderElementsOf(run.knownFailures().keySet());
    }

    @Test
    void suite_asPublished_ranWhole() {
        assertThat(run.lines().stream()
                        .collect(Collectors.groupingBy(
                                line -> line.suite().replaceAll(".*\\.", ""), Collectors.counting())))
                .isEqualTo(PUBLISHED);
    }
}
