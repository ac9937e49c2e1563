package io.kafkafips.validator.rule;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The rule {@code header}: what one header must be. Where a record has it several times, each of them must: which one a consumer
 * takes is not known here.
 */
public final class OneHeader extends HeadersRule {
    static final String HEADER = "header";
    static final String REQUIRED = "required";
    static final String MATCHES = "matches";
    static final String MAX_BYTES = "max-bytes";
    static final String SINGLE = "single";

    private static final int DEFAULT_MAX_BYTES = 8 * 1024;

    private volatile Asked asked = new Asked("", true, null, DEFAULT_MAX_BYTES, false);

    @Override
    public String name() {
        return "header";
    }

    @Override
    public ConfigDef configDef() {
        return new ConfigDef()
                .define(
                        HEADER,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new NonEmptyString(),
                        Importance.HIGH,
                        "Name of the header, compared exactly.")
                .define(
                        REQUIRED,
                        ConfigDef.Type.BOOLEAN,
                        true,
                        Importance.HIGH,
                        "Whether a record without the header is refused.")
                .define(
                        MATCHES,
                        ConfigDef.Type.STRING,
                        null,
                        Options.regex(),
                        Importance.HIGH,
                        "A regular expression of RE2 that must match the whole value, which must be UTF-8; a value that is null"
                                + " does not match.")
                .define(
                        MAX_BYTES,
                        ConfigDef.Type.INT,
                        DEFAULT_MAX_BYTES,
                        Range.atLeast(0),
                        Importance.MEDIUM,
                        "The longest value that is accepted.")
                .define(
                        SINGLE,
                        ConfigDef.Type.BOOLEAN,
                        false,
                        Importance.MEDIUM,
                        "Whether a record that has the header more than once is refused.");
    }

    @Override
    public void configure(Map<String, ?> values) {
        Options options = new Options(values);
        asked = new Asked(
                options.text(HEADER),
                options.flag(REQUIRED),
                Expressions.compile(MATCHES, options.optionalText(MATCHES)),
                options.integer(MAX_BYTES),
                options.flag(SINGLE));
    }

    @Override
    void check(List<Header> headers) {
        Asked now = asked;
        int found = 0;
        for (int i = 0; i < headers.size(); i++) {
            Header header = headers.get(i);
            if (header.key().equals(now.header())) {
                found++;
                now.check(header.value());
            }
        }
        if (found == 0 && now.required()) {
            throw new InvalidRecordException("the header " + now.header() + " is missing");
        }
        if (found > 1 && now.single()) {
            throw new InvalidRecordException(
                    "the header " + now.header() + " is there " + found + " times, expected once");
        }
    }

    private record Asked(
            String header, boolean required, @Nullable Pattern matches, int maxBytes, boolean single) {

        void check(byte @Nullable [] value) {
            if (value != null && value.length > maxBytes) {
                throw new InvalidRecordException(
                        "the header " + header + " has " + value.length + " bytes, expected at most " + maxBytes);
            }
            if (matches != null && !matches(matches, value)) {
                throw new InvalidRecordException("the header " + header + " does not match the pattern of the rule");
            }
        }

        private static boolean matches(Pattern pattern, byte @Nullable [] value) {
            return value != null
                    && Utf8.malformedAt(Octets.of(value)) < 0
                    && Expressions.matches(pattern, Octets.of(value));
        }
    }
}
