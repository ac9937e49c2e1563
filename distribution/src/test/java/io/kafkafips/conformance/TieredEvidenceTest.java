package io.kafkafips.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The watch over Kafka's tests of tiered storage sees what passes by our manager. */
class TieredEvidenceTest {
    @TempDir
    Path folder;

    private SegmentReader reader;
    private TieredEvidence evidence;

    @BeforeEach
    void open() throws IOException {
        reader = new SegmentReader(KafkaTieredStorageSuiteIT.keys(folder));
        evidence = new TieredEvidence(reader);
    }

    @AfterEach
    void close() throws IOException {
        reader.close();
    }

    @Test
    void read_plaintextLog_throws() throws IOException {
        Path log = plaintextLog();

        assertThatThrownBy(() -> reader.read(log)).hasMessageContaining("KTSE");
    }

    @Test
    void examine_plaintextLog_isAProblem() throws IOException {
        evidence.examine(List.of(plaintextLog()));

        assertThat(evidence.of("suite").problems()).hasSize(1);
    }

    @Test
    void of_plaintextLeftInAFolder_isAProblem() throws IOException {
        evidence.watch(folder.resolve("store"));
        plaintextLog();

        TieredEvidence.Findings found = evidence.of("suite");

        assertThat(found.left()).isEqualTo(1);
        assertThat(found.problems()).hasSize(1);
    }

    private Path plaintextLog() throws IOException {
        Path partition = Files.createDirectories(folder.resolve("store/orders-0-" + Uuid.randomUuid()));
        return Files.write(partition.resolve("0-" + Uuid.randomUuid() + ".log"), new byte[2000]);
    }
}
