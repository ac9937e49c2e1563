package io.kafkafips.validator.agent;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The bootstrap method of the woven call sites; public because woven code calls it. The gate that a site leads through is found by
 * the class loader of the woven class: woven code can be reached by static state only, and this is all of it.
 */
public final class WovenCallSite {
    static final String BOOTSTRAP = "bootstrap";
    static final MethodType BOOTSTRAP_TYPE =
            MethodType.methodType(CallSite.class, MethodHandles.Lookup.class, String.class, MethodType.class);

    /** The call where {@code LogValidator} begins: takes it and the buffer supplier. No name that Kafka's calls have. */
    static final String ENTERED = "entered";

    /** The call before {@code LogValidator} returns: takes it. */
    static final String RETURNING = "returning";

    private static final Map<ClassLoader, RecordGate> GATES = Collections.synchronizedMap(new WeakHashMap<>());

    private WovenCallSite() {}

    /** For good: a call that is linked stays linked, and all calls of a class must lead to the same gate. */
    static void lead(ClassLoader loader, RecordGate gate) {
        if (GATES.putIfAbsent(loader, gate) != null) {
            throw new IllegalStateException("woven calls lead to a gate already");
        }
    }

    /**
     * Links a woven call. A failure here fails every append that comes this way: nothing passes unseen.
     *
     * @param woven the lookup of the woven class
     * @param name the method that was called before the weaving, or one of the two calls that were added
     * @param type the receiver and arguments of that method, the woven class; and what the method returns
     */
    public static CallSite bootstrap(MethodHandles.Lookup woven, String name, MethodType type) {
        RecordGate gate = GATES.get(woven.lookupClass().getClassLoader());
        if (gate == null) {
            throw new IllegalStateException("no record validation for the class loader of " + woven.lookupClass());
        }
        return gate.link(woven, name, type);
    }
}
