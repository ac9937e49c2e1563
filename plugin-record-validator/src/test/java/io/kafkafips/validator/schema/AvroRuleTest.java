package io.kafkafips.validator.schema;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Map;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AvroRuleTest {
    private static final String UUID = "2f3e9ee5-52ad-4d5b-8d6c-8e2b4b1c5d11";

    @Test
    void validateRecord_wrongPlaceInTheDepth_isNamedByTheSchema() {
        AvroRule rule = configured("""
                {"type": "record", "name": "Order", "fields": [{"name": "lines", "type": {"type": "array", "items":
                  {"type": "record", "name": "Line", "fields": [{"name": "paid", "type": "boolean"}]}}}]}
                """);

        assertThatThrownBy(() -> TestContext.validate(rule, new byte[] {6, 1, 0, 7, 0}))
                .isInstanceOf(InvalidRecordException.class)
                .hasMessage("the value does not fit its schema: expected a boolean at /lines/2/paid");
    }

    @Test
    void validateRecord_bytesLeftOver_isRefused() {
        assertThatThrownBy(() -> TestContext.validate(configured("\"int\""), new byte[] {2, 0}))
                .hasMessage("the value does not fit its schema: expected nothing after the datum at its root");
    }

    @Test
    void validateRecord_keyOfMap_isNotTold() {
        AvroRule rule = configured("{\"type\": \"map\", \"values\": \"boolean\"}");

        assertThatThrownBy(() -> TestContext.validate(rule, new byte[] {2, 2, 'k', 9, 0}))
                .hasMessage("the value does not fit its schema: expected a boolean at /*");
    }

    @ParameterizedTest
    @CsvSource({
        "9999," + UUID + ",0,",
        "-9999," + UUID + ",86399999,",
        "10000," + UUID + ",0,a decimal of at most 4 digits at /amount",
        "12," + UUID + ",86400000,the milliseconds of a day at /at",
        "12,2f3e9ee5-52ad-4d5b-8d6c_8e2b4b1c5d11,0,a UUID in 36 characters at /id",
        "12,none,0,a UUID in 36 characters at /id"
    })
    void validateRecord_logicalTypes_areHeldToWhatTheyAsk(int amount, String id, int at, String complaint)
            throws Exception {
        byte[] content = payment(new BigInteger(String.valueOf(amount)).toByteArray(), id, at);

        if (complaint == null) {
            assertThatCode(() -> TestContext.validate(configured(AvroSamples.LOGICAL), content))
                    .doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> TestContext.validate(configured(AvroSamples.LOGICAL), content))
                    .hasMessageEndingWith("expected " + complaint);
        }
    }

    @Test
    void validateRecord_decimalWithSignRepeated_isTheSameNumber() throws Exception {
        byte[] content = payment(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 39, 15}, UUID, 0);

        assertThatCode(() -> TestContext.validate(configured(AvroSamples.LOGICAL), content))
                .doesNotThrowAnyException();
    }

    @Test
    void validateRecord_emptyDecimal_isRefused() throws Exception {
        byte[] content = payment(new byte[0], UUID, 0);

        assertThatThrownBy(() -> TestContext.validate(configured(AvroSamples.LOGICAL), content))
                .hasMessageContaining("a decimal");
    }

    private static byte[] payment(byte[] amount, String id, int at) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        encoder.writeBytes(amount);
        encoder.writeString(id);
        encoder.writeInt(at);
        encoder.flush();
        return out.toByteArray();
    }

    @Test
    void configure_schemaWithReferences_isCompiledWithThem() {
        AvroRule rule = new TestContext()
                .file("order.avsc", "{\"type\": \"array\", \"items\": \"shop.Line\"}")
                .file("line.avsc", "{\"type\": \"enum\", \"name\": \"shop.Line\", \"symbols\": [\"A\"]}")
                .configured(new AvroRule(), Map.of("schema", "order.avsc", "references", "line.avsc"));

        assertThatThrownBy(() -> TestContext.validate(rule, new byte[] {2, 4, 0}))
                .hasMessageContaining("the position of a symbol, 0 to 0 at /0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "\"shop.Missing\"", "{\"type\": \"record\", \"name\": \"R\"}", "", "[\"int\", \"int\"]"})
    void configure_noSchema_isRefused(String schema) {
        assertThatThrownBy(() -> configured(schema))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("schema=s.avsc is refused");
    }

    @Test
    void configure_decimalOfMoreDigitsThanAnyoneWrites_isRefused() {
        assertThatThrownBy(() -> configured(decimal(1_001)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("a decimal of the precision 1001")
                .hasMessageContaining("at most 1000");
        assertThatThrownBy(() -> configured(decimal(Integer.MAX_VALUE))).isInstanceOf(ConfigException.class);
        assertThatCode(() -> configured(decimal(1_000))).doesNotThrowAnyException();
    }

    private static String decimal(int precision) {
        return "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": " + precision + "}";
    }

    private static AvroRule configured(String schema) {
        return new TestContext().file("s.avsc", schema).configured(new AvroRule(), Map.of("schema", "s.avsc"));
    }
}
