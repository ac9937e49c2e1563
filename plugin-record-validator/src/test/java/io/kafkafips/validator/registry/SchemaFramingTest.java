package io.kafkafips.validator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.validator.registry.SchemaFraming.Framed;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaFramingTest {
    private static final String GUID = "cc0e0e0e-53c1-4a1a-8f1a-000000000001";
    private static final String GUID_HEADER = "01cc0e0e0e53c14a1a8f1a000000000001";

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }

    private static Header header(String name, String hex) {
        return new RecordHeader(name, hex == null ? null : HexFormat.of().parseHex(hex));
    }

    private static Framed value(Framing framing, String content, Header... headers) {
        return SchemaFraming.read(framing, false, bytes(content), List.of(headers));
    }

    @ParameterizedTest
    @CsvSource({
        "confluent, 00000000054142, 5, 5",
        "confluent, 007fffffff, 2147483647, 5",
        "apicurio, 0000000000000000054142, 5, 9",
        "header-or-confluent, 00000000054142, 5, 5"
    })
    void read_idBeforeTheContent_tellsWhereThatBegins(String framing, String content, int id, int offset) {
        assertThat(value(Framing.of(framing), content)).isEqualTo(new Framed(new SchemaId.Registered(id), offset));
    }

    @ParameterizedTest
    @CsvSource({
        "header, __value_schema_id, 0000000005, 5",
        "header-or-confluent, __value_schema_id, 0000000005, 5",
        "apicurio-content-id, apicurio.value.contentId, 0000000000000005, 5",
        "apicurio-global-id, apicurio.value.globalId, 0000000000000005, 5"
    })
    void read_idInAHeader_leavesTheContentWhole(String framing, String name, String header, int id) {
        assertThat(value(Framing.of(framing), "00000000094142", header(name, header)))
                .isEqualTo(new Framed(new SchemaId.Registered(id), 0));
    }

    @Test
    void read_guidInAHeader_isInItsCanonicalForm() {
        assertThat(value(Framing.HEADER, "", header("__value_schema_id", GUID_HEADER)))
                .isEqualTo(new Framed(new SchemaId.Guid(GUID), 0));
    }

    @Test
    void read_ofAKey_takesTheHeaderOfKeys() {
        List<Header> headers =
                List.of(header("__key_schema_id", "0000000001"), header("__value_schema_id", "0000000002"));

        assertThat(SchemaFraming.read(Framing.HEADER, true, bytes(""), headers).id())
                .isEqualTo(new SchemaId.Registered(1));
    }

    @Test
    void read_headerTwice_takesTheLastAsConsumersDo() {
        assertThat(value(
                                Framing.HEADER,
                                "",
                                header("__value_schema_id", "0000000001"),
                                header("__value_schema_id", "0000000002"))
                        .id())
                .isEqualTo(new SchemaId.Registered(2));
    }

    @Test
    void read_contentThatBeginsLater_countsFromItsPosition() {
        ByteBuffer content = bytes("ffffff00000000054142").position(3);

        assertThat(SchemaFraming.read(Framing.CONFLUENT, false, content, List.of())
                        .payloadOffset())
                .isEqualTo(5);
        assertThat(content.position()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "00000000", "0100000005", "7b7d7b7d7b7d", "00ffffffff"})
    void read_confluentWithoutId_isRefusedWithoutPayload(String content) {
        assertThatThrownBy(() -> value(Framing.CONFLUENT, content))
                .isInstanceOf(InvalidRecordException.class)
                .hasMessageNotContaining("7b")
                .hasMessageNotContaining("-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00000000000005", "000000000100000005", "00ffffffffffffffff"})
    void read_apicurioWithoutId_isRefused(String content) {
        assertThatThrownBy(() -> value(Framing.APICURIO, content)).isInstanceOf(InvalidRecordException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "00000000", "0000", "02cc0e0e0e53c14a1a8f1a000000000001", "01cc0e0e0e"})
    void read_headerWithoutId_isRefused(String header) {
        assertThatThrownBy(() -> value(Framing.HEADER, "0000000005", header("__value_schema_id", header)))
                .isInstanceOf(InvalidRecordException.class)
                .hasMessageContaining("__value_schema_id");
    }

    @Test
    void read_headerWithoutValue_isRefused() {
        assertThatThrownBy(() -> value(Framing.HEADER, "0000000005", header("__value_schema_id", null)))
                .isInstanceOf(InvalidRecordException.class);
    }

    @Test
    void read_headerOrConfluentWithAMalformedHeader_doesNotFallBack() {
        assertThatThrownBy(() -> value(Framing.HEADER_OR_CONFLUENT, "0000000005", header("__value_schema_id", "09")))
                .isInstanceOf(InvalidRecordException.class);
    }

    @Test
    void read_confluentWithAnIdInTheHeaderToo_isRefused() {
        assertThatThrownBy(() -> value(Framing.CONFLUENT, "0000000005", header("__value_schema_id", "0000000009")))
                .isInstanceOf(InvalidRecordException.class)
                .hasMessageContaining("__value_schema_id");
    }

    @Test
    void read_apicurioGlobalIdWithAContentIdToo_isRefused() {
        assertThatThrownBy(() -> value(
                        Framing.APICURIO_GLOBAL_ID,
                        "",
                        header("apicurio.value.globalId", "0000000000000005"),
                        header("apicurio.value.contentId", "0000000000000009")))
                .isInstanceOf(InvalidRecordException.class);
    }

    @Test
    void messageIndexes_behindAPrefix_areTheRestOfTheContent() {
        ByteBuffer content = bytes("00000000050204aa");
        Framed framed = SchemaFraming.read(Framing.CONFLUENT, false, content, List.of());

        assertThat(SchemaFraming.messageIndexes(Framing.CONFLUENT, false, content, List.of(), framed))
                .isEqualTo(bytes("0204aa"));
    }

    @Test
    void messageIndexes_inAHeader_areItsRest() {
        ByteBuffer content = bytes("aabb");
        List<Header> headers = List.of(header("__value_schema_id", GUID_HEADER + "00"));
        Framed framed = SchemaFraming.read(Framing.HEADER, false, content, headers);

        assertThat(SchemaFraming.messageIndexes(Framing.HEADER, false, content, headers, framed))
                .isEqualTo(bytes("00"));
    }

    @Test
    void options_ofAllFramings_leadBackToThem() {
        assertThat(Framing.options().stream().map(Framing::of))
                .containsExactlyElementsOf(Arrays.asList(Framing.values()));
    }
}
