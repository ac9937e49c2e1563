package io.kafkafips.tiered.tool;

/**
 * How much there is of something.
 *
 * @param segments how many segments have objects among them, those counted whose path says which they belong to
 * @param bytes of the containers
 * @param plaintextBytes of what they say to hold
 */
public record Usage(long segments, long objects, long bytes, long plaintextBytes) {
    static final Usage NONE = new Usage(0, 0, 0, 0);

    Usage plus(Usage other) {
        return new Usage(
                segments + other.segments,
                objects + other.objects,
                bytes + other.bytes,
                plaintextBytes + other.plaintextBytes);
    }
}
