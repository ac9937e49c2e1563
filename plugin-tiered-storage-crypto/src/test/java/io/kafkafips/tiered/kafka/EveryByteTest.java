package io.kafkafips.tiered.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kafkafips.tiered.testing.MemoryStore;
import io.kafkafips.tiered.testing.MemoryStore.Reading;
import io.kafkafips.tiered.testing.TestKeys;
import io.kafkafips.tiered.testing.TestSegment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteStorageException;
import org.apache.kafka.server.log.remote.storage.RemoteStorageManager.IndexType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A delegate that fails, ends or lies at any byte of a small segment. */
class EveryByteTest {
    private static final int LOG_BYTES = Rig.CHUNK + 10;
    private static final int CONTAINER_BYTES = 1024 + LOG_BYTES + 2 * 28;
    private static final boolean EVERY_BYTE = Boolean.getBoolean("kafkafips.every.byte");
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    @TempDir
    static Path folder;

    private static Rig rig;
    private static Rig spooling;
    private static TestSegment segment;

    /** Fails after so many bytes. */
    interface Failing {
        Reading at(int failAt);
    }

    @BeforeAll
    static void start() throws IOException {
        Path keystore = TestKeys.write(folder.resolve("keys.bcfks"), "kek-1");
        Path spool = Files.createDirectory(folder.resolve("spool"));
        rig = new Rig(keystore);
        spooling = new Rig(keystore, Map.of("spool.mode", "always", "spool.directory", spool.toString()));
        segment = TestSegment.write(folder, LOG_BYTES);
    }

    @BeforeEach
    void empty() {
        rig.store.reset();
        spooling.store.reset();
    }

    @AfterAll
    static void stop() throws IOException {
        rig.close();
        spooling.close();
    }

    static Stream<Arguments> uploads() {
        Failing stream = failAt -> path -> {
            InputStream in = Files.newInputStream(path);
            requireWhole(in.readNBytes(failAt), failAt);
            return in.readAllBytes();
        };
        Failing channel = failAt -> path -> {
            FileChannel opened = FileChannel.open(path);
            ByteBuffer bytes = ByteBuffer.allocate(failAt);
            opened.read(bytes);
            requireWhole(bytes.array(), failAt);
            return bytes.array();
        };
        Failing file = failAt -> path -> {
            try (InputStream in = new FileInputStream(path.toFile())) {
                requireWhole(in.readNBytes(failAt), failAt);
                return in.readAllBytes();
            }
        };
        return Stream.of(
                Arguments.of("a stream", stream, false),
                Arguments.of("a channel", channel, false),
                Arguments.of("a file", file, true));
    }

    /**
     * The ends of the header and of the container, and many between: an upload makes a key, which takes its time. All of them in the
     * profile for what takes long.
     */
    private static IntStream positions(int from) {
        return IntStream.range(from, CONTAINER_BYTES)
                .filter(at -> EVERY_BYTE
                        || at < 10
                        || (at > 1014 && at < 1040)
                        || at > CONTAINER_BYTES - 45
                        || at % 211 == 0);
    }

    /** What is read before the failure is left open, as by a delegate that forgets. */
    @ParameterizedTest(name = "through {0}")
    @MethodSource("uploads")
    void upload_failingAnywhere_failsAndLeavesNoFileOpen(String name, Failing failing, boolean spooled)
            throws Exception {
        Rig tried = spooled ? spooling : rig;

        for (int at : positions(0).toArray()) {
            tried.store.reading = Optional.of(failing.at(at));
            Throwable failure = catchThrowable(() -> tried.upload(segment.nextAttempt()));

            requireFailure(failure, "storage failed");
        }

        assertThat(tried.store.objects).isEmpty();
        assertThat(openFilesOfSegments()).isZero();
        tried.store.reading = Optional.empty();
        RemoteLogSegmentMetadata next = tried.upload(segment.nextAttempt());
        assertThat(tried.readLog(next)).isEqualTo(segment.log());
    }

