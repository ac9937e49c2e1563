package io.kafkafips.validator.rule;

import io.kafkafips.validator.policy.RecordProxy;
import io.kafkafips.validator.policy.TopicMetadata;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/** The rule {@code format}: the key or the value is written in one of the well-known forms of {@link ContentFormat}. */
public final class Format extends ContentRule {
    static final String FORMAT = "format";

    private ContentFormat format = ContentFormat.UUID;

    @Override
    public String name() {
        return "format";
    }

    @Override
    public ConfigDef configDef() {
        return new ConfigDef()
                .define(
                        FORMAT,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ValidString.in(ContentFormat.words().toArray(new String[0])),
                        Importance.HIGH,
                        "uuid: 32 hexadecimal digits as 8-4-4-4-12 (RFC 9562). ulid: 26 characters of Crockford's base 32."
                                + " int32, int64: a decimal number in that range, without plus sign or leading zeros."
                                + " binary-int32, binary-int64: 4 or 8 bytes, as Kafka's IntegerSerializer and LongSerializer"
                                + " write them.");
    }

    @Override
    public void configure(Map<String, ?> values) {
        format = ContentFormat.of(new Options(values).text(FORMAT));
    }

    @Override
    protected void check(TopicMetadata topic, RecordProxy record, ByteBuffer content) {
        if (!format.accepts(Octets.of(content))) {
            throw new InvalidRecordException("the " + subject() + " is not of the format " + format.word());
        }
    }
}
