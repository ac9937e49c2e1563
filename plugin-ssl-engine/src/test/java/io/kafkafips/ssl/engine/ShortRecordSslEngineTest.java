package io.kafkafips.ssl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import javax.net.ssl.SSLEngineResult;
import org.junit.jupiter.api.Test;

class ShortRecordSslEngineTest {
    private final Random random = new Random(8446);

    /** Whatever the sources look like, the delegate gets all their bytes, in order, and never more than one record's worth. */
    @Test
    void wrap_sourcesOfAnyShape_handsOnAllBytesInShortPieces() throws Exception {
        for (int round = 0; round < 200; round++) {
            ByteBuffer[] sources = sources(1 + random.nextInt(4));
            byte[] all = contents(sources);
            ByteBuffer handedOn = ByteBuffer.allocate(all.length);
            ShortRecordSslEngine engine = new ShortRecordSslEngine(new Plain());

            while (Arrays.stream(sources).anyMatch(ByteBuffer::hasRemaining)) {
                int before = handedOn.position();
                SSLEngineResult result = engine.wrap(sources, 0, sources.length, handedOn);
                assertThat(result.bytesConsumed())
                        .isEqualTo(handedOn.position() - before)
                        .isBetween(1, ShortRecordSslEngine.SHORT_PLAINTEXT);
            }

            assertThat(handedOn.array()).isEqualTo(all);
        }
    }

    @Test
    void wrap_afterBulkTraffic_leavesTheLengthToTheDelegate() throws Exception {
        ShortRecordSslEngine engine = new ShortRecordSslEngine(new Plain());
        for (int sent = 0; sent < ShortRecordSslEngine.BULK_BYTES; sent += 16_000) {
            engine.wrap(ByteBuffer.allocate(16_000), ByteBuffer.allocate(16_000));
        }

        SSLEngineResult result = engine.wrap(ByteBuffer.allocate(32_768), ByteBuffer.allocate(32_768));

        assertThat(result.bytesConsumed()).isEqualTo(32_768);
    }

    @Test
    void wrap_offsetAndLength_areKept() throws Exception {
        ByteBuffer[] sources = {ByteBuffer.allocate(7), ByteBuffer.allocate(40_000), ByteBuffer.allocate(9)};

        new ShortRecordSslEngine(new Plain()).wrap(sources, 1, 1, ByteBuffer.allocate(64 * 1024));

        assertThat(Arrays.stream(sources).mapToInt(ByteBuffer::position))
                .containsExactly(0, ShortRecordSslEngine.SHORT_PLAINTEXT, 0);
    }

    private ByteBuffer[] sources(int count) {
        ByteBuffer[] sources = new ByteBuffer[count];
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[random.nextInt(40_000)];
            random.nextBytes(bytes);
            sources[i] = ByteBuffer.wrap(bytes);
        }
        return sources;
    }

    private static byte[] contents(ByteBuffer[] sources) {
        ByteBuffer all = ByteBuffer.allocate(
                Arrays.stream(sources).mapToInt(ByteBuffer::remaining).sum());
        Arrays.stream(sources).map(ByteBuffer::duplicate).forEach(all::put);
        return all.array();
    }

    /** An engine whose records are the plaintext itself. */
    private static final class Plain extends DelegatingSslEngine {
        Plain() {
            super(null);
        }

        @Override
        public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer target) {
            int before = target.position();
            for (int i = offset; i < offset + length; i++) {
                target.put(sources[i]);
            }
            int moved = target.position() - before;
            return new SSLEngineResult(
                    SSLEngineResult.Status.OK, SSLEngineResult.HandshakeStatus.NOT_HANDSHAKING, moved, moved);
        }
    }
}
