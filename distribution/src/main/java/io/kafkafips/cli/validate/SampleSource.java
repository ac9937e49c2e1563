package io.kafkafips.cli.validate;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Records, one at a time: there may be more than fit into memory. For one thread. */
interface SampleSource extends AutoCloseable {
    /** The next record, {@code null} after the last one. */
    @Nullable
    Sample next() throws IOException;

    /** Whether all records that were asked for were given. */
    default boolean isComplete() {
        return true;
    }

    @Override
    void close() throws IOException;
}
