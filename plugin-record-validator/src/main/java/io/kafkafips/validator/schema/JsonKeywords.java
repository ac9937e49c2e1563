package io.kafkafips.validator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.BaseKeywordValidator;
import com.networknt.schema.keyword.DynamicRefValidator;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordType;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.keyword.RecursiveRefValidator;
import com.networknt.schema.keyword.RefValidator;
import com.networknt.schema.path.NodePath;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Keywords of JSON Schema in place of the library's: references that are counted, duplicates that are found in all but linear time,
 * numbers that are compared exactly.
 */
final class JsonKeywords {
    private JsonKeywords() {}

    static List<Keyword> all() {
        List<Keyword> keywords = new ArrayList<>();
        keywords.add(keyword(KeywordType.REF, CountedRef::new));
        keywords.add(keyword(KeywordType.DYNAMIC_REF, CountedDynamicRef::new));
        keywords.add(keyword(KeywordType.RECURSIVE_REF, CountedRecursiveRef::new));
        keywords.add(keyword(KeywordType.UNIQUE_ITEMS, UniqueItems::new));
        keywords.add(number(KeywordType.MINIMUM, (value, bound) -> JsonOrder.numbers(value, bound) >= 0));
        keywords.add(number(KeywordType.MAXIMUM, (value, bound) -> JsonOrder.numbers(value, bound) <= 0));
        keywords.add(number(KeywordType.EXCLUSIVE_MINIMUM, (value, bound) -> JsonOrder.numbers(value, bound) > 0));
        keywords.add(number(KeywordType.EXCLUSIVE_MAXIMUM, (value, bound) -> JsonOrder.numbers(value, bound) < 0));
        keywords.add(number(KeywordType.MULTIPLE_OF, JsonKeywords::isMultiple));
        return keywords;
    }

    private static boolean isMultiple(JsonNode value, JsonNode divisor) {
        if (value.isLong() && divisor.isLong()) {
            return value.longValue() % divisor.longValue() == 0;
        }
        return value.decimalValue().remainder(divisor.decimalValue()).signum() == 0;
    }

    private static Keyword number(Keyword keyword, BiPredicate<JsonNode, JsonNode> condition) {
        return keyword(keyword, (location, node, parent, context) -> {
            if (!node.isNumber()
                    || (keyword == KeywordType.MULTIPLE_OF
                            && node.decimalValue().compareTo(BigDecimal.ZERO) <= 0)) {
                throw new SchemaRefused(keyword.getValue() + " has no number that it can be", "a schema of its draft");
            }
            return new NumberCondition(keyword, condition, location, node, parent, context);
        });
    }

    private static Keyword keyword(Keyword keyword, Factory factory) {
        return new Keyword() {
            @Override
            public String getValue() {
                return keyword.getValue();
            }

            @Override
            public KeywordValidator newValidator(
                    SchemaLocation location, JsonNode node, Schema parent, SchemaContext context) {
                return factory.create(location, node, parent, context);
            }
        };
    }

    /** A constructor of a keyword's validator. */
    @FunctionalInterface
    private interface Factory {
        KeywordValidator create(SchemaLocation location, JsonNode node, Schema parent, SchemaContext context);
    }

    private static void count(ExecutionContext execution) {
        if (execution instanceof JsonEvaluation evaluation) {
            evaluation.countRef();
        }
    }

    private static final class CountedRef extends RefValidator {
        CountedRef(SchemaLocation location, JsonNode node, Schema parent, SchemaContext context) {
            super(location, node, parent, context);
        }

        @Override
        public void validate(ExecutionContext execution, JsonNode node, JsonNode root, NodePath location) {
            count(execution);
            super.validate(execution, node, root, location);
        }
    }

    private static final class CountedDynamicRef extends DynamicRefValidator {
        CountedDynamicRef(SchemaLocation location, JsonNode node, Schema parent, SchemaContext context) {
            super(location, node, parent, context);
        }

        @Override
        public void validate(ExecutionContext execution, JsonNode node, JsonNode root, NodePath location) {
            count(execution);
            super.validate(execution, node, root, location);
        }
    }

    private static final class CountedRecursiveRef extends RecursiveRefValidator {
        CountedRecursiveRef(SchemaLocation location, JsonNode node, Schema parent, SchemaContext context) {
            super(location, node, parent, context);
        }

        @Override
        public void validate(ExecutionContext execution, JsonNode node, JsonNode root, NodePath location) {
            count(execution);
            super.validate(execution, node, root, location);
        }
    }

    /** No two elements that are equal. */
    private static final class UniqueItems extends BaseKeywordValidator {
        UniqueItems(SchemaLocation location, JsonNode node, Schema parent, SchemaContext context) {
            super(KeywordType.UNIQUE_ITEMS, node, location, parent, context);
        }

        @Override
        public void validate(ExecutionContext execution, JsonNode node, JsonNode root, NodePath location) {
            if (schemaNode.booleanValue() && node.isArray() && hasDuplicates(node)) {
                execution.addError(error().instanceLocation(location)
                        .evaluationPath(execution.getEvaluationPath())
                        .build());
            }
        }

        private static boolean hasDuplicates(JsonNode array) {
            JsonOrder order = new JsonOrder();
            List<JsonNode> items = new ArrayList<>(array.size());
            array.forEach(items::add);
            items.sort(order);
            for (int i = 1; i < items.size(); i++) {
                if (order.compare(items.get(i - 1), items.get(i)) == 0) {
                    return true;
                }
            }
            return false;
        }
    }

    /** What a number must be, beside the one of the schema. */
    private static final class NumberCondition extends BaseKeywordValidator {
        private final BiPredicate<JsonNode, JsonNode> condition;

        NumberCondition(
                Keyword keyword,
                BiPredicate<JsonNode, JsonNode> condition,
                SchemaLocation location,
                JsonNode node,
                Schema parent,
                SchemaContext context) {
            super(keyword, node, location, parent, context);
            this.condition = condition;
        }

        @Override
        public void validate(ExecutionContext execution, JsonNode node, JsonNode root, NodePath location) {
            if (node.isNumber() && !condition.test(node, schemaNode)) {
                execution.addError(error().instanceLocation(location)
                        .evaluationPath(execution.getEvaluationPath())
                        .build());
            }
        }
    }
}
