package io.kafkafips.tiered.format;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

/** Custom metadata of a segment: whatever the bytes, they are the one form of a marker, or none; never an exception. */
class SegmentMarkerFuzzTest {
    @FuzzTest(maxDuration = "2m")
    void decode_anyBytes_isTheOneFormOfAMarkerOrNone(byte[] bytes) {
        Optional<SegmentMarker> marker = SegmentMarker.decode(bytes);
        if (marker.isPresent() && !Arrays.equals(marker.get().encode(), bytes)) {
            throw new AssertionError("Two forms of a marker");
        }
    }

    @Test
    void decode_ofMarkersRandomlyChanged_isTheOneFormOfAMarkerOrNone() {
        Random random = new Random(21);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = SegmentMarker.of(12 + random.nextInt(9), new Uuid(1, i), random.nextBoolean())
                    .around(new byte[random.nextInt(100)])
                    .encode();
            bytes[random.nextInt(SegmentMarker.FIXED_BYTES)] = (byte) random.nextInt(256);
            decode_anyBytes_isTheOneFormOfAMarkerOrNone(Arrays.copyOf(bytes, bytes.length - random.nextInt(2)));
        }
    }
}
