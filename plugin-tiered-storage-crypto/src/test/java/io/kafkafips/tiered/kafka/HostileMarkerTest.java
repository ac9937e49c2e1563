package io.kafkafips.tiered.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.tiered.testing.MemoryStore;
import io.kafkafips.tiered.testing.TestKeys;
import io.kafkafips.tiered.testing.TestSegment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata.CustomMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteStorageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A marker that is damaged on the trusted side never opens the door to what the storage offers in the clear. */
class HostileMarkerTest {
    private static final int MUTATIONS = 2_000;
    private static final long SEED = 127;

    @TempDir
    Path folder;

    @Test
    void anyMarker_overPlaintextInTheStorage_isRefused() throws Exception {
        TestSegment segment = TestSegment.write(folder, 2 * Rig.CHUNK);
        Random random = new Random(SEED);
        try (Rig rig = new Rig(TestKeys.write(folder.resolve("keys.bcfks"), "kek-1"))) {
            RemoteLogSegmentMetadata uploaded = rig.upload(segment);
            byte[] forged = new byte[segment.log().length];
            random.nextBytes(forged);
            rig.store.objects.put(MemoryStore.log(uploaded), forged);
            for (int i = 0; i < MUTATIONS; i++) {
                byte[] marker = mutated(marker(uploaded), random);

                Optional<byte[]> read = read(rig, segment.uploaded(Optional.of(new CustomMetadata(marker))));

                assertThat(read).as("case %d: %s", i, Arrays.toString(marker)).isEmpty();
            }
            assertThat(read(rig, segment.uploaded(Optional.empty()))).isEmpty();
        }
    }

    @Test
    void anyMarker_overTheObjectThatWasStored_readsItOrIsRefused() throws Exception {
        TestSegment segment = TestSegment.write(folder, 2 * Rig.CHUNK);
        Random random = new Random(SEED);
        int exact = 0;
        try (Rig rig = new Rig(TestKeys.write(folder.resolve("keys.bcfks"), "kek-1"))) {
            RemoteLogSegmentMetadata uploaded = rig.upload(segment);
            for (int i = 0; i < MUTATIONS; i++) {
                byte[] marker = mutated(marker(uploaded), random);

                Optional<byte[]> read = read(rig, segment.uploaded(Optional.of(new CustomMetadata(marker))));

                if (read.isPresent()) {
                    assertThat(read.get())
                            .as("case %d: %s", i, Arrays.toString(marker))
                            .isEqualTo(segment.log());
                    exact++;
                }
            }
        }
        // what it says of the transaction index and of the delegate does not matter to the log
        assertThat(exact).isBetween(1, MUTATIONS / 4);
    }

    private static Optional<byte[]> read(Rig rig, RemoteLogSegmentMetadata metadata) throws IOException {
        try (InputStream stream = rig.manager.fetchLogSegment(metadata, 0)) {
            return Optional.of(stream.readAllBytes());
        } catch (RemoteStorageException | ApiException e) {
            return Optional.empty();
        }
    }

    private static byte[] marker(RemoteLogSegmentMetadata uploaded) {
        return uploaded.customMetadata().orElseThrow().value().clone();
    }

    private static byte[] mutated(byte[] marker, Random random) {
        switch (random.nextInt(4)) {
            case 0 -> marker[random.nextInt(marker.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> marker[random.nextInt(marker.length)] = (byte) random.nextInt(256);
            case 2 -> marker = Arrays.copyOf(marker, random.nextInt(marker.length + 10));
            default -> random.nextBytes(marker);
        }
        return marker;
    }
}
