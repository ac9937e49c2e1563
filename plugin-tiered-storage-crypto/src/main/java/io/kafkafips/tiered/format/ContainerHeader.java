package io.kafkafips.tiered.format;

import org.apache.kafka.common.Uuid;

/**
 * The header of a container.
 *
 * @param chunkLog2 binary logarithm of the chunk size in bytes, 12 to 20
 * @param plaintextBytes length of what is sealed
 * @param objectId drawn at random for an upload; the objects of one upload share it
 * @param wrappedKey the data encryption key; not bound, so that it can be wrapped again without touching a chunk
 */
public record ContainerHeader(
        ObjectType type, int chunkLog2, long plaintextBytes, Uuid objectId, WrappedKey wrappedKey) {

    /** The geometry that follows from it. */
    public ContainerLayout layout() {
        return new ContainerLayout(plaintextBytes, chunkLog2);
    }
}
