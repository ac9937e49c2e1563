package io.kafkafips.cli.validate;

import io.kafkafips.cli.output.CommandFailure;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One value on each line. The line break is none of it, be it LF or CR LF; an empty line is an empty value. */
final class LineSamples implements SampleSource {
    private final BufferedInputStream in;
    private final String name;
    private long line;

    LineSamples(BufferedInputStream in, String name) {
        this.in = in;
        this.name = name;
    }

    @Override
    public @Nullable Sample next() throws IOException {
        int octet = in.read();
        if (octet < 0) {
            return null;
        }
        line++;
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        while (octet >= 0 && octet != '\n') {
            if (value.size() >= RawSample.MOST_BYTES) {
                throw CommandFailure.usage(
                        name + ":" + line + " has more than " + RawSample.MOST_BYTES + " bytes",
                        "lines of the size of a record, or --input-format json or raw");
            }
            value.write(octet);
            octet = in.read();
        }
        byte[] octets = value.toByteArray();
        boolean carriageReturn = octets.length > 0 && octets[octets.length - 1] == '\r';
        return Sample.ofValue("line " + line, carriageReturn ? Arrays.copyOf(octets, octets.length - 1) : octets);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
