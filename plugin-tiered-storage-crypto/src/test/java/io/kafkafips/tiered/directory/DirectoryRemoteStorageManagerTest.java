package io.kafkafips.tiered.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.tiered.testing.TestSegment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteResourceNotFoundException;
import org.apache.kafka.server.log.remote.storage.RemoteStorageException;
import org.apache.kafka.server.log.remote.storage.RemoteStorageManager.IndexType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryRemoteStorageManagerTest {
    @TempDir
    Path folder;

    private final DirectoryRemoteStorageManager manager = new DirectoryRemoteStorageManager();
    private Path root;

    @BeforeEach
    void start() {
        root = folder.resolve("tiered");
        manager.configure(Map.of("directory.path", root.toString()));
    }

    @Test
    void fetchLogSegment_ofRandomRanges_returnsWhatTheFileHolds() throws Exception {
        TestSegment segment = stored(10_000);
        Random random = new Random(3);

        for (int i = 0; i < 200; i++) {
            int start = random.nextInt(10_000);
            int end = start + random.nextInt(20_000);
            byte[] bounded = read(manager.fetchLogSegment(segment.metadata(), start, end));
            byte[] open = read(manager.fetchLogSegment(segment.metadata(), start));

            assertThat(bounded).isEqualTo(segment.range(start, end));
            assertThat(open).isEqualTo(segment.range(start, Integer.MAX_VALUE));
        }
    }

    @Test
    void fetchLogSegment_readInOtherWays_staysInTheRange() throws Exception {
        TestSegment segment = stored(100);

        try (InputStream stream = manager.fetchLogSegment(segment.metadata(), 10, 12)) {
            int first = stream.read();
            int available = stream.available();
            long skipped = stream.skip(100);
            int afterTheEnd = stream.read();

            assertThat(first).isEqualTo(Byte.toUnsignedInt(segment.log()[10]));
            assertThat(available).isEqualTo(2);
            assertThat(skipped).isEqualTo(2);
            assertThat(afterTheEnd).isEqualTo(-1);
            assertThat(stream.markSupported()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(IndexType.class)
    void fetchIndex_ofAnyType_returnsTheIndex(IndexType type) throws Exception {
        TestSegment segment = stored(100);

        byte[] read = read(manager.fetchIndex(segment.metadata(), type));

        assertThat(read).isEqualTo(segment.index(type).orElseThrow());
    }

    @Test
    void fetch_ofWhatIsNotThere_saysSo() throws Exception {
        TestSegment absent = TestSegment.write(folder, 10);
        TestSegment present = TestSegment.write(folder, 10, TestSegment.TOPIC, 0, false);
        manager.copyLogSegmentData(present.metadata(), present.data());

        assertThatExceptionOfType(RemoteResourceNotFoundException.class)
                .isThrownBy(() -> manager.fetchLogSegment(absent.metadata(), 0));
        assertThatExceptionOfType(RemoteResourceNotFoundException.class)
                .isThrownBy(() -> manager.fetchIndex(present.metadata(), IndexType.TRANSACTION));
    }

    @Test
    void fetchLogSegment_ofAFileOfAnotherLength_isCorrupt() throws Exception {
        TestSegment segment = stored(100);
        Files.write(file(".log"), new byte[1], StandardOpenOption.APPEND);

        assertThatThrownBy(() -> manager.fetchLogSegment(segment.metadata(), 0))
                .isInstanceOf(CorruptRecordException.class)
                .hasMessageContaining("101 bytes, 100 were stored");
    }

    @Test
    void fetchLogSegment_ofNoRange_isRefused() throws Exception {
        TestSegment segment = stored(100);

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> manager.fetchLogSegment(segment.metadata(), 5, 4));
    }

    @Test
    void files_ofASegment_tellNoNameAndAreForTheBrokerAlone() throws Exception {
        TestSegment segment = stored(100);

        List<Path> all = all();

        assertThat(all).hasSize(1 + 1 + 1 + 6).allSatisfy(path -> {
            assertThat(path.toString()).doesNotContain("accounts");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
        });
        assertThat(root.relativize(file(".log")).toString())
                .matches("112233445566778899aabbccddeeff00/0/[0-9a-f]{32}\\.log");
        assertThat(segment.metadata().topicIdPartition().topic()).isEqualTo("accounts");
    }

    @Test
    void copy_again_replacesWhatIsThere() throws Exception {
        TestSegment segment = stored(100);

        manager.copyLogSegmentData(segment.metadata(), segment.data());

        assertThat(read(manager.fetchLogSegment(segment.metadata(), 0))).isEqualTo(segment.log());
        assertThat(all()).hasSize(9);
    }

    @Test
    void copy_thatFails_leavesNoLogAndADeleteLeavesNothing() throws Exception {
        TestSegment segment = TestSegment.write(folder, 100);
        Files.delete(segment.data().producerSnapshotIndex());
        assertThatThrownBy(() -> manager.copyLogSegmentData(segment.metadata(), segment.data()))
                .isInstanceOf(RemoteStorageException.class);
        assertThatExceptionOfType(RemoteResourceNotFoundException.class)
                .isThrownBy(() -> manager.fetchLogSegment(segment.metadata(), 0));

        manager.deleteLogSegmentData(segment.metadata());

        assertThat(all()).containsExactly(root);
    }

    @Test
    void copy_ofALogOfAnotherSize_isRefused() throws Exception {
        TestSegment segment = TestSegment.write(folder, 100);
        Files.write(segment.data().logSegment(), new byte[1], StandardOpenOption.APPEND);

        assertThatThrownBy(() -> manager.copyLogSegmentData(segment.metadata(), segment.data()))
                .isInstanceOf(RemoteStorageException.class)
                .hasMessageContaining("101 bytes");
    }

    @Test
    void delete_twice_leavesOtherSegmentsAlone() throws Exception {
        TestSegment gone = stored(100);
        TestSegment stays = stored(200);

        manager.deleteLogSegmentData(gone.metadata());
        manager.deleteLogSegmentData(gone.metadata());

        assertThat(read(manager.fetchLogSegment(stays.metadata(), 0))).isEqualTo(stays.log());
        assertThat(all()).hasSize(9);
    }

    @Test
    void delete_ofWhatACrashLeft_removesIt() throws Exception {
        RemoteLogSegmentMetadata metadata = stored(100).metadata();
        Path leftOver = Files.createFile(SegmentFiles.temporary(file(".log")));

        manager.deleteLogSegmentData(metadata);

        assertThat(leftOver).doesNotExist();
        assertThat(all()).containsExactly(root);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "relative/path", "/no/such/parent/at/all", "/dev/null", "/\0"})
    void configure_ofNoUsableDirectory_namesTheSetting(String path) {
        Map<String, String> settings = path == null ? Map.of() : Map.of("directory.path", path);

        assertThatThrownBy(() -> new DirectoryRemoteStorageManager().configure(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("rsm.config.delegate.directory.path");
    }

    @Test
    void everyCall_afterClose_fails() throws Exception {
        TestSegment segment = stored(100);

        manager.close();

        assertThatThrownBy(() -> manager.fetchLogSegment(segment.metadata(), 0)).hasMessageContaining("closed");
    }

    @Test
    void configDef_ofTheManager_documentsEveryOption() {
        assertThat(DirectoryRemoteStorageManager.configDef().configKeys().values())
                .allSatisfy(key -> assertThat(key.documentation).isNotBlank());
    }

    private TestSegment stored(int size) throws Exception {
        TestSegment segment = TestSegment.write(folder, size);
        manager.copyLogSegmentData(segment.metadata(), segment.data());
        return segment;
    }

    private List<Path> all() throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.toList();
        }
    }

    private Path file(String suffix) throws IOException {
        return all().stream()
                .filter(path -> path.toString().endsWith(suffix))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] read(InputStream stream) throws IOException {
        try (stream) {
            return stream.readAllBytes();
        }
    }
}
