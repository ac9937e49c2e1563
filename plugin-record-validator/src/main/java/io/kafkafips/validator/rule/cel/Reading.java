package io.kafkafips.validator.rule.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import io.kafkafips.validator.rule.JsonReader;
import io.kafkafips.validator.rule.Octets;
import io.kafkafips.validator.rule.Utf8;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Function;
import org.apache.kafka.common.InvalidRecordException;
import org.jspecify.annotations.Nullable;

/** How an expression sees the bytes of a key or a value. */
enum Reading {
    JSON {
        // fields are not known beforehand
        @Override
        CelType type() {
            return SimpleType.DYN;
        }

        @Override
        Function<Octets, Object> reader(String subject) {
            return new JsonReader(subject, DEEPEST_JSON, NullValue.NULL_VALUE)::read;
        }
    },

    TEXT {
        @Override
        CelType type() {
            return NullableType.create(SimpleType.STRING);
        }

        @Override
        Function<Octets, Object> reader(String subject) {
            return octets -> {
                int malformed = Utf8.malformedAt(octets);
                if (malformed >= 0) {
                    throw new InvalidRecordException("the " + subject
                            + " is not well-formed UTF-8: the sequence that starts at byte " + malformed);
                }
                return new String(octets.array(), octets.from(), octets.length(), StandardCharsets.UTF_8);
            };
        }
    },

    BYTES {
        @Override
        CelType type() {
            return NullableType.create(SimpleType.BYTES);
        }

        @Override
        Function<Octets, Object> reader(String subject) {
            return octets -> CelByteString.of(octets.toArray());
        }
    };

    /** Reading it and comparing it is recursive. */
    private static final int DEEPEST_JSON = 100;

    /** What the expression is type-checked against. */
    abstract CelType type();

    /** Makes values of the type from bytes; refuses bytes that it cannot read. */
    abstract Function<Octets, Object> reader(String subject);

    static Object read(Function<Octets, Object> reader, @Nullable ByteBuffer content) {
        return content == null ? NullValue.NULL_VALUE : reader.apply(Octets.of(content));
    }

    static Reading of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
