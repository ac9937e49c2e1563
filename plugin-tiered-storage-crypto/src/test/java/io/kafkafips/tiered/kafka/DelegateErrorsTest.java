package io.kafkafips.tiered.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.tiered.testing.TestKeys;
import io.kafkafips.tiered.testing.TestSegment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.server.log.remote.storage.LogSegmentData;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata.CustomMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteStorageException;
import org.apache.kafka.server.log.remote.storage.RemoteStorageManager;
import org.apache.kafka.server.log.remote.storage.RetriableRemoteStorageException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the broker gets when the delegate breaks its contract. */
class DelegateErrorsTest {
    @TempDir
    static Path folder;

    private static Rig rig;

    /** Returns null from everything. */
    public static final class NullRemoteStorageManager implements RemoteStorageManager {
        @Override
        public void configure(Map<String, ?> configs) {
            // needs nothing
        }

        @Override
        public Optional<CustomMetadata> copyLogSegmentData(RemoteLogSegmentMetadata metadata, LogSegmentData data)
                throws RemoteStorageException {
            try {
                Files.readAllBytes(data.logSegment());
            } catch (IOException e) {
                throw new RemoteStorageException("not readable", e);
            }
            return null;
        }

        @Override
        public InputStream fetchLogSegment(RemoteLogSegmentMetadata metadata, int start) {
            return null;
        }

        @Override
        public InputStream fetchLogSegment(RemoteLogSegmentMetadata metadata, int start, int end) {
            return null;
        }

        @Override
        public InputStream fetchIndex(RemoteLogSegmentMetadata metadata, IndexType type) {
            return null;
        }

        @Override
        public void deleteLogSegmentData(RemoteLogSegmentMetadata metadata) {
            // nothing is there
        }

        @Override
        public void close() {
            // nothing is held
        }
    }

    @BeforeAll
    static void start() {
        rig = new Rig(TestKeys.write(folder.resolve("keys.bcfks"), "kek-1"));
    }

    @BeforeEach
    void empty() {
        rig.store.reset();
    }

    @AfterAll
    static void stop() throws IOException {
        rig.close();
    }

    @Test
    void upload_toADelegateThatReturnsNull_fails() throws Exception {
        TestSegment segment = TestSegment.write(folder, 100);
        try (Rig returningNull = new Rig(
                folder.resolve("keys.bcfks"),
                Map.of("delegate.class.name", NullRemoteStorageManager.class.getName()))) {
            assertThatThrownBy(() -> returningNull.upload(segment))
                    .isExactlyInstanceOf(RemoteStorageException.class)
                    .hasMessageContaining("returned null");
        }
    }

    @Test
    void upload_thatMayBeTriedAgain_saysSoAsTheDelegateDid() throws Exception {
        TestSegment segment = TestSegment.write(folder, 100);
        RetriableRemoteStorageException failure = new RetriableRemoteStorageException("throttled");
        rig.store.reading = Optional.of(path -> {
            throw failure;
        });

        assertThatThrownBy(() -> rig.upload(segment)).isSameAs(failure);
    }

    @Test
    void upload_withAnUncheckedFailure_isOneThatKafkaCleansUpAfter() throws Exception {
        TestSegment segment = TestSegment.write(folder, 100);
        rig.store.reading = Optional.of(path -> {
            throw new IllegalStateException("connection pool shut down");
        });

        assertThatThrownBy(() -> rig.upload(segment))
                .isExactlyInstanceOf(RemoteStorageException.class)
                .hasRootCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void upload_inAnInterruptedThread_failsAndKeepsTheInterrupt() throws Exception {
        TestSegment segment = TestSegment.write(folder, 100);
        Thread.currentThread().interrupt();

        try {
            assertThatThrownBy(() -> rig.upload(segment)).isInstanceOf(RemoteStorageException.class);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void read_ofAStreamThatStalls_endsWithTheInterruptAndClosesIt() throws Exception {
        RemoteLogSegmentMetadata uploaded = rig.upload(TestSegment.write(folder, 100));
        CountDownLatch stalled = new CountDownLatch(1);
        AtomicBoolean closed = new AtomicBoolean();
        rig.store.stream = Optional.of(() -> new StallingStream(stalled, closed));
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try {
            Future<byte[]> read = reader.submit(() -> rig.readLog(uploaded));
            stalled.await();
            reader.shutdownNow();

            assertThatThrownBy(() -> read.get(60, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(RemoteStorageException.class)
                    .hasRootCauseInstanceOf(InterruptedIOException.class);
            assertThat(closed).isTrue();
        } finally {
            reader.shutdownNow();
        }
    }

    @Test
    void close_again_isHarmlessAndReadsAfterItFail() throws Exception {
        RemoteLogSegmentMetadata uploaded = rig.upload(TestSegment.write(folder, 5000));
        InputStream stream = rig.manager.fetchLogSegment(uploaded, 0);
        stream.read();

        stream.close();
        stream.close();

        assertThat(rig.store.openStreams).hasValue(0);
        assertThat(stream.available()).isZero();
        assertThatThrownBy(stream::read).isInstanceOf(IOException.class);
        assertThatThrownBy(stream::readAllBytes).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> stream.transferTo(new ByteArrayOutputStream())).isInstanceOf(IOException.class);
    }

    @Test
    void stream_usedInOtherWays_staysInItsRange() throws Exception {
        TestSegment segment = TestSegment.write(folder, 3 * Rig.CHUNK);
        RemoteLogSegmentMetadata uploaded = rig.upload(segment);

        try (InputStream stream = rig.manager.fetchLogSegment(uploaded, 10, 2 * Rig.CHUNK + 9)) {
            long skipped = stream.skip(Rig.CHUNK);
            int available = stream.available();
            byte[] some = stream.readNBytes(100);
            ByteArrayOutputStream rest = new ByteArrayOutputStream();
            long transferred = stream.transferTo(rest);

            assertThat(stream.markSupported()).isFalse();
            assertThat(skipped).isEqualTo(Rig.CHUNK);
            assertThat(available).isEqualTo(Rig.CHUNK - 10);
            assertThat(some).isEqualTo(segment.range(Rig.CHUNK + 10, Rig.CHUNK + 109));
            assertThat(rest.toByteArray()).isEqualTo(segment.range(Rig.CHUNK + 110, 2 * Rig.CHUNK + 9));
            assertThat(transferred).isEqualTo(Rig.CHUNK - 100);
            assertThat(stream.read()).isEqualTo(-1);
            assertThat(stream.skip(1)).isZero();
        }
    }

    /** Gives nothing until it is interrupted. */
    private static final class StallingStream extends InputStream {
        private final CountDownLatch stalled;
        private final AtomicBoolean closed;

        StallingStream(CountDownLatch stalled, AtomicBoolean closed) {
            this.stalled = stalled;
            this.closed = closed;
        }

        @Override
        public int read() throws IOException {
            return read(new byte[1], 0, 1);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            stalled.countDown();
            try {
                new CountDownLatch(1).await();
                return -1;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }
}
