package io.kafkafips.tiered.tool;

import io.kafkafips.tiered.format.ContainerFormat;
import io.kafkafips.tiered.format.ContainerLayout;
import org.jspecify.annotations.Nullable;

/** A size that is not the one that a header asks for, in words. */
public record SizeFault(Fault fault, String explanation) {
    /** {@code null} when the size is right. */
    public static @Nullable SizeFault of(ContainerLayout layout, long bytes) {
        long expected = layout.containerBytes();
        if (expected < 0) {
            return new SizeFault(
                    Fault.CUT, "it has " + bytes + " bytes, its header asks for more than a file can have");
        }
        if (bytes > expected) {
            return new SizeFault(
                    Fault.TOO_LONG,
                    "it has " + bytes + " bytes, " + (bytes - expected) + " more than its header asks for");
        }
        if (bytes == expected) {
            return null;
        }
        String where = bytes < ContainerFormat.HEADER_BYTES
                ? "in its header"
                : "in chunk " + layout.frameOf(bytes) + " of " + layout.chunkCount();
        return new SizeFault(
                Fault.CUT, "it has " + bytes + " bytes, its header asks for " + expected + ": it ends " + where);
    }
}
