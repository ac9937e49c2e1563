package io.kafkafips.validator.rule.signature;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Headers that have signatures and codes. Of several headers of one name a consumer may take another one than we do: none is taken. */
final class SignatureText {
    private static final int LONGEST_CODE = 256;

    private SignatureText() {}

    /** The value of a header that is there once. */
    static byte[] only(List<Header> headers, String name) {
        byte @Nullable [] value = atMostOne(headers, name);
        if (value == null) {
            throw new InvalidRecordException("the header " + name + " is missing or has no value");
        }
        return value;
    }

    /** The value of a header that is there once, {@code null} where it is missing or is null itself. */
    static byte @Nullable [] atMostOne(List<Header> headers, String name) {
        byte @Nullable [] value = null;
        boolean found = false;
        for (int i = 0; i < headers.size(); i++) {
            if (headers.get(i).key().equals(name)) {
                if (found) {
                    throw new InvalidRecordException("the header " + name + " is there more than once");
                }
                found = true;
                value = headers.get(i).value();
            }
        }
        return value;
    }

    static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }

    /** The bytes that a header writes in hex or base64. */
    static byte[] bytes(byte[] value, String header, String encoding) {
        try {
            if (value.length <= LONGEST_CODE) {
                return encoding.equals("hex")
                        ? HexFormat.of().parseHex(text(value))
                        : Base64.getDecoder().decode(value);
            }
        } catch (IllegalArgumentException e) {
            // said below, without what the header has
        }
        throw new InvalidRecordException("the header " + header + " is no " + encoding + " of a code");
    }
}
