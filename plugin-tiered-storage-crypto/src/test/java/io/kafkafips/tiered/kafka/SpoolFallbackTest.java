package io.kafkafips.tiered.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.kafkafips.tiered.testing.MemoryStore;
import io.kafkafips.tiered.testing.MemoryStore.Reading;
import io.kafkafips.tiered.testing.TestKeys;
import io.kafkafips.tiered.testing.TestSegment;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.management.ObjectName;
import org.apache.kafka.common.config.ConfigException;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Delegates that insist on a file get one with the same ciphertext; the segment in the clear is reached by none of their ways. */
class SpoolFallbackTest {
    private static final int BROKER = 4720;

    @TempDir
    static Path folder;

    private static Path keystore;

    private static Rig unspooled;

    private Path spool;
    private TestSegment segment;
    private Optional<Rig> open = Optional.empty();

    @BeforeAll
    static void makeKeys() {
        keystore = TestKeys.write(folder.resolve("keys.bcfks"), "kek-1");
        unspooled = new Rig(keystore, Map.of("spool.mode", "never"));
    }

    @BeforeEach
    void start() throws Exception {
        spool = Files.createTempDirectory(folder, "spool");
        segment = TestSegment.write(folder, 2 * Rig.CHUNK + 100);
    }

    @AfterEach
    void stop() throws IOException {
        if (open.isPresent()) {
            open.get().close();
        }
    }

    @AfterAll
    static void stopUnspooled() throws IOException {
        unspooled.close();
    }

