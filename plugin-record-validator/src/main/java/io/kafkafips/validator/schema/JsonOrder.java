package io.kafkafips.validator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Serializable;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * A total order of JSON values, in which equal ones are those that JSON Schema calls equal. By it, duplicates are found by sorting: a
 * hash table can be filled with values of one hash.
 */
final class JsonOrder implements Comparator<JsonNode>, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public int compare(JsonNode left, JsonNode right) {
        int byType = left.getNodeType().compareTo(right.getNodeType());
        if (byType != 0) {
            return byType;
        }
        return switch (left.getNodeType()) {
            case NUMBER -> numbers(left, right);
            case STRING -> left.textValue().compareTo(right.textValue());
            case BOOLEAN -> Boolean.compare(left.booleanValue(), right.booleanValue());
            case ARRAY -> arrays(left, right);
            case OBJECT -> objects(left, right);
            default -> 0;
        };
    }

    static int numbers(JsonNode left, JsonNode right) {
        return left.isLong() && right.isLong()
                ? Long.compare(left.longValue(), right.longValue())
                : left.decimalValue().compareTo(right.decimalValue());
    }

    private int arrays(JsonNode left, JsonNode right) {
        int order = Integer.compare(left.size(), right.size());
        for (int i = 0; order == 0 && i < left.size(); i++) {
            order = compare(left.get(i), right.get(i));
        }
        return order;
    }

    private int objects(JsonNode left, JsonNode right) {
        int order = Integer.compare(left.size(), right.size());
        if (order == 0) {
            Iterator<Map.Entry<String, JsonNode>> others =
                    sorted(right).entrySet().iterator();
            for (Map.Entry<String, JsonNode> property : sorted(left).entrySet()) {
                Map.Entry<String, JsonNode> other = others.next();
                order = property.getKey().compareTo(other.getKey());
                order = order == 0 ? compare(property.getValue(), other.getValue()) : order;
                if (order != 0) {
                    return order;
                }
            }
        }
        return order;
    }

    private static Map<String, JsonNode> sorted(JsonNode object) {
        Map<String, JsonNode> sorted = new TreeMap<>();
        object.properties().forEach(property -> sorted.put(property.getKey(), property.getValue()));
        return sorted;
    }
}
