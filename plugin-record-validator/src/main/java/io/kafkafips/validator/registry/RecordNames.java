package io.kafkafips.validator.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The names of the record types that a schema defines, as serializers derive subjects from them: the full name in Avro, the
 * {@code title} in JSON Schema, the full names of the messages at the top level in Protobuf. Stateless.
 */
public final class RecordNames {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private RecordNames() {}

    /** The names, none where the schema has none or cannot be read. */
    public static Set<String> of(RegisteredSchema schema) {
        return switch (schema.type()) {
            case AVRO -> avro(schema.text());
            case JSON -> single(json(schema.text()).path("title"));
            case PROTOBUF -> protobuf(schema.text());
        };
    }

    private static Set<String> avro(String text) {
        JsonNode schema = json(text);
        String name = schema.path("name").asText();
        String namespace = schema.path("namespace").asText();
        if (name.isEmpty()) {
            return Set.of();
        }
        return Set.of(name.indexOf('.') >= 0 || namespace.isEmpty() ? name : namespace + "." + name);
    }

    private static Set<String> single(JsonNode node) {
        return node.isTextual() ? Set.of(node.asText()) : Set.of();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private static Set<String> protobuf(String text) {
        ProtobufTokens tokens = new ProtobufTokens(text);
        Set<String> names = new LinkedHashSet<>();
        String packageName = "";
        int depth = 0;
        boolean start = true;
        for (String token = tokens.next(); !token.isEmpty(); token = tokens.next()) {
            if (depth == 0 && start && token.equals("package")) {
                packageName = tokens.next() + ".";
                start = false;
            } else if (depth == 0 && start && token.equals("message")) {
                names.add(tokens.next());
                start = false;
            } else {
                depth += token.equals("{") ? 1 : token.equals("}") ? -1 : 0;
                start = token.equals(";") || token.equals("{") || token.equals("}");
            }
        }
        Set<String> full = new LinkedHashSet<>();
        for (String name : names) {
            full.add(packageName + name);
        }
        return full;
    }
}
