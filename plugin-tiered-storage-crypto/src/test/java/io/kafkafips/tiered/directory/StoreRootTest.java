package io.kafkafips.tiered.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.tiered.testing.TestSegment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.server.log.remote.storage.RemoteResourceNotFoundException;
import org.apache.kafka.server.log.remote.storage.RemoteStorageException;
import org.apache.kafka.server.log.remote.storage.RemoteStorageManager.IndexType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that is not mounted is noticed, and what is written is whole or not there. */
class StoreRootTest {
    private static final String ID = "tiered-7";

    @TempDir
    Path folder;

    private Path root;

    @BeforeEach
    void mount() throws IOException {
        root = Files.createDirectory(folder.resolve("tiered"));
        Files.writeString(root.resolve(".kafkafips-store"), ID + "\n");
    }

    @Test
    void configure_ofAStoreThatIsNotMounted_isRefusedWithTheRemedy() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertThatThrownBy(() -> manager(empty))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("rsm.config.delegate.directory.store.id")
                .hasMessageContaining("is missing")
                .hasMessageContaining("echo tiered-7 > " + empty.resolve(".kafkafips-store"));
        assertThat(empty).isEmptyDirectory();
    }

    @Test
    void configure_ofAStoreWhoseFolderIsMissing_doesNotMakeIt() {
        Path missing = folder.resolve("missing");

        assertThatThrownBy(() -> manager(missing)).isInstanceOf(ConfigException.class);
        assertThat(missing).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiered-8", "", "tiered-7x"})
    void configure_ofAnotherStore_isRefused(String found) throws Exception {
        Files.writeString(root.resolve(".kafkafips-store"), found);

        assertThatThrownBy(() -> manager(root))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("tiered-7");
    }

    @Test
    void configure_ofAStoreWithAMarkerThatIsNoText_isRefused() throws Exception {
        Files.write(root.resolve(".kafkafips-store"), new byte[] {(byte) 0xff, (byte) 0xfe});

        assertThatThrownBy(() -> manager(root)).isInstanceOf(ConfigException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/proc", "/dev/null/x"})
    void configure_ofAFolderThatCannotBeWritten_isRefused(String path) {
        assertThatThrownBy(() -> new DirectoryRemoteStorageManager().configure(Map.of("directory.path", path)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("rsm.config.delegate.directory.path");
    }

    @Test
    void configure_ofAStore_leavesNothingOfItsTrial() throws Exception {
        manager(root).close();

        try (Stream<Path> paths = Files.list(root)) {
            assertThat(paths).containsExactly(root.resolve(".kafkafips-store"));
        }
    }

    /** The mount goes away and leaves an empty directory, as an unmounted NFS export does. */
    @Test
    void everyCall_whileTheStoreIsNotMounted_failsAndNeitherWritesNorSaysNotFound() throws Exception {
        DirectoryRemoteStorageManager manager = manager(root);
        TestSegment stored = stored(manager);
        Path away = folder.resolve("away");
        Files.move(root, away);
        Files.createDirectory(root);
        TestSegment next = TestSegment.write(folder, 200);

        List<Callable<?>> calls = List.of(
                () -> manager.copyLogSegmentData(next.metadata(), next.data()),
                () -> manager.fetchLogSegment(stored.metadata(), 0),
                () -> manager.fetchIndex(stored.metadata(), IndexType.TRANSACTION),
                () -> {
                    manager.deleteLogSegmentData(stored.metadata());
                    return "deleted";
                });

        assertThat(calls)
                .allSatisfy(call -> assertThatThrownBy(call::call)
                        .isInstanceOf(RemoteStorageException.class)
                        .isNotInstanceOf(RemoteResourceNotFoundException.class)
                        .hasMessageContaining("mount"));
        assertThat(root).isEmptyDirectory();
        Files.delete(root);
        Files.move(away, root);
        assertThat(read(manager.fetchLogSegment(stored.metadata(), 0))).isEqualTo(stored.log());
    }

    @Test
    void everyCall_whileTheFolderIsGone_failsWithoutAnIdToo() throws Exception {
        DirectoryRemoteStorageManager manager = new DirectoryRemoteStorageManager();
        manager.configure(Map.of("directory.path", root.toString()));
        TestSegment stored = stored(manager);
        Files.move(root, folder.resolve("away"));

        assertThatExceptionOfType(RemoteStorageException.class)
                .isThrownBy(() -> manager.deleteLogSegmentData(stored.metadata()));
        assertThatThrownBy(() -> manager.fetchIndex(stored.metadata(), IndexType.TRANSACTION))
                .isInstanceOf(RemoteStorageException.class)
                .isNotInstanceOf(RemoteResourceNotFoundException.class);
        assertThatExceptionOfType(RemoteStorageException.class).isThrownBy(() -> stored(manager));
        assertThat(root).doesNotExist();
    }

    @Test
    void fetchLogSegment_pastTheEnd_isRefused() throws Exception {
        DirectoryRemoteStorageManager manager = manager(root);
        TestSegment stored = stored(manager);

        assertThatExceptionOfType(RemoteStorageException.class)
                .isThrownBy(() -> manager.fetchLogSegment(stored.metadata(), 200));
        assertThat(read(manager.fetchLogSegment(stored.metadata(), 199))).hasSize(1);
    }

    @Test
    void write_thatFailsInTheMiddle_leavesNothingAndKeepsWhatWasThere() throws Exception {
        DurableFiles files = new DurableFiles(root);
        Path file = root.resolve("a/b/c.log");
        files.write(file, DurableFiles.of(ByteBuffer.wrap(new byte[] {1, 2})));

        assertThatThrownBy(() -> files.write(file, target -> {
                    target.write(ByteBuffer.allocate(1000));
                    throw new IOException("No space left on device");
                }))
                .hasMessageContaining("No space left");

        assertThat(Files.readAllBytes(file)).containsExactly(1, 2);
        try (Stream<Path> beside = Files.list(file.getParent())) {
            assertThat(beside).containsExactly(file);
        }
    }

    /** Folders come and go while others write into them. */
    @Test
    void brokers_onOneFolder_doNotDisturbEachOther() throws Exception {
        ExecutorService brokers = Executors.newFixedThreadPool(3);
        try {
            List<Future<Integer>> runs = new ArrayList<>();
            for (int broker = 0; broker < 3; broker++) {
                Path own = Files.createDirectory(folder.resolve("broker-" + broker));
                runs.add(brokers.submit(() -> storeReadAndDelete(manager(root), own)));
            }

            for (Future<Integer> run : runs) {
                assertThat(run.get()).isEqualTo(15);
            }
        } finally {
            brokers.shutdownNow();
        }
        try (Stream<Path> left = Files.list(root)) {
            assertThat(left).containsExactly(root.resolve(".kafkafips-store"));
        }
    }

    private static int storeReadAndDelete(DirectoryRemoteStorageManager manager, Path own) throws Exception {
        TestSegment first = TestSegment.write(own, 300);
        int right = 0;
        for (int i = 0; i < 15; i++) {
            TestSegment segment = first.nextAttempt();
            manager.copyLogSegmentData(segment.metadata(), segment.data());
            byte[] read = read(manager.fetchLogSegment(segment.metadata(), 0));
            right += Arrays.equals(read, segment.log()) ? 1 : 0;
            manager.deleteLogSegmentData(segment.metadata());
        }
        return right;
    }

    private static DirectoryRemoteStorageManager manager(Path root) {
        DirectoryRemoteStorageManager manager = new DirectoryRemoteStorageManager();
        manager.configure(Map.of("directory.path", root.toString(), "directory.store.id", ID));
        return manager;
    }

    private TestSegment stored(DirectoryRemoteStorageManager manager) throws Exception {
        TestSegment segment = TestSegment.write(folder, 200);
        manager.copyLogSegmentData(segment.metadata(), segment.data());
        return segment;
    }

    private static byte[] read(InputStream stream) throws IOException {
        try (stream) {
            return stream.readAllBytes();
        }
    }
}
