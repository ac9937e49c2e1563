package io.kafkafips.validator.schema;

import com.code_intelligence.jazzer.junit.FuzzTest;
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

/**
 * Any bytes against a schema with most keywords: what the check accepts, the library as it comes accepts, and the other way round
 * unless a limit says no. Complaints hold no name and no text that the schema does not have.
 */
class JsonSchemaFuzzTest {
    private static final String SCHEMA = """
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": ["object", "array", "number"],
             "properties": {"a": {"type": "string", "pattern": "^[a-c]+$", "maxLength": 5},
                            "b": {"type": "integer", "minimum": 3, "multipleOf": 5},
                            "c": {"$ref": "#"}, "d": {"enum": [1, "x", null, [2.0]]}},
             "required": ["b"], "additionalProperties": false,
             "items": {"anyOf": [{"const": 7}, {"$ref": "#"}]}, "uniqueItems": true, "maximum": 1000}
            """;

    private final ObjectMapper mapper = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private final Schema library = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SCHEMA, InputFormat.JSON);
    private final JsonSchemaCheck check =
            new JsonCompiler("2020-12", new JsonLimits(64, 400, 5, 4, true)).compile(SchemaText.of(SCHEMA));

    @FuzzTest(maxDuration = "2m")
    void check_anyBytes_agreesWithTheLibrary(byte[] bytes) throws IOException {
        String complaint = complaint(bytes);
        boolean accepted = acceptedByTheLibrary(bytes);
        if (complaint == null && !accepted) {
            throw new AssertionError("accepted, not by the library");
        }
        if (complaint != null && accepted && !complaint.matches("expected (UTF-8|a nesting|a number of at most).*")) {
            throw new AssertionError("refused, not by the library: " + complaint);
        }
        if (complaint != null && !complaint.matches("[A-Za-z0-9'()*/.,: -]*")) {
            throw new AssertionError("holds more than it should: " + complaint);
        }
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
