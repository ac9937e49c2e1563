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
    private int at;
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

    /**
     * Parses the next record of the batch.
     *
     * @param bytes where it lies, from its attributes on
     * @param from where it begins
     * @param length of the record, without the varint of the length
     * @throws InvalidRecordException when the structure is broken
     */
    void parse(byte[] bytes, int from, int length, BatchHeader batch) {
        index++;
        buffer = bytes;
        start = from;
        at = from;
        end = from + length;
        attributes = next();
        timestamp = batch.timestamp(varlong());
        offsetDelta = varint();
        keySize = varint();
        keyAt = skip(keySize);
        valueSize = varint();
        valueAt = skip(valueSize);
        headerCount = varint();
        headersAt = at;
        if (headerCount < 0) {
            throw broken("declares " + headerCount + " headers");
        }
        for (int i = 0; i < headerCount; i++) {
            int nameSize = varint();
            if (nameSize < 0) {
                throw broken("has a header without a name");
            }
            skip(nameSize);
            skip(varint());
        }
        if (at != end) {
            throw broken("declares " + length + " bytes but has fields of " + (at - start));
        }
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
        at = headersAt;
        for (int i = 0; i < headerCount; i++) {
            int nameSize = varint();
            String name = new String(buffer, skip(nameSize), nameSize, StandardCharsets.UTF_8);
            int size = varint();
            int from = skip(size);
            headers[i] = new ReadHeader(name, size < 0 ? null : Arrays.copyOfRange(buffer, from, from + size));
        }
        return Arrays.asList(headers);
    }

    private @Nullable ByteBuffer part(int from, int size) {
        return size < 0 ? null : ByteBuffer.wrap(buffer, from, size);
    }

    private byte next() {
        if (at == end) {
            throw broken("ends within a field");
        }
        return buffer[at++];
    }

    /** Moves past a field, and returns where it begins. */
    private int skip(int size) {
        int from = at;
        if (size > end - at) {
            throw broken("has a field of " + size + " bytes where " + (end - at) + " are left");
        }
        at += Math.max(size, 0);
        return from;
    }

    private int varint() {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            byte octet = next();
            value |= (octet & 0x7F) << shift;
            if (octet >= 0) {
                return value >>> 1 ^ -(value & 1);
            }
        }
        throw broken("has a varint of more than 5 bytes");
    }

    private long varlong() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            byte octet = next();
            value |= (long) (octet & 0x7F) << shift;
            if (octet >= 0) {
                return value >>> 1 ^ -(value & 1);
            }
        }
        throw broken("has a varlong of more than 10 bytes");
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
