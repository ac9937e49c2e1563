package io.kafkafips.validator.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The rewriting of Kafka's {@code LogValidator}: each of the four calls by which it begins to iterate over the records of a batch,
 * and each of the three by which it then throws for the errors of records, becomes an {@code invokedynamic} that
 * {@link WovenCallSite} links, with the validator itself as one argument more. Before it returns, one is added that sees that the
 * errors of every batch were asked for.
 *
 * <p>The calls are matched by the simple names of method and owner, since Kafka moves these classes between packages and adds
 * parameters even in patch releases; their types are taken from the class at hand. Whatever else the class does with records is
 * found too, so that a call that is not known is not passed over. A class that has not exactly these calls is woven where it is
 * entered instead: every batch is then read twice. The code stays free of branches: its stack map frames are still right, and
 * nothing is loaded while it is woven.
 */
final class LogValidatorWeaver {
    /** The class whose loading is intercepted. */
    static final String CLASS_NAME = "org.apache.kafka.storage.internals.log.LogValidator";

    static final String INTERNAL_NAME = "org/apache/kafka/storage/internals/log/LogValidator";

    static final String RECORD_ERRORS = "processRecordErrors";
    static final String ENTRY = "validateMessagesAndAssignOffsets";

    private static final String CONVERT = "convertAndAssignOffsetsNonCompressed";
    private static final String ASSIGN = "assignOffsetsNonCompressed";
    private static final String COMPRESSED = "validateMessagesAndAssignOffsetsCompressed";
    private static final String ERRORS = ": LogValidator." + RECORD_ERRORS;

    /** Method of the class, owner and name of the call, in the order of the class; and where it is entered. */
    private static final List<String> EXPECTED = List.of(
            ENTRY,
            CONVERT + ": RecordBatch.iterator",
            CONVERT + ERRORS,
            ASSIGN + ": MutableRecordBatch.iterator",
            ASSIGN + ERRORS,
            COMPRESSED + ": MutableRecordBatch.skipKeyValueIterator",
            COMPRESSED + ": MutableRecordBatch.streamingIterator",
            COMPRESSED + ERRORS);

    private static final Handle BOOTSTRAP = new Handle(
            Opcodes.H_INVOKESTATIC,
            Type.getInternalName(WovenCallSite.class),
            WovenCallSite.BOOTSTRAP,
            WovenCallSite.BOOTSTRAP_TYPE.toMethodDescriptorString(),
            false);

    private LogValidatorWeaver() {}

    /** A woven class. */
    static final class Woven {
        private final byte[] classFile;
        private final @Nullable String unknownCalls;

        private Woven(byte[] classFile, @Nullable String unknownCalls) {
            this.classFile = classFile;
            this.unknownCalls = unknownCalls;
        }

        byte[] classFile() {
            return classFile;
        }

        /** What was expected and found, when these are not the known calls and the class is woven at its entry. */
        @Nullable
        String unknownCalls() {
            return unknownCalls;
        }
    }

    /**
     * Weaves the class.
     *
     * @throws JoinPointMissing when it has neither exactly the known call sites nor the known entry
     */
    static Woven weave(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        List<String> found = new ArrayList<>();
        byte[] atCalls = woven(reader, writer -> new CallWeaver(writer, reader.getClassName(), found));
        if (found.equals(EXPECTED)) {
            return new Woven(atCalls, null);
        }
        String seen = reader.getClassName().replace('/', '.') + ": expected the known record-iteration sites "
                + EXPECTED + ", found " + found;
        List<String> entries = new ArrayList<>();
        byte[] atEntry = woven(reader, writer -> new EntryWeaver(writer, reader.getClassName(), entries));
        if (!entries.equals(List.of(ENTRY))) {
            throw new JoinPointMissing(
                    seen + "; and one method " + ENTRY + " that takes a BufferSupplier, found " + entries);
        }
        return new Woven(atEntry, seen);
    }

    private static byte[] woven(ClassReader reader, Function<ClassWriter, ClassVisitor> weaver) {
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(weaver.apply(writer), 0);
        return writer.toByteArray();
    }

    /** Has our code called with what is on the stack, and the validator. */
    static void call(MethodVisitor visitor, String name, Type returned, List<Type> arguments, String validator) {
        List<Type> all = new ArrayList<>(arguments);
        all.add(Type.getObjectType(validator));
        visitor.visitVarInsn(Opcodes.ALOAD, 0);
        visitor.visitInvokeDynamicInsn(name, Type.getMethodDescriptor(returned, all.toArray(Type[]::new)), BOOTSTRAP);
    }

    static String simpleName(String internalName) {
        return internalName.substring(internalName.lastIndexOf('/') + 1);
    }
}
