package io.kafkafips.validator.rule;

/** The well-formedness of UTF-8 (RFC 3629, section 4): no overlong forms, no surrogates, nothing above U+10FFFF. One pass, no memory. */
public final class Utf8 {
    private Utf8() {}

    /** Where the first sequence that is not well-formed starts, counted from the start of the range; -1 when there is none. */
    public static int malformedAt(Octets text) {
        byte[] bytes = text.array();
        int end = text.to();
        int at = text.from();
        while (at < end) {
            if (bytes[at] >= 0) {
                at++;
            } else {
                int length = sequence(bytes, at, end);
                if (length == 0) {
                    return at - text.from();
                }
                at += length;
            }
        }
        return -1;
    }

    /** The length of the sequence of two to four bytes that starts at an index, 0 when it is not well-formed. */
    private static int sequence(byte[] bytes, int at, int end) {
        int lead = bytes[at] & 0xFF;
        int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (lead < 0xC2 || lead > 0xF4 || end - at < length) {
            return 0;
        }
        int second = bytes[at + 1] & 0xFF;
        int lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (second < lowest || second > highest) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }
}
