package io.kafkafips.tiered.view;

import io.kafkafips.tiered.crypto.SegmentCipher;
import io.kafkafips.tiered.crypto.SegmentCounters;
import io.kafkafips.tiered.format.ContainerFormat;
import io.kafkafips.tiered.format.ContainerLayout;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The IV and the tag of every frame that was sealed: 28 bytes each. A second read of a frame seals it again under the same IV, and
 * releases it only when the tag is the same too. So every reader sees the same object, and no IV ever meets a second plaintext
 * (SP 800-38D 8), even if the file below has changed. Thread-safe.
 */
final class FrameMemo {
    private final ContainerLayout layout;
    private final SegmentCounters counters;
    private final byte[] ivsAndTags;
    private final BitSet known = new BitSet();

    FrameMemo(ContainerLayout layout, SegmentCounters counters) {
        this.layout = layout;
        this.counters = counters;
        this.ivsAndTags = new byte[Math.toIntExact(layout.chunkCount() * ContainerFormat.FRAME_OVERHEAD_BYTES)];
    }

    /** Whether every frame was sealed. */
    synchronized boolean isComplete() {
        return known.cardinality() == layout.chunkCount();
    }

    /** Seals a chunk into {@code frame}. */
    void seal(SegmentCipher cipher, int index, byte[] plain, byte[] frame)
            throws IOException, GeneralSecurityException {
        boolean last = layout.isLast(index);
        int length = layout.plainBytes(index);
        int slot = index * ContainerFormat.FRAME_OVERHEAD_BYTES;
        int tagAt = ContainerFormat.IV_BYTES + length;
        synchronized (this) {
            if (!known.get(index)) {
                cipher.seal(index, last, plain, length, frame);
                System.arraycopy(frame, 0, ivsAndTags, slot, ContainerFormat.IV_BYTES);
                System.arraycopy(frame, tagAt, ivsAndTags, slot + ContainerFormat.IV_BYTES, ContainerFormat.TAG_BYTES);
                known.set(index);
                counters.sealed(length);
                return;
            }
        }
        byte[] iv = Arrays.copyOfRange(ivsAndTags, slot, slot + ContainerFormat.IV_BYTES);
        byte[] tag = Arrays.copyOfRange(
                ivsAndTags, slot + ContainerFormat.IV_BYTES, slot + ContainerFormat.FRAME_OVERHEAD_BYTES);
        cipher.sealAgain(index, last, plain, length, frame, iv);
        if (!MessageDigest.isEqual(tag, Arrays.copyOfRange(frame, tagAt, tagAt + ContainerFormat.TAG_BYTES))) {
            Arrays.fill(frame, (byte) 0);
            throw new IOException("Chunk " + index + " has changed since it was first read: the upload is given up");
        }
    }
}