    static Stream<Arguments> readingsOfFiles() {
        return Stream.of(
                Arguments.of("FileInputStream", (Reading) path -> {
                    try (InputStream in = new FileInputStream(path.toFile())) {
                        return in.readAllBytes();
                    }
                }),
                Arguments.of("RandomAccessFile", (Reading) path -> {
                    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
                        byte[] all = new byte[(int) file.length()];
                        file.readFully(all);
                        return all;
                    }
                }),
                Arguments.of("its name", (Reading) path -> Files.readAllBytes(Path.of(path.toString()))),
                Arguments.of("its URI", (Reading) path -> Files.readAllBytes(Path.of(path.toUri()))),
                Arguments.of("a File of its URI", (Reading) path -> {
                    try (InputStream in = new FileInputStream(new File(path.toUri()))) {
                        return in.readAllBytes();
                    }
                }),
                Arguments.of("its absolute name", (Reading) path -> {
                    try (InputStream in = new FileInputStream(path.toFile().getAbsolutePath())) {
                        return in.readAllBytes();
                    }
                }),
                Arguments.of("memory map", (Reading) SpoolFallbackTest::mapped),
                Arguments.of("memory map, and the cause lost", (Reading) path -> {
                    try {
                        return mapped(path);
                    } catch (UnsupportedOperationException e) {
                        throw new RemoteStorageException("cannot read the segment");
                    }
                }),
                Arguments.of("AsynchronousFileChannel", (Reading) path -> {
                    try (AsynchronousFileChannel channel = AsynchronousFileChannel.open(path)) {
                        ByteBuffer all = ByteBuffer.allocate((int) channel.size());
                        channel.read(all, 0).get();
                        return all.array();
                    }
                }),
                Arguments.of("lock", (Reading) path -> {
                    try (FileChannel channel = FileChannel.open(path)) {
                        channel.lock(0, Long.MAX_VALUE, true);
                        return Files.readAllBytes(path);
                    }
                }),
                Arguments.of("hard link", (Reading) path -> {
                    Path link = folder.resolve("link-" + System.nanoTime());
                    return Files.readAllBytes(Files.createLink(link, path));
                }),
                Arguments.of("symbolic link", (Reading) path -> {
                    Path link = folder.resolve("symlink-" + System.nanoTime());
                    return Files.readAllBytes(Files.createSymbolicLink(link, path));
                }),
                Arguments.of("copy as of commons-io", (Reading) path -> {
                    File target = folder.resolve("copy-" + System.nanoTime()).toFile();
                    try (FileInputStream in = new FileInputStream(path.toFile());
                            FileOutputStream out = new FileOutputStream(target)) {
                        out.getChannel()
                                .transferFrom(
                                        in.getChannel(), 0, in.getChannel().size());
                    }
                    return Files.readAllBytes(target.toPath());
                }),
                Arguments.of("move", (Reading)
                        path -> Files.readAllBytes(Files.move(path, folder.resolve("moved-" + System.nanoTime())))),
                Arguments.of("sibling", (Reading) path -> Files.readAllBytes(path.resolveSibling(path.getFileName()))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readingsOfFiles")
    void upload_toADelegateThatInsistsOnFiles_fallsBackAtOnceAndStaysThere(String name, Reading reading)
            throws Exception {
        Rig rig = rig("auto");
        rig.store.reading = Optional.of(reading);

        RemoteLogSegmentMetadata first = rig.upload(segment);
        RemoteLogSegmentMetadata second = rig.upload(segment.nextAttempt());

        assertThat(rig.store.calls).containsExactly("copy", "delete", "copy", "copy");
        assertThat(rig.readLog(first)).isEqualTo(segment.log());
        assertThat(rig.readLog(second)).isEqualTo(segment.log());
        try (InputStream index = rig.manager.fetchIndex(second, IndexType.TIMESTAMP)) {
            assertThat(index.readAllBytes())
                    .isEqualTo(segment.index(IndexType.TIMESTAMP).orElseThrow());
        }
        requireNothingReadable(rig.store);
        assertThat(filesOfUploads()).isEmpty();
        assertThat(metric("SpoolFallbacks")).isEqualTo(1L);
        assertThat(metric("SpooledCopies")).isEqualTo(2L);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readingsOfFiles")
    void upload_withoutASpool_failsWithTheRemedyAndGivesNothingAway(String name, Reading reading) throws Exception {
        Rig rig = unspooled;
        rig.store.reset();
        List<byte[]> got = new ArrayList<>();
        rig.store.reading = Optional.of(path -> {
            byte[] bytes = reading.of(path);
            got.add(bytes);
            return bytes;
        });

        assertThatThrownBy(() -> rig.upload(segment))
                .isInstanceOf(RemoteStorageException.class)
                .hasMessageContaining("insists on files")
                .hasMessageContaining("rsm.config.spool.mode=auto");
        assertThat(got).isEmpty();
        assertThat(rig.store.calls).containsExactly("copy");
    }

    static Stream<Arguments> failuresOfStorage() {
        return Stream.of(
                Arguments.of("time-out", new SocketTimeoutException("connect timed out")),
                Arguments.of("a folder of its own", new FileNotFoundException("/mnt/bucket/x (No such file)")),
                Arguments.of("its own refusal", new UnsupportedOperationException("this bucket cannot do that")),
                Arguments.of("a wrong argument", new IllegalArgumentException("bucket name")),
                Arguments.of("a wrong class", new ClassCastException("class a.B cannot be cast to class c.D")),
                Arguments.of("an error", new NoClassDefFoundError("org/apache/kafka/Moved")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failuresOfStorage")
    void upload_thatStorageRefuses_isNoReasonToSpool(String name, Throwable failure) throws Exception {
        Rig rig = rig("auto");
        rig.store.reading = Optional.of(path -> {
            Files.readAllBytes(path);
            if (failure instanceof Error error) {
                throw error;
            }
            throw (Exception) failure;
        });

        assertThatThrownBy(() -> rig.upload(segment))
                .isInstanceOf(RemoteStorageException.class)
                .hasStackTraceContaining(failure.getMessage());

        assertThat(rig.store.calls).containsExactly("copy");
        assertThat(metric("SpoolFallbacks")).isEqualTo(0L);
        assertThat(metric("CopiesFailedInStorage")).isEqualTo(1L);
    }

    @Test
    void upload_thatFoundAnotherWayAndThenFails_isNoReasonToSpool() throws Exception {
        Rig rig = rig("auto");
        rig.store.reading = Optional.of(path -> {
            try {
                return mapped(path);
            } catch (UnsupportedOperationException e) {
                try (InputStream in = Files.newInputStream(path)) {
                    in.readNBytes(5000);
                    throw new SocketTimeoutException("upload timed out");
                }
            }
        });

        assertThatThrownBy(() -> rig.upload(segment)).hasStackTraceContaining("upload timed out");

        assertThat(rig.store.calls).containsExactly("copy");
    }

    @Test
    void upload_thatFallsBackInTheMiddle_givesTheSameBytesAgain() throws Exception {
        Rig rig = rig("auto");
        Map<String, List<byte[]>> read = new HashMap<>();
        rig.store.reading = Optional.of(path -> {
            byte[] bytes = path.toString().endsWith(".log") ? Files.readAllBytes(path) : mapped(path);
            read.computeIfAbsent(path.getFileName().toString(), any -> new ArrayList<>())
                    .add(bytes);
            return bytes;
        });

        rig.upload(segment);

        List<byte[]> log = read.get("00000000000000000000.log");
        assertThat(log).hasSize(2);
        assertThat(log.get(0)).isEqualTo(log.get(1));
        assertThat(metric("SealedBytes")).isEqualTo((long) segment.log().length + 4096 + 5000 + 40 + 68);
    }

    @Test
    void upload_whoseFirstAttemptCannotBeDeleted_isLeftToKafka() throws Exception {
        Rig rig = rig("auto");
        rig.store.reading =
                Optional.of(path -> path.toString().endsWith(".log") ? Files.readAllBytes(path) : mapped(path));
        rig.store.failDeletionAfter = 0;

        assertThatThrownBy(() -> rig.upload(segment))
                .isInstanceOf(RemoteStorageException.class)
                .hasMessageContaining("deletion failed");
        rig.store.failDeletionAfter = Integer.MAX_VALUE;
        RemoteLogSegmentMetadata next = rig.upload(segment.nextAttempt());

        assertThat(rig.readLog(next)).isEqualTo(segment.log());
        assertThat(rig.store.calls).containsExactly("copy", "delete", "copy");
    }

    @Test
    void upload_thatFailsAgainWithTheSameException_isThatOne() throws Exception {
        Rig rig = rig("auto");
        List<RemoteStorageException> failure = new ArrayList<>();
        rig.store.reading = Optional.of(path -> {
            if (failure.isEmpty()) {
                failure.add(new RemoteStorageException("cannot read", catchThrowable(() -> mapped(path))));
            }
            throw failure.get(0);
        });

        Throwable thrown = catchThrowable(() -> rig.upload(segment));

        assertThat(thrown).isSameAs(failure.get(0));
        assertThat(rig.store.calls).containsExactly("copy", "delete", "copy");
    }

    @Test
    void upload_thatIsAlwaysSpooled_isReadFromAFileOfTheBrokersUserAlone() throws Exception {
        Rig rig = rig("always");
        List<String> seen = new ArrayList<>();
        rig.store.reading = Optional.of(path -> {
            byte[] bytes = Files.readAllBytes(path);
            seen.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)) + " "
                    + PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())) + " "
                    + PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(path.getParent().getParent()))
                    + " " + new String(bytes, 0, 4, StandardCharsets.US_ASCII));
            return bytes;
        });

        RemoteLogSegmentMetadata uploaded = rig.upload(segment);

        assertThat(seen).hasSize(5).containsOnly("rw------- rwx------ rwx------ KTSE");
        assertThat(rig.readLog(uploaded)).isEqualTo(segment.log());
        assertThat(metric("SpoolFallbacks")).isEqualTo(0L);
        assertThat(filesOfUploads()).isEmpty();
    }

