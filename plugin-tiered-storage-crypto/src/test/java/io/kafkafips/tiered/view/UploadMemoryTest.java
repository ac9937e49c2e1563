package io.kafkafips.tiered.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.kafkafips.tiered.crypto.ObjectKey;
import io.kafkafips.tiered.crypto.SegmentCounters;
import io.kafkafips.tiered.crypto.TieredJca;
import io.kafkafips.tiered.format.ContainerHeader;
import io.kafkafips.tiered.format.ObjectType;
import io.kafkafips.tiered.format.SegmentIdentity;
import io.kafkafips.tiered.format.WrapAlgorithm;
import io.kafkafips.tiered.format.WrappedKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an upload allocates: the same buffers serve all chunks. */
class UploadMemoryTest {
    private static final int LOG_BYTES = 32 << 20;
    private static final int MOST_BYTES = 8 << 20;

    @TempDir
    Path folder;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private Path plain;

    @BeforeEach
    void start() throws IOException {
        plain = folder.resolve("00000000000000000042.log");
        try (RandomAccessFile file = new RandomAccessFile(plain.toFile(), "rw")) {
            file.setLength(LOG_BYTES);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 18, 20})
    void copy_ofALog_allocatesLessThan8MiB(int chunkLog2) throws Exception {
        read(chunkLog2); // classes are loaded and the module is warm

        long before = threads.getCurrentThreadAllocatedBytes();
        long read = read(chunkLog2);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(read).isGreaterThan(LOG_BYTES);
        assertThat(allocated).isLessThan(MOST_BYTES);
    }

    @Test
    void copy_handsWholeFramesOn() throws Exception {
        try (CiphertextView view = view(20);
                InputStream in = Files.newInputStream(view.asPath("a.log"))) {
            CountingStream out = new CountingStream();

            in.transferTo(out);

            assertThat(out.writes).isEqualTo(1 + 32);
        }
    }

    private long read(int chunkLog2) throws Exception {
        try (CiphertextView view = view(chunkLog2);
                InputStream in = Files.newInputStream(view.asPath("a.log"))) {
            return in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private CiphertextView view(int chunkLog2) throws Exception {
        PlaintextSource source = PlaintextSource.of(plain);
        ContainerHeader header = new ContainerHeader(
                ObjectType.LOG,
                chunkLog2,
                source.sizeBytes(),
                new Uuid(1, 2),
                new WrappedKey(WrapAlgorithm.AES_KWP, "kek", new byte[40]));
        ObjectKey key = ObjectKey.bind(
                TieredJca.dekGenerator().generateKey(),
                header.type(),
                header.layout(),
                header.objectId(),
                new SegmentIdentity(new Uuid(3, 4), 5, new Uuid(6, 7)));
        return new CiphertextView(source, header, key, new SegmentCounters());
    }

    /** Counts writes. */
    private static final class CountingStream extends OutputStream {
        private int writes;

        @Override
        public void write(int value) {
            writes++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            writes++;
        }
    }
}
