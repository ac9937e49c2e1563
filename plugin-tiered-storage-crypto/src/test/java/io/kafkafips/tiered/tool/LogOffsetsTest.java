package io.kafkafips.tiered.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogOffsetsTest {
    private static final int BATCH = 100;

    @TempDir
    private Path folder;

    @Test
    void of_batches_spansThemAll() throws Exception {
        LogOffsets offsets = LogOffsets.of(log(batch(7, 2), batch(10, 0), batch(20, 4)));

        assertThat(offsets).isEqualTo(new LogOffsets(7, 25));
    }

    @Test
    void of_whatIsNoLog_isRefused() {
        ByteBuffer endless = batch(0, 0).putInt(8, -1);
        ByteBuffer old = batch(0, 0).put(16, (byte) 1);

        assertThatThrownBy(() -> LogOffsets.of(log())).hasMessageContaining("empty");
        assertThatThrownBy(() -> LogOffsets.of(log(endless))).hasMessageContaining("byte 0");
        assertThatThrownBy(() -> LogOffsets.of(log(old))).hasMessageContaining("byte 0");
        assertThatThrownBy(() -> LogOffsets.of(log(batch(5, 0), batch(4, 0)))).hasMessageContaining("byte 100");
        assertThatThrownBy(() -> LogOffsets.of(log(batch(5, 0), ByteBuffer.allocate(3))))
                .hasMessageContaining("byte 100");
        assertThatThrownBy(() -> LogOffsets.of(log(batch(5, 0), batch(6, 0).limit(90))))
                .hasMessageContaining("byte 100");
    }

    private static ByteBuffer batch(long baseOffset, int lastOffsetDelta) {
        return ByteBuffer.allocate(BATCH)
                .putLong(0, baseOffset)
                .putInt(8, BATCH - 12)
                .put(16, (byte) 2)
                .putInt(23, lastOffsetDelta);
    }

    private Path log(ByteBuffer... batches) throws IOException {
        Path file = Files.createTempFile(folder, "segment", ".log");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (ByteBuffer batch : batches) {
                channel.write(batch);
            }
        }
        return file;
    }
}
