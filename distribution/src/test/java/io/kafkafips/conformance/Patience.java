package io.kafkafips.conformance;

import java.util.Map;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Makes tests of Kafka wait longer for what has to come, since a machine may be busy: each limit is a constant of theirs. What comes in
 * time comes as early as before.
 */
final class Patience extends ClassVisitor {
    private final Map<Long, Long> limits;

    /** @param limits theirs to ours */
    Patience(ClassVisitor next, Map<Long, Long> limits) {
        super(Opcodes.ASM9, next);
        this.limits = limits;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String method, String descriptor, String signature, String[] exceptions) {
        return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, method, descriptor, signature, exceptions)) {
            @Override
            public void visitLdcInsn(Object value) {
                super.visitLdcInsn(value instanceof Long limit ? limits.getOrDefault(limit, limit) : value);
            }

            @Override
            public void visitIntInsn(int opcode, int operand) {
                Long longer = limits.get((long) operand);
                if (opcode == Opcodes.BIPUSH && longer != null) {
                    super.visitIntInsn(Opcodes.SIPUSH, longer.intValue());
                } else {
                    super.visitIntInsn(opcode, operand);
                }
            }
        };
    }
}
