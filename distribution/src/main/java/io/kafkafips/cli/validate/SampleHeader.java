package io.kafkafips.cli.validate;

import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A header of a record in a file. Immutable. */
final class SampleHeader implements Header {
    private final String key;
    private final byte @Nullable [] value;

    SampleHeader(String key, byte @Nullable [] value) {
        this.key = key;
        this.value = value;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public byte @Nullable [] value() {
        return value;
    }
}
