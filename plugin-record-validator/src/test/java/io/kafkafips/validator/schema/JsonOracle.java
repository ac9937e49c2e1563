package io.kafkafips.validator.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.kafkafips.validator.rule.Octets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What the library as it comes, on stock Jackson, says of the same bytes against a schema with most keywords. {@code uniqueItems}
 * stands beside {@code type}: the library holds objects to it too.
 */
final class JsonOracle {
    private static final String SCHEMA = """
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": ["object", "array", "number"],
             "properties": {"a": {"type": "string", "pattern": "^[a-c]+$", "maxLength": 5},
                            "b": {"type": "integer", "minimum": 3, "multipleOf": 5},
                            "c": {"$ref": "#"}, "d": {"enum": [1, "x", null, [2.0]]},
                            "u": {"type": "array", "uniqueItems": true}},
             "required": ["b"], "additionalProperties": false,
             "items": {"anyOf": [{"const": 7}, {"$ref": "#"}]}, "maximum": 1000}
            """;

    /** Where the check asks for more: its limits, and UTF-8 as RFC 3629 has it. */
    private static final String STRICTER = "expected (UTF-8|a nesting|a number of at most).*";

    /** What a complaint is made of: words, names of the schema, places. */
    private static final String HARMLESS = "[A-Za-z0-9'()*/.,: -]*";

    private final ObjectMapper mapper = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private final Schema library = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SCHEMA, InputFormat.JSON);
    private final JsonSchemaCheck check =
            new JsonCompiler("2020-12", new JsonLimits(1 << 20, 64, 400, 5, 4, true)).compile(SchemaText.of(SCHEMA));

    /** @throws AssertionError when the two do not agree, and the difference is none that is documented */
    boolean agreedOn(byte[] bytes) throws IOException {
        String complaint = complaint(bytes);
        boolean accepted = acceptedByTheLibrary(bytes);
        if (accepted != (complaint == null) && !(accepted && complaint.matches(STRICTER))) {
            throw new AssertionError("the library says " + accepted + ", the check: " + complaint + " of "
                    + new String(bytes, StandardCharsets.ISO_8859_1));
        }
        if (complaint != null && !complaint.matches(HARMLESS)) {
            throw new AssertionError("holds more than it should: " + complaint);
        }
        return accepted;
    }

    private String complaint(byte[] bytes) {
        try {
            check.check(Octets.of(bytes));
            return null;
        } catch (Misfit e) {
            return e.complaint();
        }
    }

    private boolean acceptedByTheLibrary(byte[] bytes) throws IOException {
        try {
            JsonNode text = mapper.readTree(bytes);
            return !text.isMissingNode() && library.validate(text).isEmpty();
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
