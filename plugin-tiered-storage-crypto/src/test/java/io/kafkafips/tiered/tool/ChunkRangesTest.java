package io.kafkafips.tiered.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChunkRangesTest {
    @Test
    void toString_neighbours_areOneRange() {
        assertThat(of(3, 7, 8, 9, 11)).hasToString("3, 7-9, 11");
        assertThat(of(0, 1)).hasToString("0-1");
        assertThat(of()).hasToString("");
    }

    @Test
    void toString_manyRanges_isCutShortOnce() {
        ChunkRanges ranges = new ChunkRanges();
        for (int i = 0; i < 1_000_000; i += 2) {
            ranges.add(i);
        }

        assertThat(ranges.count()).isEqualTo(500_000);
        assertThat(ranges).hasToString("0, 2, 4, 6, 8, 10, 12, 14, 16, 18, ...");
    }

    private static ChunkRanges of(long... indexes) {
        ChunkRanges ranges = new ChunkRanges();
        for (long index : indexes) {
            ranges.add(index);
        }
        return ranges;
    }
}
