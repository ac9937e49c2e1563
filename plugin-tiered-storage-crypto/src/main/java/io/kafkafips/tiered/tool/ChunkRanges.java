package io.kafkafips.tiered.tool;

/** Indexes of chunks, added in ascending order, as a short text such as {@code 3, 7-9}. Memory is bounded. Not thread-safe. */
final class ChunkRanges {
    private static final int MOST_RANGES = 10;

    private final StringBuilder text = new StringBuilder();
    private long count;
    private int ranges;
    private long first = -1;
    private long last = -1;

    void add(long index) {
        count++;
        if (first >= 0 && index == last + 1) {
            last = index;
            return;
        }
        append();
        first = index;
        last = index;
    }

    long count() {
        return count;
    }

    @Override
    public String toString() {
        append();
        first = -1;
        return text.toString();
    }

    private void append() {
        if (first < 0) {
            return;
        }
        ranges++;
        if (ranges > MOST_RANGES + 1) {
            return;
        }
        if (!text.isEmpty()) {
            text.append(", ");
        }
        if (ranges > MOST_RANGES) {
            text.append("...");
        } else {
            text.append(first).append(first == last ? "" : "-" + last);
        }
    }
}
