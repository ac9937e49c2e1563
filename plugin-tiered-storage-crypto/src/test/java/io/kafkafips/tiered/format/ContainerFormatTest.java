package io.kafkafips.tiered.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerFormatTest {
    private static final WrappedKey KEY = new WrappedKey(WrapAlgorithm.AES_KWP, "kek-ä", new byte[] {1, 2, 3});
    private static final Uuid OBJECT = new Uuid(0x0102030405060708L, 0x090a0b0c0d0e0f10L);

    @ParameterizedTest
    @EnumSource(ObjectType.class)
    void decode_ofWhatWasEncoded_isTheSame(ObjectType type) throws Exception {
        ContainerHeader header = new ContainerHeader(type, 18, 123_456_789L, OBJECT, KEY);

        ContainerHeader decoded = ContainerFormat.decode(ContainerFormat.encode(header));

        assertThat(decoded).isEqualTo(header);
    }

    @Test
    void encode_ofAHeader_isWhatTheGrammarSays() {
        byte[] bytes = ContainerFormat.encode(new ContainerHeader(ObjectType.TRANSACTION_INDEX, 12, 258, OBJECT, KEY));

        assertThat(HexFormat.of().formatHex(bytes, 0, 47))
                .isEqualTo(
                        "4b545345" + "01" + "01" + "04" + "0c" + "0000000000000102" + "0102030405060708090a0b0c0d0e0f10"
                                + "01" + "00" + "0006" + "6b656b2dc3a4" + "0003" + "010203");
        assertThat(bytes).hasSize(1024).endsWith(new byte[1024 - 47]);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 00, KTSE",
        "4, 02, version",
        "5, 02, suite",
        "6, 06, type",
        "7, 0b, chunks",
        "7, 15, chunks",
        "8, 80, length",
        "32, 03, wrap",
        "33, 01, reserved",
        "34, 01, key reference",
        "35, 00, key reference",
        "36, ff, UTF-8",
        "42, 03, wrapped key",
        "43, 00, wrapped key",
        "600, 01, padding",
        "1023, 01, padding"
    })
    void decode_ofAByteThatIsWrong_namesTheField(int at, String value, String field) {
        byte[] bytes = ContainerFormat.encode(new ContainerHeader(ObjectType.LOG, 18, 5, OBJECT, KEY));
        bytes[at] = (byte) HexFormat.fromHexDigits(value);

        assertThatThrownBy(() -> ContainerFormat.decode(bytes))
                .isInstanceOf(MalformedContainerException.class)
                .hasMessageContaining(field);
    }

    @Test
    void decode_ofTooFewBytes_isRefused() {
        assertThatExceptionOfType(MalformedContainerException.class)
                .isThrownBy(() -> ContainerFormat.decode(new byte[1023]));
    }

    @Test
    void decode_ofTheLargestWrap_fits() throws Exception {
        WrappedKey largest = new WrappedKey(WrapAlgorithm.KMS_BLOB, "k".repeat(255), new byte[640]);
        ContainerHeader header = new ContainerHeader(ObjectType.LOG, 20, Long.MAX_VALUE >> 1, OBJECT, largest);

        ContainerHeader decoded = ContainerFormat.decode(ContainerFormat.encode(header));

        assertThat(decoded).isEqualTo(header);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "256, 1", "1, 0", "1, 641"})
    void wrappedKey_thatDoesNotFit_isRefused(int keyRefBytes, int blobBytes) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new WrappedKey(WrapAlgorithm.AES_KWP, "k".repeat(keyRefBytes), new byte[blobBytes]));
    }

    @Test
    void bindingInput_isWhatTheGrammarSays() {
        SegmentIdentity identity = new SegmentIdentity(new Uuid(1, 2), 3, new Uuid(4, 5));

        byte[] input =
                ContainerFormat.bindingInput(ObjectType.OFFSET_INDEX, new ContainerLayout(7, 12), OBJECT, identity);

        assertThat(HexFormat.of().formatHex(input))
                .isEqualTo(HexFormat.of().formatHex("KTSE-bind-v1".getBytes(StandardCharsets.US_ASCII))
                        + "4b545345" + "01" + "01" + "01" + "0c" + "0000000000000007"
                        + "0102030405060708090a0b0c0d0e0f10"
                        + "0000000000000001" + "0000000000000002" + "00000003"
                        + "0000000000000004" + "0000000000000005" + "00000001");
    }

    @Test
    void aad_isWhatTheGrammarSays() {
        byte[] aad = ContainerFormat.aad(new byte[] {9, 8}, 258, true);

        assertThat(HexFormat.of().formatHex(aad)).isEqualTo("0908" + "0000000000000102" + "01");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 4095, 4096, 4097, 8192, 8193, 100_000})
    void layout_ofAnySize_isThatOfItsFramesInARow(long size) {
        ContainerLayout layout = new ContainerLayout(size, 12);
        long position = ContainerFormat.HEADER_BYTES;
        long plain = 0;
        for (long i = 0; i < layout.chunkCount(); i++) {
            assertThat(layout.frameStart(i)).isEqualTo(position);
            assertThat(layout.frameOf(position)).isEqualTo(i);
            assertThat(layout.frameOf(position + layout.frameBytes(i) - 1)).isEqualTo(i);
            assertThat(layout.chunkStart(i)).isEqualTo(plain);
            assertThat(layout.isLast(i)).isEqualTo(plain + layout.plainBytes(i) == size);
            position += layout.frameBytes(i);
            plain += layout.plainBytes(i);
        }
        assertThat(plain).isEqualTo(size);
        assertThat(layout.containerBytes()).isEqualTo(position);
    }

    @ParameterizedTest
    @CsvSource({"-1, 12", "0, 11", "0, 21"})
    void layout_ofNonsense_isRefused(long size, int chunkLog2) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new ContainerLayout(size, chunkLog2));
    }
}
