package io.kafkafips.tiered.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.tiered.key.KeyRef;
import io.kafkafips.tiered.key.KeyRegistry;
import io.kafkafips.tiered.testing.MemoryStore;
import io.kafkafips.tiered.testing.TestKeys;
import io.kafkafips.tiered.testing.TestSegment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata.CustomMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteResourceNotFoundException;
import org.apache.kafka.server.log.remote.storage.RemoteStorageException;
import org.apache.kafka.server.log.remote.storage.RemoteStorageManager.IndexType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptingRemoteStorageManagerTest {
    private static final int C = Rig.CHUNK;

    @TempDir
    static Path folder;

    private static Path keystore;

    private static Rig rig;

    @BeforeAll
    static void start() {
        keystore = TestKeys.write(folder.resolve("keys.bcfks"), "kek-1", "kek-2");
        rig = new Rig(keystore);
    }

    @BeforeEach
    void empty() {
        rig.store.reset();
    }

    @AfterAll
    static void stop() throws IOException {
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, C - 1, C, C + 1, 2 * C - 1, 2 * C, 2 * C + 1, 10 * C + 17})
    void fetchLogSegment_ofAnySize_returnsTheLog(int size) throws Exception {
        TestSegment segment = TestSegment.write(folder, size);
        RemoteLogSegmentMetadata uploaded = rig.upload(segment);

        byte[] read = rig.readLog(uploaded);

        assertThat(read).isEqualTo(segment.log());
        assertThat(rig.store.openStreams).hasValue(0);
    }

    @Test
    void fetchLogSegment_ofRandomRanges_returnsWhatTheFileHolds() throws Exception {
        TestSegment segment = TestSegment.write(folder, 5 * C + 100);
        RemoteLogSegmentMetadata uploaded = rig.upload(segment);

        for (int[] range : ranges(300, segment)) {
            byte[] bounded = read(rig.manager.fetchLogSegment(uploaded, range[0], range[1]));
            byte[] open = read(rig.manager.fetchLogSegment(uploaded, range[0]));

            assertThat(bounded).isEqualTo(segment.range(range[0], range[1]));
            assertThat(open).isEqualTo(segment.range(range[0], Integer.MAX_VALUE));
        }
        assertThat(rig.store.openStreams).hasValue(0);
    }

    @Test
    void fetchLogSegment_ofRandomRangesOnFreshBrokers_returnsWhatTheFileHolds() throws Exception {
        TestSegment segment = TestSegment.write(folder, 5 * C + 100);
        RemoteLogSegmentMetadata uploaded = rig.upload(segment);

        for (int[] range : ranges(6, segment)) {
            try (Rig fresh = new Rig(keystore, Map.of("delegate.store", rig.store))) {
                byte[] read = read(fresh.manager.fetchLogSegment(uploaded, range[0], range[1]));

                assertThat(read).isEqualTo(segment.range(range[0], range[1]));
            }
        }
    }

    @Test
    void fetchLogSegment_readByteByByte_returnsTheLog() throws Exception {
        TestSegment segment = TestSegment.write(folder, C + 3);
        RemoteLogSegmentMetadata uploaded = rig.upload(segment);

        byte[] read = new byte[C + 3];
        int afterTheEnd;
        try (InputStream stream = rig.manager.fetchLogSegment(uploaded, 0)) {
            for (int i = 0; i < read.length; i++) {
                read[i] = (byte) stream.read();
            }
            afterTheEnd = stream.read();
        }

        assertThat(read).isEqualTo(segment.log());
        assertThat(afterTheEnd).isEqualTo(-1);
    }

    @Test
    void fetchLogSegment_fromTheFirstChunk_asksTheDelegateOnce() throws Exception {
        RemoteLogSegmentMetadata uploaded = rig.upload(TestSegment.write(folder, 3 * C));

        read(rig.manager.fetchLogSegment(uploaded, 17));

        assertThat(rig.store.fetches).containsExactly("LOG 0-");
    }

    @Test
    void fetchLogSegment_fromALaterChunk_readsTheHeaderOnce() throws Exception {
        RemoteLogSegmentMetadata uploaded = rig.upload(TestSegment.write(folder, 3 * C));

        read(rig.manager.fetchLogSegment(uploaded, C + 1, C + 5));
        read(rig.manager.fetchLogSegment(uploaded, 2 * C));

        int frame = C + 28;
        assertThat(rig.store.fetches)
                .containsExactly(
                        "LOG 0-1023",
                        "LOG " + (1024 + frame) + "-" + (1024 + 2 * frame - 1),
                        "LOG " + (1024 + 2 * frame) + "-");
    }

    @Test
    void fetchLogSegment_pastTheEnd_isRefused() throws Exception {
        RemoteLogSegmentMetadata uploaded = rig.upload(TestSegment.write(folder, 100));

        assertThatThrownBy(() -> rig.manager.fetchLogSegment(uploaded, 100))
                .isInstanceOf(RemoteStorageException.class)
                .hasMessageContaining("past the end");
    }

    @ParameterizedTest
    @CsvSource({"-1, 5", "5, 4"})
    void fetchLogSegment_ofNoRange_isRefused(int start, int end) throws Exception {
        RemoteLogSegmentMetadata uploaded = rig.upload(TestSegment.write(folder, 100));

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> rig.manager.fetchLogSegment(uploaded, start, end));
    }

    @ParameterizedTest
    @EnumSource(IndexType.class)
    void fetchIndex_ofAnyType_returnsTheIndex(IndexType type) throws Exception {
        TestSegment segment = TestSegment.write(folder, 100);
        RemoteLogSegmentMetadata uploaded = rig.upload(segment);

        byte[] read = read(rig.manager.fetchIndex(uploaded, type));

        assertThat(read).isEqualTo(segment.index(type).orElseThrow());
    }

    @Test
    void fetchIndex_withoutTransactions_letsTheDelegatesExceptionPass() throws Exception {
        RemoteLogSegmentMetadata uploaded = rig.upload(TestSegment.write(folder, 100, TestSegment.TOPIC, 0, false));

        assertThatExceptionOfType(RemoteResourceNotFoundException.class)
                .isThrownBy(() -> rig.manager.fetchIndex(uploaded, IndexType.TRANSACTION));
    }

    @Test
    void copyLogSegmentData_stores_ciphertextOnly() throws Exception {
        TestSegment segment = TestSegment.write(folder, 3 * C);

        rig.upload(segment);

        for (byte[] object : rig.store.objects.values()) {
            assertThat(new String(object, 0, 4, java.nio.charset.StandardCharsets.US_ASCII))
                    .isEqualTo("KTSE");
            assertThat(indexOf(object, Arrays.copyOf(segment.log(), 16))).isEqualTo(-1);
        }
        assertThat(rig.store.objects).hasSize(6);
    }

    @Test
    void copyLogSegmentData_tellsTheDelegate_theCiphertextsSize() throws Exception {
        TestSegment segment = TestSegment.write(folder, 3 * C);

        RemoteLogSegmentMetadata uploaded = rig.upload(segment);
        rig.manager.fetchLogSegment(uploaded, 0).close();
        rig.manager.deleteLogSegmentData(uploaded);

        int stored = 1024 + 3 * C + 3 * 28;
        assertThat(rig.store.seen)
                .extracting(RemoteLogSegmentMetadata::segmentSizeInBytes)
                .containsExactly(stored, stored, stored);
    }

    @Test
    void copyLogSegmentData_ofTwoUploads_sharesNoCiphertext() throws Exception {
        TestSegment segment = TestSegment.write(folder, 100);
        TestSegment again = segment.nextAttempt();

        rig.upload(segment);
        rig.upload(again);

        byte[] first = rig.store.objects.get(MemoryStore.log(segment.metadata()));
        byte[] second = rig.store.objects.get(MemoryStore.log(again.metadata()));
        assertThat(Arrays.copyOfRange(first, 1024, first.length))
                .isNotEqualTo(Arrays.copyOfRange(second, 1024, second.length));
    }

    @Test
    void customMetadata_ofTheDelegate_comesBackToIt() throws Exception {
        rig.store.customMetadata = Optional.of(new byte[] {1, 2, 3});
        RemoteLogSegmentMetadata uploaded = rig.upload(TestSegment.write(folder, 100));

        rig.manager.fetchLogSegment(uploaded, 0).close();

        assertThat(uploaded.customMetadata().orElseThrow().value()).hasSize(24);
        assertThat(rig.store.seen.get(1).customMetadata().orElseThrow().value()).containsExactly(1, 2, 3);
    }

    @Test
    void customMetadata_pastKafkasLimit_isRefusedWithTheRemedy() throws Exception {
        rig.store.customMetadata = Optional.of(new byte[108]);
        TestSegment segment = TestSegment.write(folder, 100);

        assertThatThrownBy(() -> rig.upload(segment))
                .isInstanceOf(RemoteStorageException.class)
                .hasMessageContaining("remote.log.metadata.custom.metadata.max.bytes=129");
    }

    @Test
    void copyLogSegmentData_ofAFileOfAnotherSize_isRefused() throws Exception {
        TestSegment segment = TestSegment.write(folder, 100);
        Files.write(segment.data().logSegment(), new byte[1], StandardOpenOption.APPEND);

        assertThatThrownBy(() -> rig.upload(segment))
                .isInstanceOf(RemoteStorageException.class)
                .hasRootCauseMessage(segment.data().logSegment() + " has 101 bytes, Kafka's metadata says 100");
    }

    @Test
    void copyLogSegmentData_ofASegmentTooLarge_isRefusedWithTheRemedy() throws Exception {
        TestSegment segment = TestSegment.write(folder, 100);
        RemoteLogSegmentMetadata tooLarge =
                new KafkaVersions().with(segment.metadata(), Integer.MAX_VALUE, Optional.empty());

        assertThatThrownBy(() -> rig.manager.copyLogSegmentData(tooLarge, segment.data()))
                .isInstanceOf(RemoteStorageException.class)
                .hasMessageContaining("segment.bytes=1073741824");
    }

    @Test
    void fetch_ofASegmentWithoutMark_isRefused() throws Exception {
        TestSegment segment = TestSegment.write(folder, 100);
        rig.store.objects.put(MemoryStore.log(segment.metadata()), segment.log());

        assertThatThrownBy(() -> rig.readLog(segment.metadata()))
                .isInstanceOf(RemoteStorageException.class)
                .hasMessageContaining("plaintext.read.allowed=true");
    }

    @Test
    void fetch_ofASegmentWithoutMarkWherePlaintextIsAllowed_returnsIt() throws Exception {
        TestSegment segment = TestSegment.write(folder, 100);
        try (Rig lenient = new Rig(keystore, Map.of("plaintext.read.allowed", "true"))) {
            lenient.store.objects.put(MemoryStore.log(segment.metadata()), segment.log());

            byte[] read = lenient.readLog(segment.metadata());

            assertThat(read).isEqualTo(segment.log());
        }
    }

    @Test
    void fetch_ofAMarkedSegmentThatIsPlaintext_isRefusedEvenWherePlaintextIsAllowed() throws Exception {
        TestSegment segment = TestSegment.write(folder, 5000);
        try (Rig lenient = new Rig(keystore, Map.of("plaintext.read.allowed", "true"))) {
            RemoteLogSegmentMetadata uploaded = lenient.upload(segment);
            lenient.store.objects.put(MemoryStore.log(uploaded), segment.log());

            assertThatThrownBy(() -> lenient.readLog(uploaded)).hasMessageContaining("altered or replaced");
        }
    }

    @Test
    void fetch_afterTheRootChanged_stillReadsOldSegments() throws Exception {
        TestSegment segment = TestSegment.write(folder, 100);
        RemoteLogSegmentMetadata uploaded = rig.upload(segment);
        try (Rig next = new Rig(keystore, Map.of("keys.root.alias", "kek-2"))) {
            next.store.objects.putAll(rig.store.objects);

            byte[] read = next.readLog(uploaded);

            assertThat(read).isEqualTo(segment.log());
        }
    }

    @Test
    void fetch_withAnotherRootOfTheSameName_isRefused() throws Exception {
        RemoteLogSegmentMetadata uploaded = rig.upload(TestSegment.write(folder, 100));
        Path other = TestKeys.write(folder.resolve("other.bcfks"), "kek-1");
        Map<String, Object> sameRegistry =
                Map.of("keys.registry.path", TestKeys.registry(keystore).toString());
        try (Rig stranger = new Rig(other, sameRegistry)) {
            stranger.store.objects.putAll(rig.store.objects);

            assertThatThrownBy(() -> stranger.readLog(uploaded)).hasMessageContaining("no usable key");
        }
    }

    @Test
    void fetch_withAnotherRegistry_namesTheKeyAndTheRemedy() throws Exception {
        RemoteLogSegmentMetadata uploaded = rig.upload(TestSegment.write(folder, 100));
        Path empty = Files.createDirectories(folder.resolve("empty-registry"));
        try (Rig stranger = new Rig(keystore, Map.of("keys.registry.path", empty.toString()))) {
            stranger.store.objects.putAll(rig.store.objects);

            assertThatThrownBy(() -> readAsAClientDoes(stranger, uploaded))
                    .isInstanceOf(CorruptRecordException.class)
                    .hasMessageContaining("shared/1")
                    .hasMessageContaining("restore");
        }
    }

    /** Again while the answer is that it may be better in a moment. */
    private static byte[] readAsAClientDoes(Rig rig, RemoteLogSegmentMetadata segment) throws Exception {
        while (true) {
            try {
                return rig.readLog(segment);
            } catch (KafkaStorageException e) {
                Thread.sleep(100);
            }
        }
    }

    @Test
    void fetchAndDelete_afterTheRootIsGone_failsAndWorks() throws Exception {
        Path own = TestKeys.write(folder.resolve("gone.bcfks"), "kek-1", "kek-2");
        RemoteLogSegmentMetadata uploaded;
        MemoryStore store;
        try (Rig before = new Rig(own)) {
            uploaded = before.upload(TestSegment.write(folder, 100));
            store = before.store;
        }
        TestKeys.remove(own, "kek-1");
        try (Rig after = new Rig(own, Map.of("keys.root.alias", "kek-2", "delegate.store", store))) {
            assertThatThrownBy(() -> after.readLog(uploaded))
                    .isInstanceOf(CorruptRecordException.class)
                    .hasMessageContaining("kek-1");

            after.manager.deleteLogSegmentData(uploaded);
            after.manager.deleteLogSegmentData(uploaded);

            assertThat(store.objects).isEmpty();
        }
    }

    @Test
    void fetchAndDelete_afterTheKeyWasShredded_failsOnceForGoodAndWorks() throws Exception {
        Path own = TestKeys.write(folder.resolve("shred.bcfks"), "kek-1");
        Map<String, Object> settings =
                Map.of("keys.topics", "accounts:own.{topic-id}", "keys.refresh.interval.ms", "20");
        try (Rig broker = new Rig(own, settings)) {
            RemoteLogSegmentMetadata uploaded = broker.upload(TestSegment.write(folder, 5 * C));
            broker.readLog(uploaded);
            KeyRegistry registry = KeyRegistry.open(TestKeys.registry(own));
            KeyRef key = registry.entries().get(0).ref();
            registry.shred(key, Instant.parse("2026-11-23T07:00:00Z"));

            RuntimeException refusal = awaitRefusal(() -> broker.readLog(uploaded));

            assertThat(refusal)
                    .isInstanceOf(CorruptRecordException.class)
                    .hasMessageContaining(key.toString())
                    .hasMessageContaining("shredded at 2026-11-23T07:00:00Z");
            assertThatThrownBy(() -> broker.upload(TestSegment.write(folder, 100)))
                    .isInstanceOf(RemoteStorageException.class)
                    .hasMessageContaining("kafka-fips keys rotate");
            broker.manager.deleteLogSegmentData(uploaded);
            assertThat(broker.store.objects).isEmpty();
        }
    }

    @Test
    void copyLogSegmentData_ofATopicWithoutARule_namesTopicAndSetting() throws Exception {
        TestSegment segment = TestSegment.write(folder, 100);
        try (Rig strict = new Rig(keystore, Map.of("keys.topics", "payments:payments"))) {
            assertThatThrownBy(() -> strict.upload(segment))
                    .isInstanceOf(RemoteStorageException.class)
                    .hasMessageContaining("accounts")
                    .hasMessageContaining("rsm.config.keys.topics");
            strict.manager.deleteLogSegmentData(segment.metadata());

            assertThat(strict.store.objects).isEmpty();
        }
    }

    @Test
    void fetch_ofATopicWithoutARule_returnsTheLog() throws Exception {
        TestSegment segment = TestSegment.write(folder, 100);
        RemoteLogSegmentMetadata uploaded = rig.upload(segment);
        try (Rig strict = new Rig(keystore, Map.of("keys.topics", "payments:payments"))) {
            strict.store.objects.putAll(rig.store.objects);

            byte[] read = strict.readLog(uploaded);

            assertThat(read).isEqualTo(segment.log());
        }
    }

    @Test
    void deleteLogSegmentData_ofAnUploadThatFailed_tellsTheCiphertextsSize() throws Exception {
        TestSegment segment = TestSegment.write(folder, 100);

        rig.manager.deleteLogSegmentData(segment.metadata());

        assertThat(rig.store.seen.get(0).segmentSizeInBytes()).isEqualTo(1024 + 100 + 28);
    }

    @Test
    void everyCall_beforeConfigure_fails() throws Exception {
        TestSegment segment = TestSegment.write(folder, 100);
        EncryptingRemoteStorageManager fresh = new EncryptingRemoteStorageManager();

        assertThatThrownBy(() -> fresh.deleteLogSegmentData(segment.metadata())).hasMessageContaining("not configured");
        fresh.close();
    }

    @Test
    void txnIdxEmpty_ofTheMetadata_reachesTheDelegate() throws Exception {
        TestSegment segment = TestSegment.write(folder, 100);
        RemoteLogSegmentMetadata plain = segment.metadata();
        RemoteLogSegmentMetadata empty = new RemoteLogSegmentMetadata(
                plain.remoteLogSegmentId(),
                0,
                9,
                1,
                1,
                1,
                100,
                Optional.<CustomMetadata>empty(),
                plain.state(),
                Map.of(0, 0L),
                true);

        rig.manager.copyLogSegmentData(empty, segment.data());

        assertThat(rig.store.seen.get(0).isTxnIdxEmpty()).isTrue();
    }

    /** Start and inclusive end, some of them past the end of the log. */
    private static int[][] ranges(int count, TestSegment segment) {
        Random random = new Random(7);
        int[][] ranges = new int[count][];
        for (int i = 0; i < count; i++) {
            int start = random.nextInt(segment.log().length);
            ranges[i] = new int[] {start, start + random.nextInt(2 * segment.log().length)};
        }
        return ranges;
    }

    /** Something of a broker. */
    private interface BrokerCall {
        Object run() throws Exception;
    }

    /** What a call throws, once it does. */
    private static RuntimeException awaitRefusal(BrokerCall call) throws Exception {
        for (int i = 0; i < 3000; i++) {
            try {
                call.run();
            } catch (RuntimeException e) {
                return e;
            }
            Thread.sleep(20);
        }
        throw new AssertionError("It went on working");
    }

    private static byte[] read(InputStream stream) throws IOException {
        try (stream) {
            return stream.readAllBytes();
        }
    }

    private static int indexOf(byte[] haystack, byte[] needle) {
        for (int i = 0; i + needle.length <= haystack.length; i++) {
            if (Arrays.equals(haystack, i, i + needle.length, needle, 0, needle.length)) {
                return i;
            }
        }
        return -1;
    }
}
