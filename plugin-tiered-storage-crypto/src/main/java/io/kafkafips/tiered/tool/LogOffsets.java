package io.kafkafips.tiered.tool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The offsets that a log segment in the clear spans, from the headers of its record batches (message format 2): what Kafka names the
 * files of a segment by.
 *
 * @param first base offset of the first batch
 * @param next one more than the last offset of the last batch
 */
record LogOffsets(long first, long next) {
    private static final int BASE_OFFSET_AND_LENGTH = Long.BYTES + Integer.BYTES;
    private static final int LAST_OFFSET_DELTA_AT = 23;
    private static final int HEADER_BYTES = 61;
    private static final int MAGIC_AT = 16;
    private static final int MAGIC = 2;

    /** @throws IOException when the file is no log segment, or has no batch */
    static LogOffsets of(Path log) throws IOException {
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
            long size = channel.size();
            ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
            long first = -1;
            long next = -1;
            long position = 0;
            while (position < size) {
                read(channel, header, position);
                long base = header.getLong(0);
                int length = header.getInt(Long.BYTES);
                boolean batch = header.get(MAGIC_AT) == MAGIC
                        && base >= next
                        && length >= HEADER_BYTES - BASE_OFFSET_AND_LENGTH
                        && length <= size - position - BASE_OFFSET_AND_LENGTH;
                if (!batch) {
                    throw new IOException("there is no record batch at byte " + position);
                }
                first = position == 0 ? base : first;
                next = base + header.getInt(LAST_OFFSET_DELTA_AT) + 1;
                position += BASE_OFFSET_AND_LENGTH + length;
            }
            if (size == 0) {
                throw new IOException("it is empty");
            }
            return new LogOffsets(first, next);
        }
    }

    private static void read(FileChannel channel, ByteBuffer header, long position) throws IOException {
        header.clear();
        while (header.hasRemaining()) {
            if (channel.read(header, position + header.position()) < 0) {
                throw new IOException("there is no record batch at byte " + position);
            }
        }
    }
}
