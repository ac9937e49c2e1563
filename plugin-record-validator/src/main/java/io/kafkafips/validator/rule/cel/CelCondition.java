package io.kafkafips.validator.rule.cel;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import io.kafkafips.validator.policy.RecordProxy;
import io.kafkafips.validator.policy.TopicMetadata;
import org.apache.kafka.common.InvalidRecordException;

/** A compiled expression that is true or false of a record. Immutable and thread-safe. */
final class CelCondition {
    private final Program program;
    private final CelVariables variables;

    CelCondition(Program program, CelVariables variables) {
        this.program = program;
        this.variables = variables;
    }

    /**
     * Evaluates it.
     *
     * @throws InvalidRecordException when that cannot be decided of this record. The library's own message may hold what the expression
     *     made of the payload: it is not passed on
     */
    boolean isTrueOf(TopicMetadata topic, RecordProxy record) {
        try {
            return Boolean.TRUE.equals(program.eval(variables.of(topic, record)));
        } catch (CelEvaluationException e) {
            throw new InvalidRecordException(
                    "the expression of the rule cannot be evaluated: " + words(e.getErrorCode()));
        }
    }

    private static String words(CelErrorCode code) {
        return switch (code) {
            case ATTRIBUTE_NOT_FOUND -> "a field or header that it asks for is missing; has() asks whether it is there";
            case INDEX_OUT_OF_BOUNDS -> "an index is beyond the end of a list";
            case DIVIDE_BY_ZERO -> "a division by zero";
            case OVERLOAD_NOT_FOUND -> "a field is of another type than it is compared or computed with";
            case NUMERIC_OVERFLOW -> "a number is out of range";
            case ITERATION_BUDGET_EXCEEDED -> "it takes more iterations than max-iterations";
            case INVALID_ARGUMENT, BAD_FORMAT -> "a text is not of the form that a function asks for";
            default -> "an error of the kind " + code;
        };
    }
}
