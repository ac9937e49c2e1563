package io.kafkafips.validator.schema;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtobufRuleTest {
    private static final byte[] LINE_WITH_BAD_UNIT = {0x12, 2, 0x18, 7};

    private final TestContext files = new TestContext()
            .file("order.proto", ProtoSamples.bytes("order.proto"))
            .file("common/money.proto", ProtoSamples.bytes("common/money.proto"))
            .file("order.desc", ProtoSamples.bytes("order.desc"))
            .file("legacy.proto", ProtoSamples.bytes("legacy.proto"));

    @ParameterizedTest
    @ValueSource(strings = {"order.proto", "order.desc"})
    void validateRecord_wrongPlaceInTheDepth_isNamedByTheSchema(String schema) {
        ProtobufRule rule = files.configured(
                new ProtobufRule(), Map.of("schema", schema, "message", "Order", "unknown-enum-numbers", "reject"));

        assertThatThrownBy(() -> TestContext.validate(rule, LINE_WITH_BAD_UNIT))
                .isInstanceOf(InvalidRecordException.class)
                .hasMessage("the value does not fit its schema: expected a number of the enum at /lines/unit");
    }

    @Test
    void validateRecord_numberThatAnOpenEnumDoesNotName_passesByDefault() {
        ProtobufRule rule =
                files.configured(new ProtobufRule(), Map.of("schema", "order.proto", "message", "shop.Order"));

        assertThatCode(() -> TestContext.validate(rule, LINE_WITH_BAD_UNIT)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"reject,false", "allow,true"})
    void validateRecord_fieldThatTheSchemaDoesNotHave_isAsTheOptionSays(String option, boolean accepted) {
        ProtobufRule rule = files.configured(
                new ProtobufRule(), Map.of("schema", "order.proto", "message", "Order", "unknown-fields", option));

        var outcome = assertThatCode(() -> TestContext.validate(rule, new byte[] {(byte) 0xC8, 2, 1}));

        if (accepted) {
            outcome.doesNotThrowAnyException();
        } else {
            outcome.hasMessageEndingWith("expected no field that the schema does not have at its root");
        }
    }

    @Test
    void validateRecord_requiredFieldThatIsNotThere_isNamed() {
        ProtobufRule rule = files.configured(new ProtobufRule(), Map.of("schema", "legacy.proto"));

        assertThatThrownBy(() -> TestContext.validate(rule, new byte[] {0x0A, 0}))
                .hasMessageEndingWith("expected the required field at /kind");
    }

    @Test
    void validateRecord_textThatIsNoUtf8_isRefused() {
        ProtobufRule rule = files.configured(new ProtobufRule(), Map.of("schema", "order.proto", "message", "Order"));

        assertThatThrownBy(() -> TestContext.validate(rule, new byte[] {0x0A, 1, (byte) 0xFF}))
                .hasMessageEndingWith("expected a string in UTF-8 at /id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.y.Outer.Inner", "Outer.Inner"})
    void configure_nestedMessage_isFoundByItsFullNameAndItsNameInTheFile(String name) {
        ProtobufRule rule = new TestContext()
                .file("n.proto", "package x.y; message Outer { message Inner { required bool a = 1; } }")
                .configured(new ProtobufRule(), Map.of("schema", "n.proto", "message", name));

        assertThatThrownBy(() -> TestContext.validate(rule, new byte[0]))
                .hasMessageEndingWith("expected the required field at /a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Inner", "y.Outer", "Outer.Missing", "x.y.Outer.", "Out"})
    void configure_nameThatIsNeither_isRefused(String name) {
        assertThatThrownBy(() -> new TestContext()
                        .file("n.proto", "package x.y; message Outer { message Inner { required bool a = 1; } }")
                        .configured(new ProtobufRule(), Map.of("schema", "n.proto", "message", name)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("it has no message");
    }

    @Test
    void configure_messageThatTheSchemaDoesNotHave_isRefusedWithOneThatItHas() {
        assertThatThrownBy(() ->
                        files.configured(new ProtobufRule(), Map.of("schema", "order.proto", "message", "Missing")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("it has no message Missing")
                .hasMessageContaining("Remedy: message: shop.Note");
    }

    @Test
    void configure_framingThatNamesNoMessage_isRefused() {
        assertThatThrownBy(() ->
                        files.configured(new ProtobufRule(), Map.of("schema", "order.proto", "framing", "apicurio")))
                .hasMessageContaining("framing=apicurio is refused: expected a framing that names the message too");
    }

    @Test
    void configure_importThatIsNotThere_isRefused() {
        assertThatThrownBy(() -> new TestContext()
                        .file("order.proto", ProtoSamples.bytes("order.proto"))
                        .configured(new ProtobufRule(), Map.of("schema", "order.proto")))
                .hasMessageContaining("it imports common/money.proto, which is not there");
    }
}
