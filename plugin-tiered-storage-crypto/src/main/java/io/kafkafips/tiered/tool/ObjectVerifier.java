package io.kafkafips.tiered.tool;

import io.kafkafips.tiered.crypto.SegmentCipher;
import io.kafkafips.tiered.format.ContainerHeader;
import io.kafkafips.tiered.format.ContainerLayout;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.function.LongConsumer;
import javax.crypto.AEADBadTagException;

/**
 * Authenticates every frame of an object, and says which ones fail. Memory: two chunks. Stateless but for its collaborators;
 * thread-safe as far as they are.
 */
final class ObjectVerifier {
    private final KeySource keys;
    private final LongConsumer progress;

    /** @param progress takes bytes of containers as they are done */
    ObjectVerifier(KeySource keys, LongConsumer progress) {
        this.keys = keys;
        this.progress = progress;
    }

    /**
     * Verifies an object.
     *
     * @return its header, whose bound part is authentic with the frames
     * @throws RefusedObjectException when a single bit is not as it was stored
     */
    ContainerHeader verify(StoredObject object) throws IOException, RefusedObjectException {
        try (OpenedObject opened = OpenedObject.open(object, keys)) {
            ContainerLayout layout = opened.header().layout();
            ChunkRanges altered = alteredChunks(opened, layout);
            if (altered.count() > 0) {
                throw refusal(altered, layout.chunkCount());
            }
            return opened.header();
        }
    }

    private ChunkRanges alteredChunks(OpenedObject opened, ContainerLayout layout)
            throws IOException, RefusedObjectException {
        byte[] frame = new byte[layout.largestFrameBytes()];
        byte[] plain = new byte[layout.plainBytes(0)];
        ChunkRanges altered = new ChunkRanges();
        try {
            SegmentCipher cipher = opened.key().cipher();
            for (long index = 0; index < layout.chunkCount(); index++) {
                int length = layout.frameBytes(index);
                if (opened.frames().readNBytes(frame, 0, length) < length) {
                    throw new RefusedObjectException(
                            Fault.CUT, "it became shorter while it was read, in chunk " + index);
                }
                if (!fits(cipher, layout, index, frame, plain)) {
                    altered.add(index);
                }
                progress.accept(length);
            }
        } catch (GeneralSecurityException e) {
            throw OpenedObject.moduleFailure(e);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
        return altered;
    }

    private static boolean fits(SegmentCipher cipher, ContainerLayout layout, long index, byte[] frame, byte[] plain)
            throws GeneralSecurityException {
        try {
            cipher.open(index, layout.isLast(index), frame, layout.frameBytes(index), plain);
            return true;
        } catch (AEADBadTagException e) {
            return false;
        }
    }

    private static RefusedObjectException refusal(ChunkRanges altered, long chunks) {
        if (chunks == 1) {
            return new RefusedObjectException(
                    Fault.ALTERED, "its only chunk fails: it was altered, or belongs to another segment");
        }
        if (altered.count() == chunks) {
            return new RefusedObjectException(
                    Fault.WRONG_IDENTITY,
                    "all of its " + chunks
                            + " chunks fail: it belongs to another segment, or the bound part of its header was altered");
        }
        return new RefusedObjectException(
                Fault.ALTERED, "chunk " + altered + " of " + chunks + " (from 0): altered, moved or replaced");
    }
}
