package io.kafkafips.validator.agent;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The linking of one woven call to a gate. What Kafka called before stays a constant of the call site, behind a test, so that a
 * batch without a policy costs the test alone.
 *
 * @param gate where the call leads through
 * @param woven the lookup of the woven class
 * @param type of the woven call: its last argument is the woven class
 */
record SiteLinker(RecordGate gate, MethodHandles.Lookup woven, MethodType type) {
    private static final String STREAMING = "streamingIterator";
    private static final int NO_LIMIT = Integer.MAX_VALUE;

    private static final MethodType ON_VALIDATOR = MethodType.methodType(void.class, Object.class);

    CallSite link(String name) {
        return new ConstantCallSite(
                switch (name) {
                    case LogValidatorWeaver.RECORD_ERRORS -> recordErrors(name);
                    case WovenCallSite.RETURNING ->
                        gateMethod("returning", ON_VALIDATOR).asType(type);
                    case WovenCallSite.ENTERED ->
                        gateMethod("entered", ON_VALIDATOR.appendParameterTypes(Object.class))
                                .asType(type);
                    default -> iteration(name);
                });
    }

    private MethodHandle iteration(String name) {
        Class<?> owner = type.parameterType(0);
        MethodHandle original = find(
                owner,
                name,
                lookup -> lookup.findVirtual(owner, name, originalType().dropParameterTypes(0, 1)));
        Site site = new Site(gate, general(original), name.equals(STREAMING));
        return guarded("isValidated", specific(site), original);
    }

    private MethodHandle recordErrors(String name) {
        Class<?> owner = woven.lookupClass();
        MethodHandle original = find(owner, name, lookup -> lookup.findStatic(owner, name, originalType()));
        ErrorSite site = new ErrorSite(gate, original.asType(ErrorSite.GENERAL));
        MethodType process = MethodType.methodType(void.class, Object.class, Object.class);
        return guarded(
                "isOpen",
                method(ErrorSite.class, "process", process).bindTo(site).asType(type),
                original);
    }

    private MethodHandle guarded(String test, MethodHandle validated, MethodHandle original) {
        int last = type.parameterCount() - 1;
        MethodHandle unvalidated = MethodHandles.dropArguments(original, last, type.parameterType(last));
        MethodHandle onValidator = gateMethod(test, ON_VALIDATOR.changeReturnType(boolean.class));
        MethodHandle onCall = MethodHandles.dropArguments(
                onValidator.asType(MethodType.methodType(boolean.class, type.parameterType(last))),
                0,
                type.parameterList().subList(0, last));
        return MethodHandles.guardWithTest(onCall, validated, unvalidated);
    }

    /** Of what Kafka called, with the receiver. */
    private MethodType originalType() {
        int last = type.parameterCount() - 1;
        return type.dropParameterTypes(last, last + 1);
    }

    /** {@link Site#iterate} in the type of the woven call. */
    private MethodHandle specific(Site site) {
        MethodHandle handle = method(
                        Site.class,
                        "iterate",
                        MethodType.methodType(Object.class, Object.class, Object.class, int.class, Object.class))
                .bindTo(site);
        int arguments = type.parameterCount();
        if (arguments < 4) {
            handle = MethodHandles.insertArguments(handle, 2, NO_LIMIT);
        }
        if (arguments < 3) {
            handle = MethodHandles.insertArguments(handle, 1, (Object) null);
        }
        return handle.asType(type);
    }

    /** With three arguments, whatever this Kafka's method takes: the batch, the buffer supplier, Kafka's limit. */
    private static MethodHandle general(MethodHandle original) {
        MethodHandle padded = original;
        if (padded.type().parameterCount() < 2) {
            padded = MethodHandles.dropArguments(padded, 1, Object.class);
        }
        if (padded.type().parameterCount() < Site.GENERAL.parameterCount()) {
            padded = MethodHandles.dropArguments(padded, 2, int.class);
        }
        return padded.asType(Site.GENERAL);
    }

    private MethodHandle gateMethod(String name, MethodType methodType) {
        return method(RecordGate.class, name, methodType).bindTo(gate);
    }

    private static MethodHandle method(Class<?> owner, String name, MethodType methodType) {
        try {
            return MethodHandles.lookup().findVirtual(owner, name, methodType);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private MethodHandle find(Class<?> owner, String name, Search search) {
        try {
            return search.with(woven);
        } catch (ReflectiveOperationException e) {
            throw new JoinPointMissing(owner.getName() + "." + name + " cannot be reached", e);
        }
    }

    private interface Search {
        MethodHandle with(MethodHandles.Lookup lookup) throws ReflectiveOperationException;
    }
}
