package io.kafkafips.tiered.tool;

import io.kafkafips.tiered.format.ContainerFormat;
import io.kafkafips.tiered.format.ContainerHeader;
import io.kafkafips.tiered.format.MalformedContainerException;
import io.kafkafips.tiered.format.ObjectType;
import io.kafkafips.tiered.format.SegmentIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file that is, or should be, one container.
 *
 * @param bytes its size when it was found
 * @param type what its name says it is, {@code null} when that says nothing
 * @param identity which segment its path says it belongs to, {@code null} when that says nothing. A claim, until a tag has fitted
 */
public record StoredObject(
        Path file,
        long bytes,
        @Nullable ObjectType type,
        @Nullable SegmentIdentity identity) {

    /** The object with the identity that someone knows from elsewhere. */
    public StoredObject of(SegmentIdentity known) {
        return new StoredObject(file, bytes, type, known);
    }

    /**
     * Its header; no key is needed.
     *
     * @throws MalformedContainerException when it does not begin with one
     */
    public ContainerHeader header() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return readHeader(in);
        }
    }

    /** The header from the start of the object's bytes. */
    static ContainerHeader readHeader(InputStream in) throws IOException {
        return ContainerFormat.decode(in.readNBytes(ContainerFormat.HEADER_BYTES));
    }
}
