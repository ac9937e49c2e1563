package io.kafkafips.validator.rule;

import com.google.re2j.Pattern;
import io.kafkafips.validator.policy.RecordProxy;
import io.kafkafips.validator.policy.TopicMetadata;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.jspecify.annotations.Nullable;

/** The rule {@code matches}: the key or the value is UTF-8 text that a regular expression of RE2 matches as a whole. */
public final class Matches extends ContentRule {
    static final String PATTERN = "pattern";
    static final String MAX_BYTES = "max-bytes";

    /** RE2/J takes some ten to a hundred nanoseconds a byte: a larger text is no key, and costs milliseconds. */
    private static final int DEFAULT_MAX_BYTES = 8 * 1024;

    private @Nullable Pattern pattern;
    private int maxBytes = DEFAULT_MAX_BYTES;

    @Override
    public String name() {
        return "matches";
    }

    @Override
    public ConfigDef configDef() {
        return new ConfigDef()
                .define(
                        PATTERN,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        Options.regex(),
                        Importance.HIGH,
                        "A regular expression in the syntax of RE2, matched against the whole text; a dot is any character.")
                .define(
                        MAX_BYTES,
                        ConfigDef.Type.INT,
                        DEFAULT_MAX_BYTES,
                        Range.atLeast(1),
                        Importance.LOW,
                        "The longest text that is looked at; a longer one is refused.");
    }

    @Override
    public void configure(Map<String, ?> values) {
        Options options = new Options(values);
        pattern = Expressions.compile(PATTERN, options.text(PATTERN));
        maxBytes = options.integer(MAX_BYTES);
    }

    @Override
    protected void check(TopicMetadata topic, RecordProxy record, ByteBuffer content) {
        if (content.remaining() > maxBytes) {
            throw new InvalidRecordException("the " + subject() + " has " + content.remaining()
                    + " bytes, expected at most " + maxBytes + " to match a pattern");
        }
        Octets text = Octets.of(content);
        Pattern expected = pattern;
        if (Utf8.malformedAt(text) >= 0) {
            throw new InvalidRecordException("the " + subject() + " is not well-formed UTF-8");
        }
        if (expected == null || !Expressions.matches(expected, text)) {
            throw new InvalidRecordException("the " + subject() + " does not match the pattern of the rule");
        }
    }
}
