package io.kafkafips.validator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.validator.agent.TestKafka.Append;
import java.util.List;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.storage.internals.log.AppendOrigin;
import org.apache.kafka.storage.internals.log.RecordValidationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A real {@code LogValidator} whose iteration is not the known one: everything is validated before it begins. */
class EntryWovenTest {
    private static final String ASSIGN = "assignOffsetsNonCompressed";

    private final TestRule rule = new TestRule();
    private TestKafka kafka;

    @BeforeEach
    void weave() throws Exception {
        kafka = TestKafka.wovenAfter(EntryWovenTest::iteratingElsewhere, new Limits(16 << 20, 64 << 20))
                .enforcing(rule);
    }

    /** With another name for one of its own methods that iterate, as after a refactoring. */
    private static byte[] iteratingElsewhere(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        MethodVisitor next =
                                super.visitMethod(access, renamed(name), descriptor, signature, exceptions);
                        return new MethodVisitor(Opcodes.ASM9, next) {
                            @Override
                            public void visitMethodInsn(int opcode, String owner, String name, String type, boolean i) {
                                super.visitMethodInsn(opcode, owner, renamed(name), type, i);
                            }
                        };
                    }
                },
                0);
        return writer.toByteArray();
    }

    private static String renamed(String name) {
        return name.equals(ASSIGN) ? "assignOffsetsInPlace" : name;
    }

    @Test
    void weave_iterationElsewhere_fallsBackToTheEntry() throws Exception {
        byte[] changed = iteratingElsewhere(LogValidatorWeaverTest.stock());

        assertThat(LogValidatorWeaver.weave(changed).unknownCalls()).contains("found [", "assignOffsetsInPlace: ");
    }

    @Test
    void run_canary_passes() {
        assertThatCode(() -> new Canary(kafka.logValidator(), kafka.gate()).run())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"NONE,NONE", "NONE,GZIP", "GZIP,GZIP", "GZIP,NONE", "SNAPPY,SNAPPY", "LZ4,LZ4", "ZSTD,ZSTD", "ZSTD,LZ4"
    })
    void append_badRecords_areNamedByIndex(CompressionType source, CompressionType target) {
        assertThatThrownBy(() -> kafka.append(
                        TestBatches.batch(source, "a", "bad", "c", "bad"),
                        Append.of(source).to(target)))
                .isInstanceOf(RecordValidationException.class)
                .satisfies(e -> assertThat(((RecordValidationException) e).recordErrors())
                        .extracting(error -> error.batchIndex)
                        .containsExactly(1, 3));
        assertThat(rule.seen()).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void append_goodRecords_areAppended(CompressionType codec) throws Throwable {
        MemoryRecords appended = kafka.append(TestBatches.batch(codec, "a", "b"));

        assertThat(appended.records()).extracting(Record::offset).containsExactly(1000L, 1001L);
        assertThat(rule.seen()).hasSize(2);
    }

    @Test
    void append_oldFormats_areLookedAt() {
        for (CompressionType codec : List.of(CompressionType.NONE, CompressionType.GZIP)) {
            assertThatThrownBy(() -> kafka.append(TestBatches.batch(RecordBatch.MAGIC_VALUE_V1, codec, "a", "bad")))
                    .isInstanceOf(RecordValidationException.class);
        }
    }

    @Test
    void append_recordsNotFromClient_areNotLookedAt() throws Throwable {
        kafka.append(
                TestBatches.batch(CompressionType.LZ4, "bad"),
                Append.of(CompressionType.LZ4).as(AppendOrigin.COORDINATOR));

        assertThat(rule.seen()).isEmpty();
    }

    @Test
    void append_recordOverTheLimit_isRefused() throws Exception {
        TestKafka small = TestKafka.wovenAfter(EntryWovenTest::iteratingElsewhere, new Limits(100, 1000))
                .enforcing(rule);

        assertThatThrownBy(() -> small.append(TestBatches.batch(CompressionType.ZSTD, "a", "b".repeat(200))))
                .isInstanceOf(RecordValidationException.class)
                .extracting(e -> ((RecordValidationException) e).invalidException())
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.throwable(InvalidRecordException.class))
                .hasMessageContaining("record 1: the record is larger than 100 bytes");
    }
}
