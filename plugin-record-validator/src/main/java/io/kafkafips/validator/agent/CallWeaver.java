package io.kafkafips.validator.agent;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The weaving of the calls by which {@code LogValidator} iterates over records and throws for their errors. */
final class CallWeaver extends ClassVisitor {
    private final List<String> found;
    private final String className;

    /**
     * @param className internal name of the class that is woven
     * @param found is told which calls there are
     */
    CallWeaver(ClassVisitor writer, String className, List<String> found) {
        super(Opcodes.ASM9, writer);
        this.className = className;
        this.found = found;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        MethodVisitor visitor = super.visitMethod(access, name, descriptor, signature, exceptions);
        boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
        boolean isEntry = name.equals(LogValidatorWeaver.ENTRY) && !isStatic;
        if (isEntry) {
            found.add(name);
        }
        return new Calls(visitor, (isStatic ? "static " : "") + name, isEntry);
    }

    private final class Calls extends MethodVisitor {
        private final String method;
        private final boolean isEntry;

        Calls(MethodVisitor visitor, String method, boolean isEntry) {
            super(Opcodes.ASM9, visitor);
            this.method = method;
            this.isEntry = isEntry;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            boolean iterates = LogValidatorWeaver.simpleName(owner).endsWith("RecordBatch")
                    && (name.equals("iterator") || name.endsWith("Iterator"));
            boolean isForErrors = owner.equals(className) && name.equals(LogValidatorWeaver.RECORD_ERRORS);
            if (!iterates && !isForErrors) {
                super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
                return;
            }
            List<Type> arguments = new ArrayList<>(List.of(Type.getArgumentTypes(descriptor)));
            boolean isKnown = iterates || (opcode == Opcodes.INVOKESTATIC && arguments.size() == 1);
            found.add(method + ": " + LogValidatorWeaver.simpleName(owner) + "." + name + (isKnown ? "" : descriptor));
            if (iterates) {
                arguments.add(0, Type.getObjectType(owner));
            }
            LogValidatorWeaver.call(mv, name, Type.getReturnType(descriptor), arguments, className);
        }

        @Override
        public void visitInsn(int opcode) {
            if (isEntry && opcode == Opcodes.ARETURN) {
                LogValidatorWeaver.call(mv, WovenCallSite.RETURNING, Type.VOID_TYPE, List.of(), className);
            }
            super.visitInsn(opcode);
        }
    }
}
