package io.kafkafips.validator.agent;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.kafka.common.InvalidRecordException;

/**
 * A reader of the decompressed records of one batch of format v2. Memory grows with the bytes that are really there, never with the
 * length that a record declares, and both a record and the whole batch have a limit: a batch of 87 bytes can declare a record of
 * 300 MB, and one of 10 kB can contain it.
 *
 * <p>The stream is read in pieces as large as the buffer, and records are parsed where they lie in it; the rest of a record that the
 * buffer cuts is moved to its front.
 */
final class BoundedRecordReader {
    private final InputStream in;
    private final BatchHeader header;
    private final Limits limits;
    private final RecordBody record = new RecordBody();
    private byte[] buffer;
    /** What was read of the buffer and not yet parsed. */
    private int at;

    private int end;

    private int read;
    private long bytes;

    /** @param scratch a buffer to begin with, not empty */
    BoundedRecordReader(InputStream in, BatchHeader header, Limits limits, byte[] scratch) {
        this.in = in;
        this.header = header;
        this.limits = limits;
        this.buffer = scratch;
    }

    /** The one record object, which {@link #next} fills. */
    RecordBody record() {
        return record;
    }

    /** The buffer as it has become. */
    byte[] buffer() {
        return buffer;
    }

    /**
     * Reads the next record.
     *
     * @return whether there was one
     * @throws InvalidRecordException when the batch is corrupt, or has not as many records as it declares
     * @throws LimitExceeded when the record or the batch is larger than allowed
     */
    boolean next() {
        try {
            if (read == header.count()) {
                refuseMore();
                return false;
            }
            int length = length();
            while (end - at < length) {
                fill(length);
            }
            record.parse(buffer, at, length, header);
            at += length;
            read++;
            return true;
        } catch (EOFException e) {
            throw new InvalidRecordException(
                    "The batch ends within record " + read + " of the " + header.count() + " it declares");
        } catch (IOException e) {
            throw new InvalidRecordException("The batch cannot be decompressed at record " + read, e);
        }
    }

    private void refuseMore() throws IOException {
        if (at < end || in.read() != -1) {
            throw new InvalidRecordException("The batch has more than the " + header.count() + " records it declares");
        }
    }

    private int length() throws IOException {
        int length = varint();
        if (length < 0) {
            throw new InvalidRecordException("Record " + read + " of the batch declares " + length + " bytes");
        }
        bytes += (long) Varint.sizeOf(length) + length;
        limits.check(read, length, bytes);
        return length;
    }

    private int varint() throws IOException {
        if (end - at >= 2 && buffer[at + 1] >= 0 && buffer[at] < 0) {
            // most records are of 64 to 8191 bytes
            int two = (buffer[at] & 0x7F) | (buffer[at + 1] << 7);
            at += 2;
            return Varint.signed(two);
        }
        int value = 0;
        for (int i = 0; i < Varint.MOST_BYTES; i++) {
            if (at == end) {
                fill(1);
            }
            byte octet = buffer[at++];
            value |= (octet & 0x7F) << (7 * i);
            if (octet >= 0) {
                return Varint.signed(value);
            }
        }
        throw new IOException("a varint of more than " + Varint.MOST_BYTES + " bytes");
    }

    /** Reads on, for a record of which a part is there at most; grows the buffer only when it is full of that part. */
    private void fill(int length) throws IOException {
        if (at > 0 && (at == end || end == buffer.length)) {
            System.arraycopy(buffer, at, buffer, 0, end - at);
            end -= at;
            at = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, (int) Math.min(length, buffer.length * 2L));
        }
        int got = in.read(buffer, end, buffer.length - end);
        if (got < 0) {
            throw new EOFException();
        }
        end += got;
    }
}
