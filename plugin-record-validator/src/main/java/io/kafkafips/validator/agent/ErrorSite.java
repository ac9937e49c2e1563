package io.kafkafips.validator.agent;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;

/**
 * One woven call of {@code processRecordErrors}, which throws when Kafka refuses records of a batch.
 *
 * @param gate where it leads through
 * @param original the call that stood there before, as {@link #GENERAL}
 */
record ErrorSite(RecordGate gate, MethodHandle original) {
    /** The errors. */
    static final MethodType GENERAL = MethodType.methodType(void.class, Object.class);

    void process(Object errors, Object validator) {
        gate.conclude(this, errors, validator);
    }

    void original(Object errors) {
        try {
            original.invokeExact(errors);
        } catch (Throwable e) {
            throw Handles.unchecked(e);
        }
    }
}
