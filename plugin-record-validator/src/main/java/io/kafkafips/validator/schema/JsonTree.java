package io.kafkafips.validator.schema;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkafips.validator.rule.Octets;
import io.kafkafips.validator.rule.Utf8;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A reader of JSON texts into trees, in which equal numbers are equal nodes: those without a fraction are integers however they are
 * written. Bounded: depth, digits of numbers; unique names. Thread-safe.
 */
final class JsonTree {
    private static final int LONG_DIGITS = 18;
    private static final int LONGEST_EXPONENT = 6;
    private static final String RANGE = "a number of at most ";

    /** Names are not kept beyond the text: what one client sends would fill, and slow down, what all of them use. */
    private final JsonFactory factory;

    private final int maxDepth;
    private final int maxDigits;

    JsonTree(int maxDepth, int maxDigits) {
        this.maxDepth = maxDepth;
        this.maxDigits = maxDigits;
        factory = JsonFactory.builder()
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(maxDepth + 1)
                        .maxNumberLength(2 * maxDigits + 16)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .build())
                .build();
    }

    /** @throws Misfit when it is not one JSON text in UTF-8, or beyond the limits */
    JsonNode read(Octets text) {
        int malformed = Utf8.malformedAt(text);
        if (malformed >= 0) {
            throw Misfit.inWords("expected UTF-8 at byte " + malformed);
        }
        try (JsonParser in = factory.createParser(text.array(), text.from(), text.length())) {
            try {
                return document(in);
            } catch (IOException e) {
                throw notWellFormed(in);
            }
        } catch (IOException e) {
            throw Misfit.inWords("expected well-formed JSON");
        }
    }

    /** Jackson's own message would quote the text. */
    private static Misfit notWellFormed(JsonParser in) {
        return Misfit.inWords("expected well-formed JSON within the limits of numbers at byte "
                + in.currentLocation().getByteOffset());
    }

    private JsonNode document(JsonParser in) throws IOException {
        Deque<JsonNode> open = new ArrayDeque<>();
        if (in.nextToken() == null) {
            throw Misfit.inWords("expected a JSON text, not an empty one");
        }
        JsonNode root = node(in);
        JsonNode current = root;
        if (root.isContainerNode()) {
            open.push(root);
        }
        while (!open.isEmpty()) {
            JsonToken token = in.nextToken();
            if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
                open.pop();
                current = open.isEmpty() ? root : open.peek();
            } else {
                JsonNode child = add(in, current);
                if (child.isContainerNode()) {
                    enter(in, open, child);
                    current = child;
                }
            }
        }
        if (in.nextToken() != null) {
            throw Misfit.inWords("expected nothing after the JSON text");
        }
        return root;
    }

    private void enter(JsonParser in, Deque<JsonNode> open, JsonNode child) {
        open.push(child);
        if (open.size() > maxDepth) {
            throw Misfit.inWords("expected a nesting of at most " + maxDepth + " at byte "
                    + in.currentTokenLocation().getByteOffset());
        }
    }

    private JsonNode add(JsonParser in, JsonNode parent) throws IOException {
        if (parent instanceof ObjectNode object) {
            String name = in.currentName();
            in.nextToken();
            JsonNode child = node(in);
            if (object.replace(name, child) != null) {
                throw Misfit.inWords("expected each name once in an object, not a second time at byte "
                        + in.currentTokenLocation().getByteOffset());
            }
            return child;
        }
        JsonNode child = node(in);
        ((ArrayNode) parent).add(child);
        return child;
    }

    private JsonNode node(JsonParser in) throws IOException {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (in.currentToken()) {
            case START_OBJECT -> nodes.objectNode();
            case START_ARRAY -> nodes.arrayNode();
            case VALUE_STRING -> nodes.textNode(in.getText());
            case VALUE_TRUE -> nodes.booleanNode(true);
            case VALUE_FALSE -> nodes.booleanNode(false);
            case VALUE_NULL -> nodes.nullNode();
            case VALUE_NUMBER_INT ->
                in.getTextLength() <= LONG_DIGITS ? nodes.numberNode(in.getLongValue()) : number(in);
            case VALUE_NUMBER_FLOAT -> number(in);
            default -> throw notWellFormed(in);
        };
    }

    /** The exponent is looked at before the number is made: one line can ask for gigabytes of digits. */
    private JsonNode number(JsonParser in) throws IOException {
        String text = in.getText();
        int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
        if (exponent >= 0 && text.length() - exponent > LONGEST_EXPONENT) {
            throw tooLong(in);
        }
        BigDecimal number = new BigDecimal(text).stripTrailingZeros();
        int digits =
                Math.max(number.precision(), Math.max(Math.abs(number.scale()), number.precision() - number.scale()));
        if (digits > maxDigits) {
            throw tooLong(in);
        }
        if (number.scale() > 0) {
            return JsonNodeFactory.instance.numberNode(number);
        }
        BigInteger integer = number.toBigIntegerExact();
        return integer.bitLength() < Long.SIZE
                ? JsonNodeFactory.instance.numberNode(integer.longValueExact())
                : JsonNodeFactory.instance.numberNode(integer);
    }

    private Misfit tooLong(JsonParser in) {
        return Misfit.inWords("expected " + RANGE + maxDigits + " digits without exponent at byte "
                + in.currentTokenLocation().getByteOffset());
    }
}
