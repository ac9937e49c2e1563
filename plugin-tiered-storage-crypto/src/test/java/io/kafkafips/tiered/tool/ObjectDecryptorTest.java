package io.kafkafips.tiered.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.tiered.testing.TestSegment;
import java.io.ByteArrayOutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.kafka.server.log.remote.storage.RemoteStorageManager.IndexType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectDecryptorTest {
    private static final int LOG_BYTES = 10_000;

    @TempDir
    private Path folder;

    private ToolStore store;
    private TestSegment segment;
    private Path plain;
    private ObjectDecryptor decryptor;

    @BeforeEach
    void write() throws Exception {
        store = new ToolStore(folder);
        segment = store.upload(LOG_BYTES);
        plain = Files.createDirectory(folder.resolve("plain"));
        decryptor = new ObjectDecryptor(store.source(), done -> {});
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void toFile_soundObjects_areWhatWasStored() throws Exception {
        long bytes = decryptor.toFile(store.stored(segment, "log"), plain.resolve("log"), false);
        decryptor.toFile(store.stored(segment, "index"), plain.resolve("index"), false);

        assertThat(bytes).isEqualTo(LOG_BYTES);
        assertThat(plain.resolve("log")).hasBinaryContent(segment.log());
        assertThat(plain.resolve("index"))
                .hasBinaryContent(segment.index(IndexType.OFFSET).orElseThrow());
    }

    @Test
    void toFile_lastChunkAltered_leavesNothing() throws Exception {
        ToolStore.flip(store.object(segment, "log"), ToolStore.HEADER + 2 * ToolStore.FRAME + 40);

        assertThatThrownBy(() -> decryptor.toFile(store.stored(segment, "log"), plain.resolve("log"), false))
                .isInstanceOf(RefusedObjectException.class)
                .extracting(e -> ((RefusedObjectException) e).fault())
                .isEqualTo(Fault.ALTERED);
        assertThat(plain).isEmptyDirectory();
    }

    @Test
    void toFile_fileThatIsThere_staysAsItWas() throws Exception {
        Path target = Files.writeString(plain.resolve("log"), "precious");

        assertThatThrownBy(() -> decryptor.toFile(store.stored(segment, "log"), target, false))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(target).hasContent("precious");
    }

    /** Whoever reads a pipe cannot take back what he has read. */
    @Test
    void toStream_lastChunkAltered_releasesNotOneByte() throws Exception {
        ToolStore.flip(store.object(segment, "log"), ToolStore.HEADER + 2 * ToolStore.FRAME + 40);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        assertThatThrownBy(() -> decryptor.toStream(store.stored(segment, "log"), out))
                .isInstanceOf(RefusedObjectException.class);
        assertThat(out.size()).isZero();
    }

    @Test
    void toStream_cutBetweenChunks_releasesNotOneByte() throws Exception {
        Path log = store.object(segment, "log");
        Files.write(log, Arrays.copyOf(Files.readAllBytes(log), ToolStore.HEADER + 2 * ToolStore.FRAME));
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        assertThatThrownBy(() -> decryptor.toStream(store.stored(segment, "log"), out))
                .isInstanceOf(RefusedObjectException.class)
                .hasMessageContaining("it ends in chunk 2 of 3");
        assertThat(out.size()).isZero();
    }

    @Test
    void toStream_soundObject_isWhatWasStored() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        decryptor.toStream(store.stored(segment, "log"), out);

        assertThat(out.toByteArray()).isEqualTo(segment.log());
    }

    @Test
    void export_segmentThatLacksAnIndex_isRefused() throws Exception {
        Files.delete(store.object(segment, "timeindex"));
        StoredSegment whole = StoredSegment.around(store.object(segment, "log")).orElseThrow();

        assertThatThrownBy(() -> new SegmentExport(decryptor).export(whole, plain, 0L, false))
                .isInstanceOf(RefusedObjectException.class)
                .hasMessageContaining("TIME_INDEX");
        assertThat(plain).isEmptyDirectory();
    }

    @Test
    void export_logThatIsNoneOfKafka_needsTheBaseOffset() throws Exception {
        StoredSegment whole = StoredSegment.around(store.object(segment, "log")).orElseThrow();

        assertThatThrownBy(() -> new SegmentExport(decryptor).export(whole, plain, null, false))
                .isInstanceOf(RefusedObjectException.class)
                .hasMessageContaining("does not tell its base offset");
        assertThat(plain).isEmptyDirectory();

        new SegmentExport(decryptor).export(whole, plain, 12L, false);

        assertThat(plain.resolve("00000000000000000012.log")).hasBinaryContent(segment.log());
        assertThat(plain.resolve("00000000000000000012.txnindex")).exists();
        assertThat(plain.resolve("leader-epoch-checkpoint")).exists();
    }
}
