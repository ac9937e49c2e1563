package io.kafkafips.tiered.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.tiered.format.ContainerFormat;
import io.kafkafips.tiered.format.ContainerLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataMapperTest {
    private static final int LARGEST_SEGMENT = Integer.MAX_VALUE - (1 << 20);

    @ParameterizedTest
    @ValueSource(ints = {12, 13, 14, 15, 16, 17, 18, 19, 20})
    void chunkLog2For_theLargestSegment_keepsACopyWithin8MiB(int set) {
        int chosen = new MetadataMapper(set, 128).chunkLog2For(LARGEST_SEGMENT);

        ContainerLayout layout = new ContainerLayout(LARGEST_SEGMENT, chosen);
        long ivsAndTags = layout.chunkCount() * ContainerFormat.FRAME_OVERHEAD_BYTES + layout.chunkCount() / 8;
        long buffers = 2L * layout.chunkBytes() + ContainerFormat.FRAME_OVERHEAD_BYTES;
        assertThat(ivsAndTags + buffers).isLessThan(8 << 20);
        assertThat(chosen).isBetween(set, set + 1);
    }

    @Test
    void chunkLog2For_anOrdinarySegment_isWhatIsSet() {
        assertThat(new MetadataMapper(12, 128).chunkLog2For(1 << 30)).isEqualTo(12);
        assertThat(new MetadataMapper(18, 128).chunkLog2For(0)).isEqualTo(18);
    }
}
