package io.kafkafips.tiered.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.tiered.crypto.SegmentCounters;
import io.kafkafips.tiered.crypto.SegmentIntegrityException;
import io.kafkafips.tiered.format.SegmentMarker;
import io.kafkafips.tiered.key.DataKeyCache;
import io.kafkafips.tiered.key.KeystoreKeyService;
import io.kafkafips.tiered.key.KeystoreSettings;
import io.kafkafips.tiered.testing.MemoryRemoteStorageManager;
import io.kafkafips.tiered.testing.MemoryStore;
import io.kafkafips.tiered.testing.TestKeys;
import io.kafkafips.tiered.testing.TestSegment;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteStorageManager.IndexType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever can write to the storage changes what is in it; nothing of that ever comes out, not even as a short read. */
class HostileStorageTest {
    private static final int HEADER = 1024;
    private static final int FRAME = Rig.CHUNK + 28;

    @TempDir
    static Path folder;

    private static Path keystore;
    private static KeystoreKeyService keyService;

    private final MemoryStore store = new MemoryStore();
    private final SegmentCounters counters = new SegmentCounters();
    private DataKeyCache cache;
    private SegmentUploader uploader;
    private SegmentFetcher fetcher;

    @BeforeAll
    static void makeKeys() {
        keystore = TestKeys.write(folder.resolve("keys.bcfks"), "kek-1");
        keyService = KeystoreKeyService.open(KeystoreSettings.of(keystore.toString(), new Password(TestKeys.PASSWORD)));
    }

    @BeforeEach
    void start() {
        MemoryRemoteStorageManager memory = new MemoryRemoteStorageManager();
        memory.configure(Map.of(MemoryRemoteStorageManager.STORE, store));
        Delegate delegate = new Delegate(memory, HostileStorageTest.class.getClassLoader(), () -> {});
        MetadataMapper mapper = new MetadataMapper(12, 128);
        cache = new DataKeyCache(keyService, 10, Duration.ofMinutes(1));
        uploader = new SegmentUploader(
                new SegmentHandover(delegate, SpoolSettings.never(), counters), keyService, "kek-1", mapper, counters);
        fetcher = new SegmentFetcher(delegate, cache, mapper, counters);
    }

    @AfterEach
    void stop() {
        cache.close();
    }

    @Test
    void anyBit_flipped_isRefused() throws Exception {
        TestSegment segment = TestSegment.write(folder, 50);
        RemoteLogSegmentMetadata uploaded = upload(segment);
        byte[] object = store.objects.get(MemoryStore.log(uploaded));

        for (int bit = 0; bit < object.length * 8; bit++) {
            byte[] flipped = object.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            store.objects.put(MemoryStore.log(uploaded), flipped);

            assertRefused(uploaded, "bit " + bit);
        }
    }

    @ParameterizedTest
    @EnumSource(IndexType.class)
    void anyByte_ofAnIndexAltered_isRefused(IndexType type) throws Exception {
        RemoteLogSegmentMetadata uploaded = upload(TestSegment.write(folder, 50));
        String name = MemoryStore.name(uploaded.remoteLogSegmentId(), type.name());
        byte[] object = store.objects.get(name);

        for (int i = 0; i < object.length; i += 13) {
            byte[] altered = object.clone();
            altered[i] ^= (byte) 0x80;
            store.objects.put(name, altered);

            assertThatThrownBy(() -> readIndex(uploaded, type))
                    .as("byte %d", i)
                    .isInstanceOfAny(CorruptRecordException.class, KafkaStorageException.class);
        }
    }

    @Test
    void anyLength_shorter_isRefused() throws Exception {
        RemoteLogSegmentMetadata uploaded = upload(TestSegment.write(folder, Rig.CHUNK + 30));
        byte[] object = store.objects.get(MemoryStore.log(uploaded));

        for (int length = 0; length < object.length; length++) {
            store.objects.put(MemoryStore.log(uploaded), Arrays.copyOf(object, length));

            assertRefused(uploaded, "length " + length);
        }
        assertThat(counters.truncations()).isEqualTo(object.length);
    }

    @Test
    void anyLength_longer_isRefused() throws Exception {
        RemoteLogSegmentMetadata uploaded = upload(TestSegment.write(folder, Rig.CHUNK));
        byte[] object = store.objects.get(MemoryStore.log(uploaded));

        for (int more : new int[] {1, 27, 28, 29, FRAME}) {
            store.objects.put(MemoryStore.log(uploaded), Arrays.copyOf(object, object.length + more));

            assertRefused(uploaded, more + " bytes more");
        }
    }

