package io.kafkafips.validator.agent;

import io.kafkafips.validator.policy.BatchVerdict;
import io.kafkafips.validator.policy.RecordViolation;
import io.kafkafips.validator.policy.RuleFailure;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.InvalidRecordException;

/**
 * The maker of Kafka's {@code RecordValidationException}: the one exception of the append path that Kafka turns into INVALID_RECORD
 * with the errors of single records (KIP-467), for the partition concerned alone.
 *
 * @param exception makes the exception
 * @param recordError makes the error of one record
 */
record Rejections(MethodHandle exception, MethodHandle recordError) {

    static Rejections bind(Class<?> logValidator) {
        Class<?> exception = Handles.sibling(logValidator, "RecordValidationException");
        return new Rejections(
                Handles.generic(Handles.constructor(exception, "ApiException", "List")),
                Handles.generic(Handles.constructor(errorType(exception), "int", "String")));
    }

    /** What the list in the constructor of the exception is a list of. */
    private static Class<?> errorType(Class<?> exception) {
        for (Constructor<?> constructor : exception.getConstructors()) {
            for (Type parameter : constructor.getGenericParameterTypes()) {
                if (parameter instanceof ParameterizedType list
                        && Arrays.stream(list.getActualTypeArguments())
                                        .findFirst()
                                        .orElse(null)
                                instanceof Class<?> element) {
                    return element;
                }
            }
        }
        throw new JoinPointMissing(exception.getName() + " takes no list of record errors");
    }

    RuntimeException of(BatchVerdict verdict) {
        return of(verdict.summary(), verdict.violations());
    }

    RuntimeException of(RuleFailure failure) {
        return of(
                String.valueOf(failure.getMessage()),
                List.of(new RecordViolation(failure.batchIndex(), String.valueOf(failure.getMessage()))));
    }

    RuntimeException of(LimitExceeded limit) {
        return of(
                "Record validation refuses the batch: record " + limit.batchIndex() + ": " + limit.getMessage(),
                List.of(new RecordViolation(limit.batchIndex(), String.valueOf(limit.getMessage()))));
    }

    private RuntimeException of(String summary, List<RecordViolation> violations) {
        try {
            List<Object> errors = new ArrayList<>(violations.size());
            for (RecordViolation violation : violations) {
                errors.add((Object) recordError.invokeExact(violation.batchIndex(), violation.message()));
            }
            Object made = (Object) exception.invokeExact((Object) new InvalidRecordException(summary), errors);
            return (RuntimeException) made;
        } catch (Throwable e) {
            throw Handles.unchecked(e);
        }
    }
}
