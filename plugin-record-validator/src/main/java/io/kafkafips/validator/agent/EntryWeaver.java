package io.kafkafips.validator.agent;

import java.util.List;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The weaving of the method by which {@code LogValidator} is entered: our own pass over the batches goes first. */
final class EntryWeaver extends ClassVisitor {
    private final List<String> found;
    private final String className;

    /**
     * @param className internal name of the class that is woven
     * @param found is told which entries there are
     */
    EntryWeaver(ClassVisitor writer, String className, List<String> found) {
        super(Opcodes.ASM9, writer);
        this.className = className;
        this.found = found;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        MethodVisitor visitor = super.visitMethod(access, name, descriptor, signature, exceptions);
        if (!name.equals(LogValidatorWeaver.ENTRY) || (access & Opcodes.ACC_STATIC) != 0) {
            return visitor;
        }
        int local = 1;
        for (Type argument : Type.getArgumentTypes(descriptor)) {
            if (argument.getClassName().endsWith(".BufferSupplier")) {
                found.add(name);
                return new Entry(visitor, local, argument);
            }
            local += argument.getSize();
        }
        found.add(name + descriptor);
        return visitor;
    }

    private final class Entry extends MethodVisitor {
        private final int local;
        private final Type bufferSupplier;

        Entry(MethodVisitor visitor, int local, Type bufferSupplier) {
            super(Opcodes.ASM9, visitor);
            this.local = local;
            this.bufferSupplier = bufferSupplier;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            super.visitVarInsn(Opcodes.ALOAD, local);
            LogValidatorWeaver.call(mv, WovenCallSite.ENTERED, Type.VOID_TYPE, List.of(bufferSupplier), className);
        }
    }
}
