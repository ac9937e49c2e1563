package io.kafkafips.validator.agent;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.validator.agent.TestKafka.Append;
import org.apache.kafka.common.record.internal.CompressionType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A Kafka that has the known calls, but does not come by where it throws for the errors of records. */
class UnaskedErrorsTest {
    /** Takes the arguments of the woven calls of that name from the stack, and calls nothing. */
    private static byte[] skipping(byte[] woven, String call) {
        ClassReader reader = new ClassReader(woven);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
                        return new MethodVisitor(Opcodes.ASM9, next) {
                            @Override
                            public void visitInvokeDynamicInsn(
                                    String name, String type, Handle bootstrap, Object... arguments) {
                                if (name.equals(call)) {
                                    super.visitInsn(Opcodes.POP2);
                                } else {
                                    super.visitInvokeDynamicInsn(name, type, bootstrap, arguments);
                                }
                            }
                        };
                    }
                },
                0);
        return writer.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({"NONE,NONE", "NONE,GZIP", "GZIP,GZIP", "ZSTD,NONE"})
    void append_errorsAreNeverAskedFor_fails(CompressionType source, CompressionType target) throws Exception {
        TestKafka kafka = TestKafka.wovenBefore(woven -> skipping(woven, LogValidatorWeaver.RECORD_ERRORS))
                .enforcing(new TestRule());

        assertThatThrownBy(() -> kafka.append(
                        TestBatches.batch(source, "a", "bad"), Append.of(source).to(target)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("goes on with a batch without having asked for the errors of its records");
    }

    @Test
    void run_canary_fails() throws Exception {
        TestKafka kafka = TestKafka.wovenBefore(woven -> skipping(woven, LogValidatorWeaver.RECORD_ERRORS));

        assertThatThrownBy(() -> new Canary(kafka.logValidator(), kafka.gate()).run())
                .isInstanceOf(CanaryFailed.class)
                .hasMessage("a batch none-v2 to NONE from CLIENT failed");
    }
}
