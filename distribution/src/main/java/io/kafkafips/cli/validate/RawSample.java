package io.kafkafips.cli.validate;

import io.kafkafips.cli.output.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A file that is one value. */
final class RawSample implements SampleSource {
    /** As the broker reads by default: {@code record.validation.max.batch.bytes}. */
    static final int MOST_BYTES = 64 * 1024 * 1024;

    private final InputStream in;
    private final String name;
    private boolean read;

    RawSample(InputStream in, String name) {
        this.in = in;
        this.name = name;
    }

    @Override
    public @Nullable Sample next() throws IOException {
        if (read) {
            return null;
        }
        read = true;
        byte[] value = in.readNBytes(MOST_BYTES + 1);
        if (value.length > MOST_BYTES) {
            throw CommandFailure.usage(
                    name + " has more than " + MOST_BYTES + " bytes", "a file of the size of a record");
        }
        return Sample.ofValue("file", value);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
