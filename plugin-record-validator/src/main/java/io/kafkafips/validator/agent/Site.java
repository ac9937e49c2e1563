package io.kafkafips.validator.agent;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * One woven iteration site.
 *
 * @param gate where it leads through
 * @param original the call that stood there before, as {@link #GENERAL}
 * @param keepsContent whether Kafka goes on to use keys, values and headers, since it will write the records anew
 */
record Site(RecordGate gate, MethodHandle original, boolean keepsContent) {
    /** The batch, the buffer supplier if the call has one, and Kafka's limit of a record's size if it has one. */
    static final MethodType GENERAL = MethodType.methodType(Object.class, Object.class, Object.class, int.class);

    Object iterate(Object batch, @Nullable Object bufferSupplier, int kafkasLimit, Object validator) {
        return gate.iterate(this, new IterationCall(batch, bufferSupplier, kafkasLimit, validator));
    }

    /** What Kafka would iterate over. */
    Object original(IterationCall call) {
        try {
            return (Object) original.invokeExact(call.batch(), call.bufferSupplier(), call.kafkasLimit());
        } catch (Throwable e) {
            throw Handles.unchecked(e);
        }
    }
}
