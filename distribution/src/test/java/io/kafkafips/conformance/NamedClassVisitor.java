package io.kafkafips.conformance;

import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;

/** A visitor that knows which class it is in. */
abstract class NamedClassVisitor extends ClassVisitor {
    private String name = "";

    NamedClassVisitor(ClassVisitor next) {
        super(Opcodes.ASM9, next);
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
        this.name = name;
        super.visit(version, access, name, signature, superName, interfaces);
    }

    /** Internal name of the class. */
    final String name() {
        return name;
    }
}