    @Test
    void chunks_swapped_areRefused() throws Exception {
        RemoteLogSegmentMetadata uploaded = upload(TestSegment.write(folder, 3 * Rig.CHUNK));
        byte[] object = store.objects.get(MemoryStore.log(uploaded));
        byte[] altered = object.clone();
        System.arraycopy(object, HEADER, altered, HEADER + FRAME, FRAME);
        System.arraycopy(object, HEADER + FRAME, altered, HEADER, FRAME);
        store.objects.put(MemoryStore.log(uploaded), altered);

        assertRefused(uploaded, "swapped");
    }

    @Test
    void chunk_repeated_isRefused() throws Exception {
        RemoteLogSegmentMetadata uploaded = upload(TestSegment.write(folder, 3 * Rig.CHUNK));
        byte[] altered = store.objects.get(MemoryStore.log(uploaded)).clone();
        System.arraycopy(altered, HEADER, altered, HEADER + FRAME, FRAME);
        store.objects.put(MemoryStore.log(uploaded), altered);

        assertRefused(uploaded, "repeated");
    }

    @Test
    void chunk_dropped_isRefused() throws Exception {
        RemoteLogSegmentMetadata uploaded = upload(TestSegment.write(folder, 3 * Rig.CHUNK));
        byte[] object = store.objects.get(MemoryStore.log(uploaded));
        byte[] altered = new byte[object.length - FRAME];
        System.arraycopy(object, 0, altered, 0, HEADER + FRAME);
        System.arraycopy(object, HEADER + 2 * FRAME, altered, HEADER + FRAME, FRAME);
        store.objects.put(MemoryStore.log(uploaded), altered);

        assertRefused(uploaded, "dropped");
    }

    @Test
    void object_ofAnotherPartition_isRefused() throws Exception {
        RemoteLogSegmentMetadata here = upload(TestSegment.write(folder, 500, TestSegment.TOPIC, 0, true));
        RemoteLogSegmentMetadata there = upload(TestSegment.write(folder, 500, TestSegment.TOPIC, 1, true));
        store.objects.put(MemoryStore.log(here), store.objects.get(MemoryStore.log(there)));

        assertRefused(here, "of another partition");
    }

    @Test
    void object_ofAnotherPartitionWithItsMarker_isRefusedByItsTag() throws Exception {
        TestSegment segment = TestSegment.write(folder, 500, TestSegment.TOPIC, 0, true);
        upload(segment);
        RemoteLogSegmentMetadata there = upload(TestSegment.write(folder, 500, TestSegment.TOPIC, 1, true));
        RemoteLogSegmentMetadata here = segment.uploaded(there.customMetadata());
        store.objects.put(MemoryStore.log(here), store.objects.get(MemoryStore.log(there)));

        assertRefused(here, "of another partition");
        assertThat(counters.tagFailures()).isEqualTo(1);
    }

    @Test
    void object_ofAnotherTopic_isRefused() throws Exception {
        RemoteLogSegmentMetadata here = upload(TestSegment.write(folder, 500, TestSegment.TOPIC, 0, true));
        RemoteLogSegmentMetadata there = upload(TestSegment.write(folder, 500, new Uuid(1, 2), 0, true));
        store.objects.put(MemoryStore.log(here), store.objects.get(MemoryStore.log(there)));

        assertRefused(here, "of another topic");
    }

    @Test
    void object_ofAnEarlierAttempt_isRefused() throws Exception {
        TestSegment segment = TestSegment.write(folder, 500);
        RemoteLogSegmentMetadata earlier = upload(segment);
        RemoteLogSegmentMetadata later = upload(segment.nextAttempt());
        store.objects.put(MemoryStore.log(later), store.objects.get(MemoryStore.log(earlier)));

        assertRefused(later, "of an earlier attempt");
    }

    @Test
    void object_ofTheSameSegmentUploadedTwice_isRefused() throws Exception {
        TestSegment segment = TestSegment.write(folder, 500);
        RemoteLogSegmentMetadata first = upload(segment);
        byte[] old = store.objects.get(MemoryStore.log(first));
        RemoteLogSegmentMetadata second = upload(segment);
        store.objects.put(MemoryStore.log(second), old);

        assertRefused(second, "rolled back");
    }

    @Test
    void index_inThePlaceOfAnother_isRefused() throws Exception {
        RemoteLogSegmentMetadata uploaded = upload(TestSegment.write(folder, 500));
        for (IndexType wanted : IndexType.values()) {
            for (IndexType given : IndexType.values()) {
                String place = MemoryStore.name(uploaded.remoteLogSegmentId(), wanted.name());
                byte[] right = store.objects.get(place);
                store.objects.put(
                        place, store.objects.get(MemoryStore.name(uploaded.remoteLogSegmentId(), given.name())));

                if (wanted != given) {
                    assertThatThrownBy(() -> readIndex(uploaded, wanted))
                            .as("%s for %s", given, wanted)
                            .isInstanceOf(SegmentIntegrityException.class);
                }
                store.objects.put(place, right);
            }
        }
    }

