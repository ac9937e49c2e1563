package io.kafkafips.validator.agent;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * One woven call site.
 *
 * @param gate where it leads through
 * @param original the call that stood there before, as {@link #GENERAL}
 * @param keepsContent whether Kafka goes on to use keys, values and headers, since it will write the records anew
 */
record Site(RecordGate gate, MethodHandle original, boolean keepsContent) {
    /** The batch, the buffer supplier if the call has one, and Kafka's limit of a record's size if it has one. */
    static final MethodType GENERAL = MethodType.methodType(Object.class, Object.class, Object.class, int.class);

    private static final int NO_LIMIT = Integer.MAX_VALUE;

    Object iterate(Object batch, @Nullable Object bufferSupplier, int kafkasLimit, Object validator) throws Throwable {
        return gate.iterate(this, batch, bufferSupplier, kafkasLimit, validator);
    }

    /** {@link #iterate} in the type of the woven call. */
    MethodHandle specific(MethodType type) {
        MethodHandle handle = find(
                        Site.class,
                        "iterate",
                        MethodType.methodType(Object.class, Object.class, Object.class, int.class, Object.class))
                .bindTo(this);
        int arguments = type.parameterCount();
        if (arguments < 4) {
            handle = MethodHandles.insertArguments(handle, 2, NO_LIMIT);
        }
        if (arguments < 3) {
            handle = MethodHandles.insertArguments(handle, 1, (Object) null);
        }
        return handle.asType(type);
    }

    static MethodHandle find(Class<?> owner, String name, MethodType type) {
        try {
            return MethodHandles.lookup().findVirtual(owner, name, type);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
