package io.kafkafips.tiered.format;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * The mark in Kafka's own metadata that says "this segment is stored encrypted", with what must not be learnt from storage. It
 * travels as the segment's custom metadata, around the delegate's own. Immutable.
 *
 * <pre>{@code
 * marker      = "K" version flags chunk-log2 object-id inner-length inner
 * version     = %x01
 * flags       = OCTET      ; bit 0: the delegate returned metadata; bit 1: a transaction index was stored; others zero
 * chunk-log2  = %x0C-14
 * object-id   = 16OCTET
 * inner       = *255OCTET  ; the delegate's own metadata
 * }</pre>
 *
 * <p>For a marked segment plaintext is never accepted, nor an object of another upload, nor a transaction index that has vanished.
 */
public final class SegmentMarker {
    /** The size without the delegate's own metadata. */
    public static final int FIXED_BYTES = 21;

    private static final int MAGIC = 'K';
    private static final int VERSION = 1;
    private static final int FLAG_INNER = 1;
    private static final int FLAG_TRANSACTION_INDEX = 2;
    private static final int LONGEST_INNER_BYTES = 255;

    private final int chunkLog2;
    private final Uuid objectId;
    private final boolean transactionIndex;
    private final byte @Nullable [] inner;

    private SegmentMarker(int chunkLog2, Uuid objectId, boolean transactionIndex, byte @Nullable [] inner) {
        this.chunkLog2 = chunkLog2;
        this.objectId = objectId;
        this.transactionIndex = transactionIndex;
        this.inner = inner;
    }

    /**
     * The marker of an upload.
     *
     * @param transactionIndex whether a transaction index was stored
     */
    public static SegmentMarker of(int chunkLog2, Uuid objectId, boolean transactionIndex) {
        return new SegmentMarker(chunkLog2, objectId, transactionIndex, null);
    }

    /**
     * This marker around the delegate's own metadata.
     *
     * @throws IllegalArgumentException when it has more than 255 bytes
     */
    public SegmentMarker around(byte[] delegateMetadata) {
        if (delegateMetadata.length > LONGEST_INNER_BYTES) {
            throw new IllegalArgumentException("The delegate's custom metadata has " + delegateMetadata.length
                    + " bytes, at most " + LONGEST_INNER_BYTES + " fit");
        }
        return new SegmentMarker(chunkLog2, objectId, transactionIndex, delegateMetadata.clone());
    }

    /** The marker in a segment's custom metadata; empty when these bytes are none. */
    public static Optional<SegmentMarker> decode(byte[] bytes) {
        if (bytes.length < FIXED_BYTES) {
            return Optional.empty();
        }
        ByteBuffer source = ByteBuffer.wrap(bytes);
        boolean known = source.get() == MAGIC && source.get() == VERSION;
        int flags = source.get(2);
        int chunkLog2 = source.get(3);
        source.position(4);
        Uuid objectId = new Uuid(source.getLong(), source.getLong());
        int innerLength = Byte.toUnsignedInt(source.get());
        boolean hasInner = (flags & FLAG_INNER) != 0;
        boolean wellFormed = (flags & ~(FLAG_INNER | FLAG_TRANSACTION_INDEX)) == 0
                && chunkLog2 >= ContainerFormat.SMALLEST_CHUNK_LOG2
                && chunkLog2 <= ContainerFormat.LARGEST_CHUNK_LOG2
                && innerLength == source.remaining()
                && (hasInner || innerLength == 0);
        if (!known || !wellFormed) {
            return Optional.empty();
        }
        byte[] inner = null;
        if (hasInner) {
            inner = new byte[innerLength];
            source.get(inner);
        }
        return Optional.of(new SegmentMarker(chunkLog2, objectId, (flags & FLAG_TRANSACTION_INDEX) != 0, inner));
    }

    public byte[] encode() {
        byte[] content = inner == null ? new byte[0] : inner;
        int flags = (inner == null ? 0 : FLAG_INNER) | (transactionIndex ? FLAG_TRANSACTION_INDEX : 0);
        ByteBuffer target = ByteBuffer.allocate(FIXED_BYTES + content.length);
        target.put((byte) MAGIC).put((byte) VERSION).put((byte) flags).put((byte) chunkLog2);
        ContainerFormat.putUuid(target, objectId);
        return target.put((byte) content.length).put(content).array();
    }

    public int chunkLog2() {
        return chunkLog2;
    }

    public Uuid objectId() {
        return objectId;
    }

    public boolean hasTransactionIndex() {
        return transactionIndex;
    }

    /** A copy of the delegate's own metadata, if it returned any. */
    public Optional<byte[]> delegateMetadata() {
        return Optional.ofNullable(inner).map(byte[]::clone);
    }
}