    @Test
    void transactionIndex_thatVanished_isRefused() throws Exception {
        RemoteLogSegmentMetadata uploaded = upload(TestSegment.write(folder, 500));
        store.objects.remove(MemoryStore.name(uploaded.remoteLogSegmentId(), "TRANSACTION"));

        assertThatThrownBy(() -> readIndex(uploaded, IndexType.TRANSACTION))
                .isInstanceOf(SegmentIntegrityException.class)
                .hasMessageContaining("vanished");
    }

    @Test
    void plaintext_inThePlaceOfAnObject_isRefused() throws Exception {
        TestSegment segment = TestSegment.write(folder, 5000);
        RemoteLogSegmentMetadata uploaded = upload(segment);
        store.objects.put(MemoryStore.log(uploaded), segment.log());

        assertRefused(uploaded, "plaintext");
    }

    @Test
    void headerAltered_whileTheKeyIsAtHand_doesNotMatter() throws Exception {
        TestSegment segment = TestSegment.write(folder, 500);
        RemoteLogSegmentMetadata uploaded = upload(segment);
        readLog(uploaded);
        Arrays.fill(store.objects.get(MemoryStore.log(uploaded)), 0, HEADER, (byte) 0);

        byte[] read = readLog(uploaded);

        assertThat(read).isEqualTo(segment.log());
    }

    @Test
    void randomMutations_neverReturnAnythingElse() throws Exception {
        TestSegment segment = TestSegment.write(folder, 5 * Rig.CHUNK + 77);
        RemoteLogSegmentMetadata uploaded = upload(segment);
        byte[] object = store.objects.get(MemoryStore.log(uploaded));
        Random random = new Random(42);
        int refused = 0;
        for (int i = 0; i < 2000; i++) {
            store.objects.put(MemoryStore.log(uploaded), mutated(object, random));
            int start = random.nextInt(segment.log().length);
            int end = start + random.nextInt(2 * Rig.CHUNK);
            cache.forget(uploaded.remoteLogSegmentId().id());
            try (InputStream stream = fetcher.fetchLog(uploaded, marker(uploaded), start, end)) {
                assertThat(stream.readAllBytes()).isEqualTo(segment.range(start, end));
            } catch (ApiException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(500);
        assertThat(store.openStreams).hasValue(0);
    }

    @Test
    void refusal_forAClient_isACorruptMessage() {
        Errors seen = Errors.forException(new SegmentIntegrityException("altered"));

        assertThat(seen).isEqualTo(Errors.CORRUPT_MESSAGE);
    }

    private static byte[] mutated(byte[] object, Random random) {
        byte[] altered = object.clone();
        int at = random.nextInt(object.length);
        switch (random.nextInt(4)) {
            case 0 -> altered[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> altered = Arrays.copyOf(object, at);
            case 2 -> altered = Arrays.copyOf(object, object.length + 1 + random.nextInt(100));
            default -> {
                int other = random.nextInt(object.length);
                int length = Math.min(1 + random.nextInt(5000), object.length - Math.max(at, other));
                System.arraycopy(object, at, altered, other, length);
            }
        }
        return altered;
    }

    private RemoteLogSegmentMetadata upload(TestSegment segment) throws Exception {
        return segment.uploaded(java.util.Optional.of(uploader.upload(segment.metadata(), segment.data())));
    }

    /** On a broker that has not read the segment before. */
    private void assertRefused(RemoteLogSegmentMetadata uploaded, String what) {
        cache.forget(uploaded.remoteLogSegmentId().id());
        assertThatThrownBy(() -> readLog(uploaded))
                .as(what)
                .isInstanceOfAny(CorruptRecordException.class, KafkaStorageException.class);
        assertThat(store.openStreams).as(what).hasValue(0);
    }

    private byte[] readLog(RemoteLogSegmentMetadata uploaded) throws Exception {
        try (InputStream stream = fetcher.fetchLog(uploaded, marker(uploaded), 0, Integer.MAX_VALUE)) {
            return stream.readAllBytes();
        }
    }

    private byte[] readIndex(RemoteLogSegmentMetadata uploaded, IndexType type) throws Exception {
        cache.forget(uploaded.remoteLogSegmentId().id());
        try (InputStream stream = fetcher.fetchIndex(uploaded, marker(uploaded), type)) {
            return stream.readAllBytes();
        }
    }

    private static SegmentMarker marker(RemoteLogSegmentMetadata uploaded) {
        return MetadataMapper.markerOf(uploaded).orElseThrow();
    }
}
