package io.kafkafips.tiered.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentMarkerTest {
    private static final Uuid OBJECT = new Uuid(0x0102030405060708L, 0x090a0b0c0d0e0f10L);

    @Test
    void encode_ofAMarker_isWhatTheGrammarSays() {
        byte[] bytes =
                SegmentMarker.of(18, OBJECT, true).around(new byte[] {7, 8}).encode();

        assertThat(HexFormat.of().formatHex(bytes))
                .isEqualTo("4b" + "01" + "03" + "12" + "0102030405060708090a0b0c0d0e0f10" + "02" + "0708");
    }

    @Test
    void decode_ofWhatWasEncoded_isTheSame() {
        byte[] inner = new byte[255];
        inner[254] = 1;

        SegmentMarker decoded = SegmentMarker.decode(
                        SegmentMarker.of(12, OBJECT, false).around(inner).encode())
                .orElseThrow();

        assertThat(decoded.chunkLog2()).isEqualTo(12);
        assertThat(decoded.objectId()).isEqualTo(OBJECT);
        assertThat(decoded.hasTransactionIndex()).isFalse();
        assertThat(decoded.delegateMetadata())
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(inner));
    }

    @Test
    void delegateMetadata_thatIsEmpty_isNotThatThatIsAbsent() {
        SegmentMarker marker = SegmentMarker.of(12, OBJECT, true);

        Optional<byte[]> absent =
                SegmentMarker.decode(marker.encode()).orElseThrow().delegateMetadata();
        Optional<byte[]> empty = SegmentMarker.decode(marker.around(new byte[0]).encode())
                .orElseThrow()
                .delegateMetadata();

        assertThat(absent).isEmpty();
        assertThat(empty).hasValueSatisfying(bytes -> assertThat(bytes).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4b",
                "4c0100120102030405060708090a0b0c0d0e0f1000",
                "4b0200120102030405060708090a0b0c0d0e0f1000",
                "4b0104120102030405060708090a0b0c0d0e0f1000",
                "4b01000b0102030405060708090a0b0c0d0e0f1000",
                "4b0100150102030405060708090a0b0c0d0e0f1000",
                "4b0100120102030405060708090a0b0c0d0e0f100107",
                "4b0101120102030405060708090a0b0c0d0e0f100207",
                "4b0100120102030405060708090a0b0c0d0e0f100000"
            })
    void decode_ofOtherBytes_isNoMarker(String hex) {
        assertThat(SegmentMarker.decode(HexFormat.of().parseHex(hex))).isEmpty();
    }

    @Test
    void around_tooMuch_isRefused() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> SegmentMarker.of(12, OBJECT, true).around(new byte[256]));
    }
}
