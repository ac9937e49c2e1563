package io.kafkafips.tiered.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.tiered.testing.TestKeys;
import io.kafkafips.tiered.testing.TestSegment;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteStorageException;
import org.apache.kafka.server.log.remote.storage.RemoteStorageManager.IndexType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultyDelegateTest {
    private static final int C = Rig.CHUNK;

    @TempDir
    static Path folder;

    private static Path keystore;

    private static Rig rig;

    @BeforeAll
    static void start() {
        keystore = TestKeys.write(folder.resolve("keys.bcfks"), "kek-1");
        rig = new Rig(keystore);
    }

    @BeforeEach
    void empty() {
        rig.store.reset();
    }

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    @AfterAll
    static void stop() throws IOException {
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1023, 1024, 1025, 1024 + C + 27, 1024 + C + 28, 1024 + 2 * C + 55})
    void upload_failingAtAnyByte_failsAndTheNextAttemptWorks(int at) throws Exception {
        TestSegment segment = TestSegment.write(folder, 2 * C);
        rig.store.failUploadAt = at;
        assertThatThrownBy(() -> rig.upload(segment)).isInstanceOf(RemoteStorageException.class);
        rig.store.failUploadAt = Integer.MAX_VALUE;
        TestSegment next = segment.nextAttempt();

        RemoteLogSegmentMetadata uploaded = rig.upload(next);

        assertThat(rig.readLog(uploaded)).isEqualTo(next.log());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1023, 1024, 1025, 1024 + C + 27, 1024 + C + 28, 1024 + 2 * C + 55})
    void fetch_failingAtAnyByte_failsAndClosesTheDelegatesStream(int at) throws Exception {
        TestSegment segment = TestSegment.write(folder, 2 * C);
        RemoteLogSegmentMetadata uploaded = rig.upload(segment);
        rig.store.failFetchAt = at;

        // not closed by the reader, as Kafka sometimes does
        assertThatThrownBy(() -> rig.manager.fetchLogSegment(uploaded, 0).readAllBytes())
                .hasStackTraceContaining("storage failed at byte " + at);

        assertThat(rig.store.openStreams).hasValue(0);
        rig.store.failFetchAt = Integer.MAX_VALUE;
        assertThat(rig.readLog(uploaded)).isEqualTo(segment.log());
    }

    @Test
    void read_afterAFailure_failsAgain() throws Exception {
        RemoteLogSegmentMetadata uploaded = rig.upload(TestSegment.write(folder, 2 * C));
        rig.store.failFetchAt = 1024 + C + 100;
        InputStream stream = rig.manager.fetchLogSegment(uploaded, 0);
        stream.readNBytes(C);
        assertThatThrownBy(stream::read).isInstanceOf(IOException.class);

        assertThatThrownBy(stream::read).isInstanceOf(IOException.class);
        assertThat(stream.available()).isZero();
    }

    @Test
    void emptyStream_inAnInterruptedThread_isNoTampering() throws Exception {
        RemoteLogSegmentMetadata uploaded = rig.upload(TestSegment.write(folder, C));
        rig.store.emptyStreams = true;
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> rig.manager.fetchIndex(uploaded, IndexType.OFFSET))
                .isInstanceOf(RemoteStorageException.class)
                .hasRootCauseInstanceOf(InterruptedIOException.class);
    }

    @Test
    void emptyStream_inAnInterruptedThreadWithTheKeyAtHand_isNoTampering() throws Exception {
        RemoteLogSegmentMetadata uploaded = rig.upload(TestSegment.write(folder, C));
        rig.readLog(uploaded);
        rig.store.emptyStreams = true;
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> rig.readLog(uploaded)).isInstanceOf(InterruptedIOException.class);
    }

    @Test
    void error_ofTheDelegate_becomesAnException() throws Exception {
        TestSegment segment = TestSegment.write(folder, C);
        RemoteLogSegmentMetadata uploaded = rig.upload(segment);
        rig.store.error = Optional.of(new NoClassDefFoundError("org/apache/kafka/Moved"));

        assertThatThrownBy(() -> rig.upload(segment)).isInstanceOf(RemoteStorageException.class);
        assertThatThrownBy(() -> rig.readLog(uploaded)).isInstanceOf(RemoteStorageException.class);
    }
}
