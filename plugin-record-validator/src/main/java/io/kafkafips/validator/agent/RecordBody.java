package io.kafkafips.validator.agent;

import io.kafkafips.validator.policy.RecordProxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * One record of format v2 in a buffer, parsed in place; the same object goes from record to record of a batch.
 *
 * <pre>
 * record  = length attributes timestamp-delta offset-delta key value count *header
 * header  = name value
 * key     = bytes
 * value   = bytes
 * name    = size *OCTET            ; size >= 0, UTF-8
 * bytes   = size *OCTET            ; a negative size stands for null and has no octets
 * length, offset-delta, size, count = varint    ; zigzag, at most 5 octets
 * timestamp-delta                   = varlong   ; zigzag, at most 10 octets
 * attributes                        = OCTET
 * </pre>
 *
 * <p>The length counts what follows it, and must agree with the fields to the byte.
 */
final class RecordBody implements RecordProxy {
    private static final Header[] NO_HEADERS = {};

    private byte[] buffer = {};
    private int start;
    private int end;

    private int index = -1;
    private byte attributes;
    private long timestamp;
    private int offsetDelta;
    private int keyAt;
    private int keySize;
    private int valueAt;
    private int valueSize;
    private int headersAt;
    private int headerCount;

    /** The number that was read last: it goes by a field, and the position by what is returned, so that both stay in registers. */
    private long number;

    /**
     * Parses the next record of the batch.
     *
     * @param bytes where it lies, from its attributes on
     * @param from where it begins
     * @param length of the record, without the varint of the length
     * @throws InvalidRecordException when the structure is broken
     * @throws LimitExceeded when the record has more headers than are read
     */
    void parse(byte[] bytes, int from, int length, BatchHeader batch) {
        index++;
        buffer = bytes;
        start = from;
        end = from + length;
        if (length == 0) {
            throw endsWithin();
        }
        attributes = bytes[from];
        int at = varint(from + 1, Varint.MOST_LONG_BITS);
        timestamp = batch.timestamp(number);
        at = varint(at, Varint.MOST_BITS);
        offsetDelta = (int) number;
        at = varint(at, Varint.MOST_BITS);
        keySize = (int) number;
        keyAt = at;
        at = varint(skip(at, keySize), Varint.MOST_BITS);
        valueSize = (int) number;
        valueAt = at;
        at = varint(skip(at, valueSize), Varint.MOST_BITS);
        headerCount = (int) number;
        headersAt = at;
        if (headerCount != 0) {
            at = skipHeaders(at);
        }
        if (at != end) {
            throw broken("declares " + length + " bytes but has fields of " + (at - start));
        }
    }

    private int skipHeaders(int from) {
        if (headerCount < 0) {
            throw broken("declares " + headerCount + " headers");
        }
        int at = from;
        for (int i = 0; i < headerCount; i++) {
            if (i == Limits.MOST_HEADERS) {
                throw LimitExceeded.byHeaders(index);
            }
            at = varint(at, Varint.MOST_BITS);
            if (number < 0) {
                throw broken("has a header without a name");
            }
            at = varint(skip(at, (int) number), Varint.MOST_BITS);
            at = skip(at, (int) number);
        }
        return at;
    }

    /** With the varint of the length. */
    int sizeInBytes() {
        return Varint.sizeOf(end - start) + end - start;
    }

    byte attributes() {
        return attributes;
    }

    int offsetDelta() {
        return offsetDelta;
    }

    int keySize() {
        return keySize;
    }

    int valueSize() {
        return valueSize;
    }

    /** The record with its length, in a buffer of its own. */
    ByteBuffer copy() {
        ByteBuffer copy = ByteBuffer.allocate(sizeInBytes());
        Varint.write(end - start, copy);
        return copy.put(buffer, start, end - start).flip();
    }

    @Override
    public int batchIndex() {
        return index;
    }

    @Override
    public long timestamp() {
        return timestamp;
    }

    @Override
    public @Nullable ByteBuffer key() {
        return part(keyAt, keySize);
    }

    @Override
    public @Nullable ByteBuffer value() {
        return part(valueAt, valueSize);
    }

    @Override
    public List<Header> headers() {
        Header[] headers = headerCount == 0 ? NO_HEADERS : new Header[headerCount];
        int at = headersAt;
        for (int i = 0; i < headerCount; i++) {
            at = varint(at, Varint.MOST_BITS);
            int nameSize = (int) number;
            String name = new String(buffer, at, nameSize, StandardCharsets.UTF_8);
            at = varint(at + nameSize, Varint.MOST_BITS);
            int size = (int) number;
            headers[i] = new ReadHeader(name, size < 0 ? null : Arrays.copyOfRange(buffer, at, at + size));
            at += Math.max(size, 0);
        }
        return Arrays.asList(headers);
    }

    private @Nullable ByteBuffer part(int from, int size) {
        return size < 0 ? null : ByteBuffer.wrap(buffer, from, size);
    }

    /** Where it goes on behind a field; a negative size stands for none. */
    private int skip(int at, int size) {
        if (size > end - at) {
            throw broken("has a field of " + size + " bytes where " + (end - at) + " are left");
        }
        return at + Math.max(size, 0);
    }

    /** Reads a {@link #number}, and returns where it goes on. Most are of one octet or two. */
    private int varint(int at, int mostBits) {
        if (end - at < 2) {
            return longVarint(at, mostBits);
        }
        int first = buffer[at];
        if (first >= 0) {
            number = Varint.signed(first);
            return at + 1;
        }
        int second = buffer[at + 1];
        if (second < 0) {
            return longVarint(at, mostBits);
        }
        number = Varint.signed((first & 0x7F) | (second << 7));
        return at + 2;
    }

    private int longVarint(int from, int mostBits) {
        long value = 0;
        int at = from;
        for (int shift = 0; shift < mostBits; shift += 7) {
            if (at == end) {
                throw endsWithin();
            }
            byte octet = buffer[at++];
            value |= (long) (octet & 0x7F) << shift;
            if (octet >= 0) {
                long unsigned = mostBits == Varint.MOST_BITS ? value & 0xFFFF_FFFFL : value;
                number = (unsigned >>> 1) ^ -(unsigned & 1);
                return at;
            }
        }
        throw broken("has a number of more than " + mostBits / 7 + " bytes");
    }

    private InvalidRecordException endsWithin() {
        return broken("ends within a field");
    }

    private InvalidRecordException broken(String how) {
        return new InvalidRecordException("Record " + index + " of the batch " + how);
    }

    private static final class ReadHeader implements Header {
        private final String name;
        private final byte @Nullable [] content;

        ReadHeader(String name, byte @Nullable [] content) {
            this.name = name;
            this.content = content;
        }

        @Override
        public String key() {
            return name;
        }

        @Override
        public byte @Nullable [] value() {
            return content;
        }
    }
}
