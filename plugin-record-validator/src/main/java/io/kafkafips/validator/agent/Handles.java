package io.kafkafips.validator.agent;

import java.lang.invoke.LambdaConversionException;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Method handles of Kafka's internal classes, found by simple names: the packages and some types of the signatures differ from
 * release to release.
 */
final class Handles {
    private Handles() {}

    /** The class of that simple name in the package of another. */
    static Class<?> sibling(Class<?> of, String simpleName) {
        return named(of, of.getPackageName() + "." + simpleName);
    }

    /** The class of that name where another one comes from. */
    static Class<?> named(Class<?> beside, String name) {
        try {
            return Class.forName(name, false, beside.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new JoinPointMissing("class " + name + " is missing", e);
        }
    }

    /** An instance method without parameters, or a static one with them. */
    static MethodHandle method(Class<?> owner, String name, String... parameters) {
        Method method = Stream.concat(Arrays.stream(owner.getMethods()), Arrays.stream(owner.getDeclaredMethods()))
                .filter(m -> m.getName().equals(name) && !m.isBridge() && matches(m.getParameterTypes(), parameters))
                .findFirst()
                .orElseThrow(() -> missing(owner, name, parameters));
        return find(owner, lookup -> lookup.unreflect(method));
    }

    static MethodHandle constructor(Class<?> owner, String... parameters) {
        Constructor<?> constructor = Arrays.stream(owner.getDeclaredConstructors())
                .filter(c -> matches(c.getParameterTypes(), parameters))
                .findFirst()
                .orElseThrow(() -> missing(owner, "<init>", parameters));
        return find(owner, lookup -> lookup.unreflectConstructor(constructor));
    }

    static Field field(Class<?> owner, String name) {
        try {
            return owner.getDeclaredField(name);
        } catch (NoSuchFieldException e) {
            throw new JoinPointMissing(owner.getName() + " has no field " + name, e);
        }
    }

    static MethodHandle getter(Class<?> owner, String name) {
        Field field = field(owner, name);
        return find(owner, lookup -> lookup.unreflectGetter(field));
    }

    /** With every reference but those of the JDK's own types as {@link Object}, so that it can be called exactly. */
    static MethodHandle generic(MethodHandle handle) {
        MethodType type = handle.type();
        for (int i = 0; i < type.parameterCount(); i++) {
            type = type.changeParameterType(i, erased(type.parameterType(i)));
        }
        return handle.asType(type.changeReturnType(erased(type.returnType())));
    }

    /**
     * A handle as an object of a functional interface: the JIT compiler inlines it also where it stands in a field, a handle only
     * where it is a constant. The code is spun in the package of Kafka's class.
     *
     * @param type public, with one abstract method
     * @param owner the class in which the handle was found
     */
    static <T> T lambda(Class<T> type, Class<?> owner, MethodHandle direct) {
        Method single = Arrays.stream(type.getMethods())
                .filter(m -> Modifier.isAbstract(m.getModifiers()))
                .findFirst()
                .orElseThrow();
        MethodHandle made = find(owner, lookup -> {
            try {
                return LambdaMetafactory.metafactory(
                                lookup,
                                single.getName(),
                                MethodType.methodType(type),
                                MethodType.methodType(single.getReturnType(), single.getParameterTypes()),
                                direct,
                                direct.type())
                        .getTarget();
            } catch (LambdaConversionException e) {
                throw new JoinPointMissing(owner.getName() + " cannot be called", e);
            }
        });
        try {
            return type.cast(made.invoke());
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /** What a handle threw, for rethrowing: Kafka's methods that are called here declare nothing checked. */
    static RuntimeException unchecked(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException runtime ? runtime : new IllegalStateException(thrown);
    }

    private static Class<?> erased(Class<?> type) {
        return type.isPrimitive() || type.getName().startsWith("java.") ? type : Object.class;
    }

    private static boolean matches(Class<?>[] types, String[] simpleNames) {
        return Arrays.stream(types).map(Class::getSimpleName).toList().equals(List.of(simpleNames));
    }

    private static JoinPointMissing missing(Class<?> owner, String name, String... parameters) {
        return new JoinPointMissing(owner.getName() + " has no " + name + "(" + String.join(", ", parameters) + ")");
    }

    private static MethodHandle find(Class<?> owner, Unreflection unreflection) {
        try {
            return unreflection.with(MethodHandles.privateLookupIn(owner, MethodHandles.lookup()));
        } catch (IllegalAccessException e) {
            throw new JoinPointMissing(owner.getName() + " cannot be reached", e);
        }
    }

    private interface Unreflection {
        MethodHandle with(MethodHandles.Lookup lookup) throws IllegalAccessException;
    }
}
