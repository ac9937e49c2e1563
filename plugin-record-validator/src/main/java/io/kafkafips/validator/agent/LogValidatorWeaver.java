package io.kafkafips.validator.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The rewriting of Kafka's {@code LogValidator}: each of the four calls by which it begins to iterate over the records of a batch
 * becomes an {@code invokedynamic} that {@link WovenCallSite} links, with the validator itself as one argument more.
 *
 * <p>The calls are matched by the simple names of method and owner, since Kafka moves these classes between packages and adds
 * parameters even in patch releases; their types are taken from the class at hand. Whatever else the class does with records is
 * found too, so that a call that is not known makes the weaving fail rather than pass unseen. The code stays free of branches: its
 * stack map frames are still right, and nothing is loaded while it is woven.
 */
final class LogValidatorWeaver {
    /** The class whose loading is intercepted. */
    static final String CLASS_NAME = "org.apache.kafka.storage.internals.log.LogValidator";

    static final String INTERNAL_NAME = "org/apache/kafka/storage/internals/log/LogValidator";

    private static final String CONVERT = "convertAndAssignOffsetsNonCompressed";
    private static final String ASSIGN = "assignOffsetsNonCompressed";
    private static final String COMPRESSED = "validateMessagesAndAssignOffsetsCompressed";

    /** Method of the class, owner and name of the call, in the order of the class. */
    private static final List<String> EXPECTED = List.of(
            CONVERT + ": RecordBatch.iterator",
            ASSIGN + ": MutableRecordBatch.iterator",
            COMPRESSED + ": MutableRecordBatch.skipKeyValueIterator",
            COMPRESSED + ": MutableRecordBatch.streamingIterator");

    private static final Handle BOOTSTRAP = new Handle(
            Opcodes.H_INVOKESTATIC,
            Type.getInternalName(WovenCallSite.class),
            WovenCallSite.BOOTSTRAP,
            WovenCallSite.BOOTSTRAP_TYPE.toMethodDescriptorString(),
            false);

    private LogValidatorWeaver() {}

    /**
     * Weaves the class.
     *
     * @throws JoinPointMissing when it has not exactly the four call sites
     */
    static byte[] weave(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        List<String> found = new ArrayList<>();
        reader.accept(new SiteVisitor(writer, found), 0);
        if (!found.equals(EXPECTED)) {
            throw new JoinPointMissing(reader.getClassName().replace('/', '.')
                    + ": expected the 4 known record-iteration sites " + EXPECTED + ", found " + found);
        }
        return writer.toByteArray();
    }

    private static final class SiteVisitor extends ClassVisitor {
        private final List<String> found;
        private String className = "";

        SiteVisitor(ClassWriter writer, List<String> found) {
            super(Opcodes.ASM9, writer);
            this.found = found;
        }

        @Override
        public void visit(
                int version, int access, String name, String signature, String superName, String[] interfaces) {
            className = name;
            super.visit(version, access, name, signature, superName, interfaces);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor visitor = super.visitMethod(access, name, descriptor, signature, exceptions);
            boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
            return new CallVisitor(visitor, (isStatic ? "static " : "") + name, className, found);
        }
    }

    private static final class CallVisitor extends MethodVisitor {
        private final String method;
        private final String className;
        private final List<String> found;

        CallVisitor(MethodVisitor visitor, String method, String className, List<String> found) {
            super(Opcodes.ASM9, visitor);
            this.method = method;
            this.className = className;
            this.found = found;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            String ownerName = owner.substring(owner.lastIndexOf('/') + 1);
            if (!ownerName.endsWith("RecordBatch")
                    || !name.toLowerCase(Locale.ROOT).endsWith("iterator")) {
                super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
                return;
            }
            found.add(method + ": " + ownerName + "." + name);
            super.visitVarInsn(Opcodes.ALOAD, 0);
            super.visitInvokeDynamicInsn(name, withValidator(owner, descriptor), BOOTSTRAP);
        }

        private String withValidator(String owner, String descriptor) {
            List<Type> arguments = new ArrayList<>();
            arguments.add(Type.getObjectType(owner));
            arguments.addAll(List.of(Type.getArgumentTypes(descriptor)));
            arguments.add(Type.getObjectType(className));
            return Type.getMethodDescriptor(Type.getReturnType(descriptor), arguments.toArray(Type[]::new));
        }
    }
}
