package io.kafkafips.conformance;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.Configurable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.slf4j.Logger;

/**
 * What changes in Kafka's tests of StandardAuthorizer, so that they test CertificateAuthorizer: its name, and the listeners in the
 * settings, since ours refuses a node whose listeners are not encrypted and these tests say nothing of listeners, or PLAINTEXT. And a mock
 * of {@code kafka.authorizer.logger} says that it writes INFO: ours asks for that before it makes a line.
 */
public final class AuthorizerSubstitutes {
    private static final String STOCK = "org/apache/kafka/metadata/authorizer/StandardAuthorizer";
    private static final String OURS = "io/kafkafips/authorizer/kafka/CertificateAuthorizer";
    private static final String CONFIGURE = "configure";

    private AuthorizerSubstitutes() {}

    /** Writes the tests, and the mutator that their descriptors name, into a folder. */
    static void write(Path metadataTests, Path coreTests, Path folder) {
        Repointer repointer = new Repointer(Map.of(STOCK, OURS), Calls::new, folder);
        repointer.copy(metadataTests, STOCK + "Test");
        repointer.copy(metadataTests, "org/apache/kafka/metadata/authorizer/ClusterMetadataAuthorizerTest");
        repointer.copy(metadataTests, "org/apache/kafka/controller/MockAclMutator");
        repointer.copy(coreTests, "kafka/security/authorizer/");
    }

    /** Called by the rewritten tests in the place of {@code authorizer.configure(settings)}. */
    public static void configure(Configurable authorizer, Map<String, ?> settings) {
        Map<String, Object> encrypted = new HashMap<>(settings);
        encrypted.keySet().removeIf(key -> key.contains("listener") || key.equals("security.inter.broker.protocol"));
        encrypted.put("listeners", "SSL://localhost:0");
        authorizer.configure(encrypted);
    }

    /** Called by the rewritten tests with every mock that they make. By reflection: Mockito is on their class path alone. */
    public static Object prepared(Object mock) throws ReflectiveOperationException {
        if (mock instanceof Logger log) {
            Class<?> mockito = Class.forName("org.mockito.Mockito");
            Object stubbing = mockito.getMethod("when", Object.class).invoke(null, log.isInfoEnabled());
            Class.forName("org.mockito.stubbing.OngoingStubbing")
                    .getMethod("thenReturn", Object.class)
                    .invoke(stubbing, true);
        }
        return mock;
    }

    private static final class Calls extends ClassVisitor {
        Calls(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String method, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(
                    Opcodes.ASM9, super.visitMethod(access, method, descriptor, signature, exceptions)) {
                @Override
                public void visitMethodInsn(
                        int opcode, String owner, String name, String descriptor, boolean isInterface) {
                    if (owner.equals(OURS) && name.equals(CONFIGURE)) {
                        ours(CONFIGURE, Type.VOID_TYPE, Configurable.class, Map.class);
                        return;
                    }
                    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
                    if (owner.equals("org/mockito/Mockito") && name.equals("mock")) {
                        ours("prepared", Type.getType(Object.class), Object.class);
                    }
                }

                private void ours(String name, Type result, Class<?>... arguments) {
                    Type[] types = Stream.of(arguments).map(Type::getType).toArray(Type[]::new);
                    super.visitMethodInsn(
                            Opcodes.INVOKESTATIC,
                            Type.getInternalName(AuthorizerSubstitutes.class),
                            name,
                            Type.getMethodDescriptor(result, types),
                            false);
                }
            };
        }
    }
}
