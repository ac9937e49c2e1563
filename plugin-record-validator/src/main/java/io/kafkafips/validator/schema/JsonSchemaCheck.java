package io.kafkafips.validator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.InvalidSchemaRefException;
import com.networknt.schema.Schema;
import com.networknt.schema.path.NodePath;
import io.kafkafips.validator.rule.Octets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A compiled JSON Schema. Immutable, thread-safe.
 *
 * <p>What it says of a text: the keyword and the place in the text, with the names of properties that the schema knows; one that only
 * the text has is a star.
 */
final class JsonSchemaCheck {
    private static final int LONGEST_PLACE = 200;

    private final Schema schema;
    private final Set<String> names;
    private final JsonTree reader;
    private final JsonLimits limits;
    private final ExecutionConfig config;

    /** @param names what the schema calls properties; others are not told */
    JsonSchemaCheck(Schema schema, Set<String> names, JsonLimits limits) {
        this.schema = schema;
        this.names = Set.copyOf(names);
        this.limits = limits;
        reader = new JsonTree(limits.maxDepth(), limits.maxDigits());
        config = ExecutionConfig.builder()
                .formatAssertionsEnabled(limits.formats())
                .build();
    }

    /** @throws Misfit when the content is not a JSON text that the schema accepts */
    void check(Octets content) {
        if (content.length() > limits.maxBytes()) {
            throw Misfit.inWords("expected at most " + limits.maxBytes() + " bytes, since a tree is built of them");
        }
        JsonNode text = reader.read(content);
        JsonEvaluation evaluation = new JsonEvaluation(config, limits, content.length());
        try {
            schema.validate(evaluation, text);
        } catch (InvalidSchemaRefException e) {
            throw Misfit.inWords("its schema refers to what is not there");
        } catch (StackOverflowError e) {
            throw Misfit.inWords("expected a text for which the schema is evaluated less deep");
        }
        List<Error> errors = evaluation.getErrors();
        if (!errors.isEmpty()) {
            throw Misfit.inWords(words(errors));
        }
    }

    private String words(List<Error> errors) {
        String told = errors.stream()
                .limit(limits.maxErrors())
                .map(this::words)
                .distinct()
                .collect(Collectors.joining(", "));
        return "expected " + told + (errors.size() > limits.maxErrors() ? ", and more" : "");
    }

    private String words(Error error) {
        String property = error.getProperty();
        String named = property != null && names.contains(property) ? " (" + property + ")" : "";
        return "'" + error.getKeyword() + "'" + named + " at " + place(error.getInstanceLocation());
    }

    private String place(NodePath path) {
        StringBuilder place = new StringBuilder();
        for (int i = 0; i < path.getNameCount(); i++) {
            Object element = path.getElement(i);
            place.append('/').append(element instanceof Integer || names.contains(element.toString()) ? element : "*");
        }
        if (place.isEmpty()) {
            return "its root";
        }
        return place.length() <= LONGEST_PLACE
                ? place.toString()
                : "..." + place.substring(place.length() - LONGEST_PLACE);
    }
}