    @Test
    void upload_thatIsSpooledAndFails_leavesNoFile() throws Exception {
        Rig rig = rig("always");
        rig.store.reading = Optional.of(path -> {
            throw new IOException("storage is away");
        });

        assertThatThrownBy(() -> rig.upload(segment)).hasStackTraceContaining("storage is away");

        assertThat(filesOfUploads()).isEmpty();
        assertThat(rig.store.calls).containsExactly("copy");
    }

    @Test
    void upload_whoseSpoolCannotBeWritten_failsWithTheRemedyAndTheNextWorks() throws Exception {
        Rig rig = rig("always");
        Path away = folder.resolve("away-" + System.nanoTime());
        Files.move(spool, away);

        assertThatThrownBy(() -> rig.upload(segment))
                .isInstanceOf(RemoteStorageException.class)
                .hasMessageContaining("rsm.config.spool.directory");
        assertThat(metric("SpoolFailures")).isEqualTo(1L);
        Files.move(away, spool);
        RemoteLogSegmentMetadata next = rig.upload(segment.nextAttempt());

        assertThat(rig.readLog(next)).isEqualTo(segment.log());
        assertThat(filesOfUploads()).isEmpty();
    }

    @Test
    void close_ofTheManager_removesTheSpool() throws Exception {
        Rig rig = rig("always");
        rig.upload(segment);

        rig.close();

        open = Optional.empty();
        assertThat(spool).isEmptyDirectory();
    }

