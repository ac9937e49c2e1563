package io.kafkafips.validator.agent;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.kafka.common.InvalidRecordException;

/**
 * A reader of the decompressed records of one batch of format v2. Memory grows with the bytes that are really there, never with the
 * length that a record declares, and both a record and the whole batch have a limit: a batch of 87 bytes can declare a record of
 * 300 MB, and one of 10 kB can contain it.
 */
final class BoundedRecordReader {
    private final InputStream in;
    private final BatchHeader header;
    private final Limits limits;
    private final RecordBody record;
    private int read;
    private long bytes;

    /** @param scratch a buffer to begin with */
    BoundedRecordReader(InputStream in, BatchHeader header, Limits limits, byte[] scratch) {
        this.in = in;
        this.header = header;
        this.limits = limits;
        this.record = new RecordBody(scratch);
    }

    /** The one record object, which {@link #next} fills. */
    RecordBody record() {
        return record;
    }

    /** How many records were read. */
    int recordsRead() {
        return read;
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
            fill(length);
            record.parse(length, header);
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
        if (in.read() != -1) {
            throw new InvalidRecordException("The batch has more than the " + header.count() + " records it declares");
        }
    }

    private int length() throws IOException {
        int length = Varint.read(in);
        if (length < 0) {
            throw new InvalidRecordException("Record " + read + " of the batch declares " + length + " bytes");
        }
        if (length > limits.recordBytes()) {
            throw LimitExceeded.byRecord(read, limits.recordBytes());
        }
        bytes += (long) Varint.sizeOf(length) + length;
        if (bytes > limits.batchBytes()) {
            throw LimitExceeded.byBatch(read, limits.batchBytes());
        }
        return length;
    }

    private void fill(int length) throws IOException {
        int have = 0;
        while (have < length) {
            if (have == record.buffer().length) {
                record.grow(length);
            }
            int got = in.read(record.buffer(), have, Math.min(length, record.buffer().length) - have);
            if (got < 0) {
                throw new EOFException();
            }
            have += got;
        }
    }
}
