package io.kafkafips.ssl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;

class DelegatingSslEngineTest {
    /** The convenience forms, which SSLEngine itself brings back to the array forms. */
    private static final Set<String> TO_ARRAY_FORMS = Set.of(
            "wrap(java.nio.ByteBuffer,java.nio.ByteBuffer)",
            "wrap(java.nio.ByteBuffer[],java.nio.ByteBuffer)",
            "unwrap(java.nio.ByteBuffer,java.nio.ByteBuffer)",
            "unwrap(java.nio.ByteBuffer,java.nio.ByteBuffer[])");

    /** A method that a JDK adds, and that is not passed on, would answer for an engine that does nothing. */
    @Test
    void methods_ofSslEngine_areAllPassedOn() {
        Set<String> missing = signatures(SSLEngine.class);
        missing.removeAll(signatures(DelegatingSslEngine.class));

        assertThat(missing).containsExactlyInAnyOrderElementsOf(TO_ARRAY_FORMS);
    }

    private static Set<String> signatures(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .filter(method -> !method.isSynthetic())
                .map(DelegatingSslEngineTest::signature)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String signature(Method method) {
        return method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getTypeName)
                        .collect(Collectors.joining(",", "(", ")"));
    }
}
