package io.kafkafips.tiered.format;

/**
 * The geometry of a container: where which chunk of the plaintext is found in it.
 *
 * @param plaintextBytes length of what is sealed
 * @param chunkLog2 binary logarithm of the chunk size in bytes, 12 to 20
 */
public record ContainerLayout(long plaintextBytes, int chunkLog2) {
    public ContainerLayout {
        if (plaintextBytes < 0) {
            throw new IllegalArgumentException("A length is not negative: " + plaintextBytes);
        }
        if (chunkLog2 < ContainerFormat.SMALLEST_CHUNK_LOG2 || chunkLog2 > ContainerFormat.LARGEST_CHUNK_LOG2) {
            throw new IllegalArgumentException("A chunk has 2^12 to 2^20 bytes, not 2^" + chunkLog2);
        }
    }

    /** The size of every chunk but the last, without IV and tag. */
    public int chunkBytes() {
        return 1 << chunkLog2;
    }

    /** At least 1: an empty object is one empty chunk. */
    public long chunkCount() {
        return Math.max(1, (plaintextBytes + chunkBytes() - 1) >> chunkLog2);
    }

    /** The size of the whole container. */
    public long containerBytes() {
        return ContainerFormat.HEADER_BYTES + plaintextBytes + ContainerFormat.FRAME_OVERHEAD_BYTES * chunkCount();
    }

    /** The index of the chunk that holds a position of the plaintext. */
    public long chunkOf(long position) {
        return position >> chunkLog2;
    }

    /** Where a chunk begins in the plaintext. */
    public long chunkStart(long index) {
        return index << chunkLog2;
    }

    /** The length of a chunk without IV and tag. */
    public int plainBytes(long index) {
        return (int) Math.min(chunkBytes(), plaintextBytes - chunkStart(index));
    }

    /** The length of a chunk with IV and tag. */
    public int frameBytes(long index) {
        return plainBytes(index) + ContainerFormat.FRAME_OVERHEAD_BYTES;
    }

    /** The length of the longest frame. */
    public int largestFrameBytes() {
        return frameBytes(0);
    }

    /** Where a frame begins in the container. */
    public long frameStart(long index) {
        return ContainerFormat.HEADER_BYTES + index * (chunkBytes() + (long) ContainerFormat.FRAME_OVERHEAD_BYTES);
    }

    /** The index of the frame that holds a position of the container, which is past the header. */
    public long frameOf(long position) {
        return (position - ContainerFormat.HEADER_BYTES) / (chunkBytes() + (long) ContainerFormat.FRAME_OVERHEAD_BYTES);
    }

    public boolean isLast(long index) {
        return index == chunkCount() - 1;
    }
}
