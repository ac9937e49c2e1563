package io.kafkafips.tiered.format;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.Random;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

/**
 * A header from storage: whatever the bytes, they are the one form of a header, or a MalformedContainerException. Seeded in every build,
 * {@code -Pfuzz} goes on guided by coverage.
 */
class ContainerFormatFuzzTest {
    @FuzzTest(maxDuration = "2m")
    void decode_anyBytes_isTheOneFormOfAHeaderOrRefused(byte[] bytes) {
        judge(bytes);
        // most of what a fuzzer makes is too short or too long: the header may begin with it
        judge(Arrays.copyOf(bytes, ContainerFormat.HEADER_BYTES));
        byte[] withMagic = header();
        System.arraycopy(bytes, 0, withMagic, 4, Math.min(bytes.length, withMagic.length - 4));
        judge(withMagic);
    }

    @Test
    void decode_ofHeadersRandomlyChanged_isTheOneFormOfAHeaderOrRefused() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = header();
            for (int change = 0; change <= random.nextInt(3); change++) {
                bytes[random.nextInt(64)] = (byte) random.nextInt(256);
            }
            judge(bytes);
        }
    }

    private static void judge(byte[] bytes) {
        ContainerHeader header;
        try {
            header = ContainerFormat.decode(bytes);
        } catch (MalformedContainerException e) {
            return;
        }
        if (!Arrays.equals(ContainerFormat.encode(header), bytes)) {
            throw new AssertionError("Two forms of " + header);
        }
        requireGeometry(header.layout());
    }

    /** Storage says how long an index is: no length may lead a reader out of its buffers. */
    private static void requireGeometry(ContainerLayout layout) {
        boolean sane = layout.chunkCount() >= 1
                && layout.largestFrameBytes() <= layout.chunkBytes() + ContainerFormat.FRAME_OVERHEAD_BYTES
                && layout.plainBytes(0) >= 0
                && layout.frameStart(0) == ContainerFormat.HEADER_BYTES;
        if (!sane) {
            throw new AssertionError("No geometry: " + layout);
        }
    }

    private static byte[] header() {
        WrappedKey key = new WrappedKey(WrapAlgorithm.AES_KWP, "kek-ä", new byte[40]);
        return ContainerFormat.encode(new ContainerHeader(ObjectType.LOG, 18, 5, new Uuid(1, 2), key));
    }
}
