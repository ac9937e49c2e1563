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

class JsonSchemaRuleTest {
    private static final String ORDER = """
            {"$schema": "http://json-schema.org/draft-07/schema#", "type": "object", "required": ["id", "lines"],
             "properties": {
               "id": {"type": "string", "format": "uuid"},
               "lines": {"type": "array", "items": {"$ref": "line.json"}, "uniqueItems": true}}}
            """;
    private static final String LINE = """
            {"type": "object", "required": ["price"], "additionalProperties": false,
             "properties": {"price": {"$ref": "#/definitions/money"}}, "definitions": {"money": {"type": "number", "multipleOf": 0.01}}}
            """;
    private static final String ID = "\"id\":\"2f3e9ee5-52ad-4d5b-8d6c-8e2b4b1c5d11\"";

    private final TestContext files =
            new TestContext().file("schemas/order.json", ORDER).file("schemas/line.json", LINE);
    private final JsonSchemaRule rule = files.configured(new JsonSchemaRule(), Map.of("schema", "schemas/order.json"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{" + ID + ",\"lines\":[]}",
                "{" + ID + ",\"lines\":[{\"price\":19.99},{\"price\":1e2}],\"more\":null}",
                " {\"lines\" : [ ] , " + ID + "} "
            })
    void validateRecord_textsThatFit_pass(String text) {
        assertThatCode(() -> TestContext.validate(rule, text)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {ID}                                                    | expected 'required' (lines) at its root
            {ID,"lines":[{"price":"secret"}]}                       | expected 'type' at /lines/0/price
            {ID,"lines":[{"price":0.001}]}                          | expected 'multipleOf' at /lines/0/price
            {ID,"lines":[{"price":1},{"price":1.0}]}                | expected 'uniqueItems' at /lines
            {ID,"lines":[{"price":1,"secret":2}]}                   | expected 'additionalProperties' at /lines/0
            {"id":"secret","lines":[]}                              | expected 'format' at /id
            {ID,"lines":{"secret":1}}                               | expected 'type' at /lines
            {ID,"lines":[],"secret":1,"secret":2}                   | expected each name once in an object, not a second time at byte
            {ID,"lines":[]                                          | expected well-formed JSON within the limits of numbers at byte
            {ID,"lines":[secret]}                                   | expected well-formed JSON within the limits of numbers at byte
            {ID,"lines":[]} secret                                  | expected
            """)
    void validateRecord_textThatDoesNotFit_isRefusedWithTheNamesOfTheSchemaAlone(String text, String complaint) {
        assertThatThrownBy(() -> TestContext.validate(rule, text.replace("ID", ID)))
                .isInstanceOf(InvalidRecordException.class)
                .hasMessageStartingWith("the value does not fit its schema: " + complaint)
                .hasMessageNotContaining("secret");
    }

    @Test
    void validateRecord_brokenUtf8_isRefused() {
        assertThatThrownBy(() -> TestContext.validate(rule, new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'}))
                .hasMessage("the value does not fit its schema: expected UTF-8 at byte 1");
    }

    @Test
    void validateRecord_textLongerThanAllowed_isRefused() {
        JsonSchemaRule brief =
                files.configured(new JsonSchemaRule(), Map.of("schema", "schemas/line.json", "max-bytes", "11"));

        assertThatCode(() -> TestContext.validate(brief, "{\"price\":1}")).doesNotThrowAnyException();
        assertThatThrownBy(() -> TestContext.validate(brief, "{\"price\":12}"))
                .isInstanceOf(InvalidRecordException.class)
                .hasMessage(
                        "the value does not fit its schema: expected at most 11 bytes, since a tree is built of them");
    }

    @Test
    void validateRecord_propertiesThatOnlyTheTextHas_areStars() {
        JsonSchemaRule map =
                configured("{\"additionalProperties\": {\"type\": \"object\", \"additionalProperties\": false}}");

        assertThatThrownBy(() -> TestContext.validate(map, "{\"alice@example.com\":{\"4111\":1}}"))
                .hasMessage("the value does not fit its schema: expected 'additionalProperties' at /*");
    }

    @Test
    void validateRecord_moreMisfitsThanTold_saysSo() {
        JsonSchemaRule strings = configured("{\"items\": {\"type\": \"string\"}}");

        assertThatThrownBy(() -> TestContext.validate(strings, "[1,2,3,4,5,6,7]"))
                .hasMessage("the value does not fit its schema: expected 'type' at /0, 'type' at /1, 'type' at /2,"
                        + " 'type' at /3, 'type' at /4, and more");
    }

    @Test
    void validateRecord_formatWhereItAnnotates_passes() {
        JsonSchemaRule lenient =
                files.configured(new JsonSchemaRule(), Map.of("schema", "schemas/order.json", "formats", "annotate"));

        assertThatCode(() -> TestContext.validate(lenient, "{\"id\":\"none\",\"lines\":[]}"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"((a{1000}){1000}){1000}", "((\\\\s{1000}){1000}){1000}", "(?=a)"})
    void validateRecord_payloadThatIsAHostileExpression_isRefused(String regex) {
        JsonSchemaRule regexes = configured("{\"format\": \"regex\"}");

        assertThatThrownBy(() -> TestContext.validate(regexes, "\"" + regex + "\""))
                .hasMessage("the value does not fit its schema: expected 'format' at its root");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "\\\\u{", "\\\\s", "a"})
    void validateRecord_payloadThatIsALongExpression_isRefused(String part) {
        JsonSchemaRule regexes = configured("{\"format\": \"regex\"}");

        assertThatThrownBy(() -> TestContext.validate(regexes, "\"" + part.repeat(100_000) + "\""))
                .hasMessage("the value does not fit its schema: expected 'format' at its root");
    }

    @Test
    void validateRecord_largestIntegers_areComparedExactly() {
        JsonSchemaRule even = configured("{\"multipleOf\": 2, \"maximum\": 9007199254740993}");

        assertThatCode(() -> TestContext.validate(even, "9007199254740992")).doesNotThrowAnyException();
        assertThatThrownBy(() -> TestContext.validate(even, "9007199254740993")).hasMessageContaining("'multipleOf'");
        assertThatThrownBy(() -> TestContext.validate(even, "9007199254740994")).hasMessageContaining("'maximum'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"$ref": "http://example.com/line.json"}       | nothing is fetched over a network
            {"$ref": "https://example.com/line.json#/x"}   | nothing is fetched over a network
            {"properties": {"a": {"$ref": "gone.json"}}}   | put the file beside the schema
            {"$ref": "#/definitions/gone"}                 | a schema of its draft
            {"$ref": "classpath:log4j2-test.properties"}   | a schema of its draft
            {"$schema": "https://example.com/own"}         | a schema of its draft
            {"pattern": "(?=a)b"}                          | which cannot be matched in linear time
            {"patternProperties": {"(a)\\\\1": {}}}        | which cannot be matched in linear time
            {"pattern": "((a{1000}){1000}){1000}"}         | which cannot be matched in linear time
            {"type": "strng"}                              | a schema of its draft
            {"minimum": "1"}                               | a schema of its draft
            {"required": "id"}                             | a schema of its draft
            {"type": "object"                              | a schema in JSON
            {"type": "object", "type": "object"}           | a schema in JSON
            3                                              | a schema of its draft
            """)
    void configure_schemaThatCannotBeUsed_isRefusedWithTheRemedy(String schema, String remedy) {
        assertThatThrownBy(() -> configured(schema))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("schema=s.json is refused")
                .hasMessageContaining(remedy);
    }

    @Test
    void configure_schemaOfAnotherPlace_isFoundInTheReferences() {
        JsonSchemaRule byId = new TestContext()
                .file("s.json", "{\"items\": {\"$ref\": \"https://example.com/line.json#/definitions/money\"}}")
                .file("lib/line.json", LINE.replaceFirst("\\{", "{\"\\$id\": \"https://example.com/line.json\", "))
                .configured(new JsonSchemaRule(), Map.of("schema", "s.json", "references", "lib/line.json"));

        assertThatThrownBy(() -> TestContext.validate(byId, "[true]")).hasMessageEndingWith("expected 'type' at /0");
    }

    @Test
    void configure_hostilePatternInTheSchema_isMatchedInLinearTime() {
        JsonSchemaRule pattern = configured("{\"pattern\": \"^(a+)+$\"}");

        assertThatThrownBy(() -> TestContext.validate(pattern, '"' + "a".repeat(100_000) + "!\""))
                .hasMessageContaining("'pattern'");
    }

    private static JsonSchemaRule configured(String schema) {
        return new TestContext().file("s.json", schema).configured(new JsonSchemaRule(), Map.of("schema", "s.json"));
    }
}
