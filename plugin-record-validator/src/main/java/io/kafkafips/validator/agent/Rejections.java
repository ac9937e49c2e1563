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
import java.util.TreeMap;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;

/**
 * The maker of Kafka's {@code RecordValidationException}: the one exception of the append path that Kafka turns into the error of the
 * {@link ApiException} in it, with the errors of single records (KIP-467), for the partition concerned alone.
 *
 * @param type the exception
 * @param exception makes the exception
 * @param recordErrors reads the errors of an exception
 * @param recordError makes the error of one record
 * @param batchIndex reads the position of the record that an error is about
 * @param message reads the message of an error
 */
record Rejections(
        Class<?> type,
        MethodHandle exception,
        MethodHandle recordErrors,
        MethodHandle recordError,
        MethodHandle batchIndex,
        MethodHandle message) {

    static Rejections bind(Class<?> logValidator) {
        Class<?> exception = Handles.sibling(logValidator, "RecordValidationException");
        Class<?> error = errorType(exception);
        return new Rejections(
                exception,
                Handles.generic(Handles.constructor(exception, "ApiException", "List")),
                Handles.generic(Handles.method(exception, "recordErrors")),
                Handles.generic(Handles.constructor(error, "int", "String")),
                Handles.generic(Handles.getter(error, "batchIndex")),
                Handles.generic(Handles.getter(error, "message")));
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
        return invalid(verdict.summary(), verdict.violations());
    }

    RuntimeException of(RuleFailure failure) {
        return invalid(String.valueOf(failure.getMessage()), failure.batchIndex(), failure);
    }

    RuntimeException of(LimitExceeded limit) {
        String summary =
                "Record validation refuses the batch: record " + limit.batchIndex() + ": " + limit.getMessage();
        return invalid(summary, limit.batchIndex(), limit);
    }

    RuntimeException of(BudgetExceeded overrun) {
        String message = String.valueOf(overrun.getMessage());
        return overrun.isForGood() ? invalid(message, List.of()) : retriable(message);
    }

    /**
     * Has the producer send the batch again. Of the retriable errors this one alone tells the Java client and librdkafka that the
     * batch is not in the log, without making them look for another leader first.
     */
    RuntimeException retriable(String message) {
        return make(new NotEnoughReplicasException(message), List.of());
    }

    /** Whether Kafka refuses records by this exception. */
    boolean isRejection(RuntimeException thrown) {
        return type.isInstance(thrown);
    }

    /** Kafka's errors and those of the verdict in the order of the records; where a record has both, it keeps both. */
    RuntimeException merged(BatchVerdict verdict, RuntimeException kafkas) {
        List<?> theirs = errors(kafkas);
        TreeMap<Integer, String> byIndex = new TreeMap<>();
        verdict.violations().forEach(violation -> byIndex.put(violation.batchIndex(), violation.message()));
        theirs.forEach(error -> byIndex.merge(index(error), message(error), (ours, other) -> ours + "; " + other));
        List<RecordViolation> merged = byIndex.entrySet().stream()
                .limit(BatchVerdict.MOST_VIOLATIONS)
                .map(entry -> new RecordViolation(entry.getKey(), entry.getValue()))
                .toList();
        return invalid(verdict.summary() + "; Kafka itself refuses " + theirs.size(), merged);
    }

    private List<?> errors(RuntimeException kafkas) {
        try {
            return (List<?>) recordErrors.invokeExact((Object) kafkas);
        } catch (Throwable e) {
            throw Handles.unchecked(e);
        }
    }

    private int index(Object error) {
        try {
            return (int) batchIndex.invokeExact(error);
        } catch (Throwable e) {
            throw Handles.unchecked(e);
        }
    }

    private String message(Object error) {
        try {
            return String.valueOf((String) message.invokeExact(error));
        } catch (Throwable e) {
            throw Handles.unchecked(e);
        }
    }

    private RuntimeException invalid(String summary, int batchIndex, RuntimeException reason) {
        return invalid(summary, List.of(new RecordViolation(batchIndex, String.valueOf(reason.getMessage()))));
    }

    private RuntimeException invalid(String summary, List<RecordViolation> violations) {
        return make(new InvalidRecordException(summary), violations);
    }

    private RuntimeException make(ApiException error, List<RecordViolation> violations) {
        try {
            List<Object> errors = new ArrayList<>(violations.size());
            for (RecordViolation violation : violations) {
                errors.add((Object) recordError.invokeExact(violation.batchIndex(), violation.message()));
            }
            Object made = (Object) exception.invokeExact((Object) error, errors);
            return (RuntimeException) made;
        } catch (Throwable e) {
            throw Handles.unchecked(e);
        }
    }
}