    @Test
    void upload_ofATinySegmentFailingAnywhere_fails() throws Exception {
        TestSegment tiny = TestSegment.write(folder, 1);

        int bytes = 1024 + 1 + 28;
        for (int at = 0; at < bytes; at += at < 1000 ? 5 : 1) {
            rig.store.failUploadAt = at;
            Throwable failure = catchThrowable(() -> rig.upload(tiny.nextAttempt()));

            assertThat(failure).as("at byte %s", at).isInstanceOf(RemoteStorageException.class);
        }

        assertThat(openFilesOfSegments()).isZero();
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of("IOException", (Function<String, Throwable>) IOException::new),
                Arguments.of("RemoteStorageException", (Function<String, Throwable>) RemoteStorageException::new),
                Arguments.of("UncheckedIOException", (Function<String, Throwable>)
                        message -> new UncheckedIOException(new IOException(message))),
                Arguments.of("Error", (Function<String, Throwable>) NoClassDefFoundError::new),
                Arguments.of("StackOverflowError", (Function<String, Throwable>) StackOverflowError::new));
    }

    @Test
    void fetch_withoutTheKeyFailingAnywhere_failsAndClosesTheStream() throws Exception {
        for (int at : positions(0).toArray()) {
            RemoteLogSegmentMetadata uploaded = rig.upload(segment.nextAttempt());
            rig.store.failFetchAt = at;
            ByteArrayOutputStream got = new ByteArrayOutputStream();
            Throwable thrown = catchThrowable(
                    () -> rig.manager.fetchLogSegment(uploaded, 0).transferTo(got));

            requireFailure(thrown, "storage failed at byte " + at);
            requireWholeChunks(got.toByteArray());
            rig.store.objects.clear();
        }

        assertThat(rig.store.openStreams).hasValue(0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void fetch_withTheKeyFailingAtAnyByte_failsAndClosesTheStream(String name, Function<String, Throwable> failure)
            throws Exception {
        RemoteLogSegmentMetadata uploaded = rig.upload(segment.nextAttempt());
        rig.readLog(uploaded);
        rig.store.fetchFailure = failure;

        boolean everywhere = failure.apply("") instanceof IOException;
        for (int at : (everywhere ? IntStream.range(1024, CONTAINER_BYTES) : positions(1024))
                .map(position -> position - 1024)
                .toArray()) {
            rig.store.failFetchAt = at;
            ByteArrayOutputStream got = new ByteArrayOutputStream();
            Throwable thrown = catchThrowable(
                    () -> rig.manager.fetchLogSegment(uploaded, 0).transferTo(got));

            requireFailure(thrown, "storage failed at byte " + at);
            requireWholeChunks(got.toByteArray());
        }

        assertThat(rig.store.openStreams).hasValue(0);
        rig.store.failFetchAt = Integer.MAX_VALUE;
        assertThat(rig.readLog(uploaded)).isEqualTo(segment.log());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void fetchIndex_failingAnywhere_failsAndClosesTheStream(String name, Function<String, Throwable> failure)
            throws Exception {
        RemoteLogSegmentMetadata uploaded = rig.upload(segment.nextAttempt());
        rig.store.fetchFailure = failure;

        int bytes = 1024 + 68 + 28;
        for (int at = 0; at < bytes; at += at < 1020 ? 15 : 1) {
            rig.store.failFetchAt = at;
            Throwable thrown = catchThrowable(() ->
                    rig.manager.fetchIndex(uploaded, IndexType.TRANSACTION).readAllBytes());

            requireFailure(thrown, "storage failed at byte " + at);
        }

        assertThat(rig.store.openStreams).hasValue(0);
    }

    @Test
    void fetch_endingAtEveryByte_isCorruptAndNeverShort() throws Exception {
        RemoteLogSegmentMetadata uploaded = rig.upload(segment.nextAttempt());
        byte[] object = rig.store.objects.get(MemoryStore.log(uploaded));

        for (int at = 0; at < CONTAINER_BYTES; at++) {
            rig.store.objects.put(MemoryStore.log(uploaded), Arrays.copyOf(object, at));
            ByteArrayOutputStream got = new ByteArrayOutputStream();
            Throwable thrown = catchThrowable(
                    () -> rig.manager.fetchLogSegment(uploaded, 0).transferTo(got));

            assertThat(thrown).as("at byte %s", at).isInstanceOf(CorruptRecordException.class);
            requireWholeChunks(got.toByteArray());
        }

        assertThat(rig.store.openStreams).hasValue(0);
    }

    @Test
    void fetch_ofAnEndlessStream_isCorrupt() throws Exception {
        RemoteLogSegmentMetadata uploaded = rig.upload(segment.nextAttempt());
        byte[] object = rig.store.objects.get(MemoryStore.log(uploaded));
        rig.store.stream = Optional.of(() -> new EndlessStream(object));

        assertThatThrownBy(() -> rig.readLog(uploaded)).isInstanceOf(CorruptRecordException.class);
    }

    @Test
    void fetch_ofZeroesWithoutEnd_isCorrupt() throws Exception {
        RemoteLogSegmentMetadata uploaded = rig.upload(segment.nextAttempt());
        rig.store.stream = Optional.of(() -> new EndlessStream(new byte[0]));

        assertThatThrownBy(() -> rig.readLog(uploaded)).isInstanceOf(CorruptRecordException.class);
        assertThatThrownBy(() -> rig.manager.fetchIndex(uploaded, IndexType.OFFSET))
                .isInstanceOf(CorruptRecordException.class);
    }

    @Test
    void fetch_thatReturnsNoStream_failsAndNamesTheDelegate() throws Exception {
        RemoteLogSegmentMetadata uploaded = rig.upload(segment.nextAttempt());
        rig.store.stream = Optional.of(() -> null);

        assertThatThrownBy(() -> rig.readLog(uploaded))
                .isInstanceOf(RemoteStorageException.class)
                .hasMessageContaining("MemoryRemoteStorageManager returned null");
        assertThatThrownBy(() -> rig.manager.fetchIndex(uploaded, IndexType.TRANSACTION))
                .isInstanceOf(RemoteStorageException.class)
                .hasMessageContaining("returned null");
    }

    @Test
    void deletion_failingAfterAnyObject_succeedsWhenRepeated() throws Exception {
        for (int after = 0; after < 6; after++) {
            RemoteLogSegmentMetadata uploaded = rig.upload(segment.nextAttempt());
            rig.store.failDeletionAfter = after;
            assertThatThrownBy(() -> rig.manager.deleteLogSegmentData(uploaded))
                    .isInstanceOf(RemoteStorageException.class);
            rig.store.failDeletionAfter = Integer.MAX_VALUE;

            rig.manager.deleteLogSegmentData(uploaded);
            rig.manager.deleteLogSegmentData(uploaded);

            assertThat(rig.store.objects).isEmpty();
        }
    }

    private static void requireWhole(byte[] read, int failAt) throws IOException {
        if (read.length == failAt) {
            throw new IOException("storage failed");
        }
    }

    /** Of a kind that Kafka expects, and for that reason. */
    private static void requireFailure(Throwable failure, String reason) {
        Throwable root = failure;
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        boolean expected = (failure instanceof IOException || failure instanceof RemoteStorageException)
                && reason.equals(root.getMessage());
        if (!expected) {
            fail("expected: " + reason, failure);
        }
    }

    private static void requireWholeChunks(byte[] got) {
        assertThat(got.length == 0 || got.length == Rig.CHUNK).isTrue();
        assertThat(Arrays.equals(got, 0, got.length, segment.log(), 0, got.length))
                .isTrue();
    }

    private static long openFilesOfSegments() throws IOException {
        assumeTrue(Files.isDirectory(OPEN_FILES));
        try (Stream<Path> open = Files.list(OPEN_FILES)) {
            return open.filter(EveryByteTest::isOfASegment).count();
        }
    }

    private static boolean isOfASegment(Path descriptor) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            String below = folder.toRealPath().toString();
            return target.startsWith(below + "/segment")
                    || (target.startsWith(below + "/spool") && !target.endsWith("/lock"));
        } catch (IOException e) {
            return false; // closed since it was listed
        }
    }

    /** Some bytes, then zeroes for ever. */
    private static final class EndlessStream extends InputStream {
        private final ByteArrayInputStream first;

        EndlessStream(byte[] first) {
            this.first = new ByteArrayInputStream(first);
        }

        @Override
        public int read() {
            return Math.max(0, first.read());
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int count = first.read(target, offset, length);
            if (count >= 0) {
                return count;
            }
            Arrays.fill(target, offset, offset + length, (byte) 0);
            return length;
        }
    }
}