    @Test
    void copy_thatDoesNotReadTheLog_isNotTakenForDone() throws Exception {
        Rig rig = rig("auto");
        rig.store.reading = Optional.of(path -> {
            try (InputStream in = Files.newInputStream(path)) {
                return in.readNBytes(1024 + Rig.CHUNK);
            }
        });

        assertThatThrownBy(() -> rig.upload(segment))
                .isInstanceOf(RemoteStorageException.class)
                .hasMessageContaining("has not read its log to the end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"relative", "/dev/null", "/no/such/place", "/a\0b"})
    void configure_withASpoolThatCannotBe_namesTheSetting(String directory) {
        assertThatThrownBy(() -> new Rig(keystore, Map.of("spool.directory", directory)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("rsm.config.spool.directory");
    }

    @Test
    void configure_withAnUnknownMode_isRefused() {
        assertThatThrownBy(() -> new Rig(keystore, Map.of("spool.mode", "sometimes")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("spool.mode");
    }

    private Rig rig(String mode) {
        Rig rig =
                new Rig(keystore, Map.of("spool.mode", mode, "spool.directory", spool.toString(), "broker.id", BROKER));
        open = Optional.of(rig);
        return rig;
    }

    private static byte[] mapped(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path)) {
            ByteBuffer map = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            byte[] all = new byte[map.remaining()];
            map.get(all);
            return all;
        }
    }

    private void requireNothingReadable(MemoryStore store) {
        String piece = new String(segment.log(), 50, 40, StandardCharsets.ISO_8859_1);
        assertThat(store.objects.values()).allSatisfy(object -> {
            assertThat(Arrays.copyOf(object, 4)).isEqualTo("KTSE".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(object, StandardCharsets.ISO_8859_1)).doesNotContain(piece);
        });
    }

    /** What lies below the folder of the manager, but its lock. */
    private List<Path> filesOfUploads() throws IOException {
        try (Stream<Path> paths = Files.walk(spool)) {
            return paths.filter(path -> spool.relativize(path).getNameCount() > 1 && !path.endsWith("lock"))
                    .toList();
        }
    }

    private static Object metric(String attribute) throws Exception {
        return ManagementFactory.getPlatformMBeanServer()
                .getAttribute(new ObjectName("io.kafkafips:type=TieredStorage,broker=" + BROKER), attribute);
    }
}
