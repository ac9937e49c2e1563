package io.kafkafips.validator.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kafkafips.validator.registry.RegistryHttp.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The JSON of Confluent's REST API as Confluent, Karapace and Apicurio write it. What is not as it must be is refused, without a word of
 * it in the message. Thread-safe.
 */
final class RegistryAnswers {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    /** What a gateway says of a registry behind it: bad gateway, unavailable, no response in time. */
    private static final Set<Integer> GATEWAY_WITHOUT_REGISTRY = Set.of(502, 503, 504);

    /** Codes in the body of a 404: the registry itself has no such subject, version or schema. Without one, the path may be wrong. */
    private static final int FIRST_NOT_FOUND_CODE = 40_400;

    private static final int LAST_NOT_FOUND_CODE = 40_499;
    private static final int DEEPEST = 100;

    private final ObjectMapper json;

    RegistryAnswers(int mostBytes) {
        this.json = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(DEEPEST)
                                .maxStringLength(mostBytes)
                                .build())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /** A schema without what it refers to. */
    record Text(RegisteredSchema.Type type, String schema, List<Pointer> references) {}

    /** A reference to a version of a subject; {@code version} is a number or {@code latest}. */
    record Pointer(String name, String subject, String version) {}

    /** A GUID's number in one of the registry's contexts. */
    record ContextId(String context, int id) {}

    /** A path that the registry does not have. */
    static final class NoSuchPath extends IOException {
        NoSuchPath() {
            super(
                    "HTTP status 404 without an error code of a schema registry: the URL may lack a path, or the registry be too old");
        }
    }

    Text schema(Answer answer) throws UnusableSchema, IOException {
        JsonNode body = body(answer);
        String type = body.path("schemaType").asText(RegisteredSchema.Type.AVRO.name());
        List<Pointer> references = new ArrayList<>();
        for (JsonNode reference : body.path("references")) {
            String version = reference.path("version").asText();
            references.add(new Pointer(
                    text(reference, "name"), text(reference, "subject"), version.equals("-1") ? "latest" : version));
        }
        return new Text(type(type), text(body, "schema"), references);
    }

    private static RegisteredSchema.Type type(String name) throws UnusableSchema {
        for (RegisteredSchema.Type type : RegisteredSchema.Type.values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        throw UnusableSchema.because("is in a language that is none of AVRO, JSON and PROTOBUF");
    }

    /** The subjects of {@code /schemas/ids/{id}/versions}, or of {@code /schemas/ids/{id}/subjects}. */
    List<String> subjects(Answer answer) throws UnusableSchema, IOException {
        List<String> subjects = new ArrayList<>();
        for (JsonNode element : array(answer)) {
            subjects.add(element.isTextual() ? element.asText() : text(element, "subject"));
        }
        return subjects;
    }

    List<Integer> versions(Answer answer) throws UnusableSchema, IOException {
        List<Integer> versions = new ArrayList<>();
        for (JsonNode element : array(answer)) {
            versions.add(number(element));
        }
        return versions;
    }

    List<ContextId> contextIds(Answer answer) throws UnusableSchema, IOException {
        List<ContextId> ids = new ArrayList<>();
        for (JsonNode element : array(answer)) {
            ids.add(new ContextId(element.path("context").asText("."), number(element.path("id"))));
        }
        return ids;
    }

    int id(Answer answer) throws UnusableSchema, IOException {
        return number(body(answer).path("id"));
    }

    JsonNode array(Answer answer) throws UnusableSchema, IOException {
        JsonNode body = body(answer);
        if (!body.isArray()) {
            throw new IOException("an answer that is no list");
        }
        return body;
    }

    private JsonNode body(Answer answer) throws UnusableSchema, IOException {
        if (answer.status() == NOT_FOUND) {
            if (isKnownError(answer)) {
                throw UnusableSchema.unknown();
            }
            throw new NoSuchPath();
        }
        if (isOfAGateway(answer.status())) {
            throw new NoAnswer("HTTP status " + answer.status());
        }
        if (answer.status() != OK) {
            throw new IOException("HTTP status " + answer.status());
        }
        return parsed(answer);
    }

    /** Whether it says that there is no registry, rather than being the registry's own word. */
    static boolean isOfAGateway(int status) {
        return GATEWAY_WITHOUT_REGISTRY.contains(status);
    }

    private boolean isKnownError(Answer answer) {
        try {
            int code = parsed(answer).path("error_code").asInt();
            return code >= FIRST_NOT_FOUND_CODE && code <= LAST_NOT_FOUND_CODE;
        } catch (IOException e) {
            return false;
        }
    }

    private JsonNode parsed(Answer answer) throws IOException {
        try {
            return json.readTree(answer.body());
        } catch (JsonProcessingException e) {
            // without the cause, which quotes the answer
            throw new IOException("an answer that is not JSON");
        }
    }

    private static String text(JsonNode node, String key) throws IOException {
        JsonNode value = node.path(key);
        if (!value.isTextual()) {
            throw new IOException("an answer whose " + key + " is no string");
        }
        return value.asText();
    }

    private static int number(JsonNode node) throws IOException {
        if (!node.isInt()) {
            throw new IOException("an answer in which an id or a version is no number");
        }
        return node.asInt();
    }
}
