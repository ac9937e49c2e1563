package io.kafkafips.tiered.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.tiered.format.SegmentIdentity;
import io.kafkafips.tiered.key.KeyRef;
import io.kafkafips.tiered.key.KeyRegistry;
import io.kafkafips.tiered.key.KeyUnavailableException;
import io.kafkafips.tiered.testing.TestSegment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreVerifierTest {
    private static final int LOG_BYTES = 10_000;

    @TempDir
    private Path folder;

    private ToolStore store;
    private TestSegment segment;
    private Path log;

    @BeforeEach
    void write() throws Exception {
        store = new ToolStore(folder);
        segment = store.upload(LOG_BYTES);
        log = store.object(segment, "log");
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void verify_manySegmentsByFewThreads_countsAllOfThem() throws Exception {
        for (int i = 0; i < 20; i++) {
            store.upload(segment.nextAttempt());
        }
        AtomicLong progress = new AtomicLong();

        Verification verification =
                new StoreVerifier(store.source(), 2, progress::addAndGet).verify(List.of(store.root), null);

        assertThat(verification.allGood()).isTrue();
        assertThat(verification.segments()).isEqualTo(21);
        assertThat(verification.objects()).isEqualTo(126).isEqualTo(verification.good());
        assertThat(progress.get()).isEqualTo(verification.bytes() - 126L * ToolStore.HEADER);
    }

    /** Every bit of a small object counts, but those of the wrap that have a reason of their own. */
    @Test
    void verify_everyByteOfASmallObject_isNoticed() throws Exception {
        Path index = store.object(segment, "leader-epochs");
        byte[] sound = Files.readAllBytes(index);
        StoreVerifier verifier = new StoreVerifier(store.source(), 1, done -> {});
        SegmentIdentity identity = ToolStore.identity(segment);

        for (int i = 0; i < sound.length; i++) {
            byte[] altered = sound.clone();
            altered[i] ^= 1;
            Files.write(index, altered);

            assertThat(verifier.verify(List.of(index), identity).findings())
                    .as("byte " + i)
                    .hasSize(1);
        }
    }

    @Test
    void verify_everyLengthOfASmallObject_isNoticed() throws Exception {
        Path index = store.object(segment, "leader-epochs");
        byte[] sound = Files.readAllBytes(index);
        StoreVerifier verifier = new StoreVerifier(store.source(), 1, done -> {});

        for (int length = 0; length < sound.length + 40; length++) {
            Files.write(index, Arrays.copyOf(sound, length));

            assertThat(verifier.verify(List.of(index), null).allGood())
                    .as(length + " bytes")
                    .isEqualTo(length == sound.length);
        }
    }

    @Test
    void verify_lengthInTheHeaderThatOverflows_isCut() throws Exception {
        for (byte high : new byte[] {0x7f, (byte) 0x3f}) {
            byte[] bytes = Files.readAllBytes(log);
            Arrays.fill(bytes, 8, 16, (byte) 0xff);
            bytes[8] = high;
            Files.write(log, bytes);

            assertThat(faults()).containsExactly(Fault.CUT);
        }
    }

    @Test
    void verify_otherIdentity_failsInEveryChunk() throws Exception {
        SegmentIdentity right = ToolStore.identity(segment);
        SegmentIdentity wrong = new SegmentIdentity(right.topicId(), right.partition() + 1, right.segmentId());

        Verification verification = new StoreVerifier(store.source(), 1, done -> {}).verify(List.of(log), wrong);

        assertThat(verification.findings()).extracting(ObjectFinding::fault).containsExactly(Fault.WRONG_IDENTITY);
    }

    @Test
    void verify_objectOfAnotherUploadOfTheSegment_isFound() throws Exception {
        byte[] first = Files.readAllBytes(store.object(segment, "snapshot"));
        store.upload(segment);
        Files.write(store.object(segment, "snapshot"), first);

        assertThat(faults()).containsExactly(Fault.WRONG_UPLOAD);
    }

    @Test
    void verify_missingIndex_isFound() throws Exception {
        Files.delete(store.object(segment, "timeindex"));

        assertThat(faults()).containsExactly(Fault.MISSING);
    }

    @Test
    void verify_shreddedKey_isFoundAtEveryObject() throws Exception {
        KeyRegistry registry = KeyRegistry.open(store.registry());
        KeyRef ref = registry.newest("shared").orElseThrow().ref();
        registry.shred(ref, Instant.EPOCH);

        assertThat(faults()).hasSize(6).containsOnly(Fault.SHREDDED_KEY);
    }

    @Test
    void verify_keyServiceThatIsAway_isFoundAsSuch() throws Exception {
        StoreVerifier verifier = new StoreVerifier(
                (wrapped, identity) -> {
                    throw new KeyUnavailableException("away");
                },
                1,
                done -> {});

        assertThat(verifier.verify(List.of(log), null).findings())
                .extracting(ObjectFinding::fault)
                .containsExactly(Fault.KEY_UNAVAILABLE);
    }

    /** A defect must not look like a store without findings. */
    @Test
    void verify_defectInAThread_endsTheWork() {
        StoreVerifier verifier = new StoreVerifier(
                (wrapped, identity) -> {
                    throw new IllegalStateException("a defect");
                },
                2,
                done -> {});

        assertThatThrownBy(() -> verifier.verify(List.of(store.root), null))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("a defect");
    }

    @Test
    void inspect_store_countsByPartitionAndKey() throws Exception {
        store.upload(TestSegment.write(folder, 100, new Uuid(1, 2), 3, false));
        ToolStore.flip(log, 0);

        Inspection inspection = new StoreInspector(2, object -> {}).inspect(List.of(store.root));

        assertThat(inspection.partitions()).hasSize(2);
        assertThat(inspection.keys()).hasSize(1);
        assertThat(inspection.keys().values())
                .extracting(Usage::segments, Usage::objects)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(2L, 10L));
        assertThat(inspection.total().segments()).isEqualTo(2);
        assertThat(inspection.unreadable()).isEqualTo(1);
    }

    private List<Fault> faults() throws IOException {
        return new StoreVerifier(store.source(), 1, done -> {})
                .verify(List.of(store.root), null).findings().stream()
                        .map(ObjectFinding::fault)
                        .toList();
    }
}
