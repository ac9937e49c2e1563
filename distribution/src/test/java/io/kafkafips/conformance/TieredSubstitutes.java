package io.kafkafips.conformance;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.server.log.remote.storage.RemoteStorageManager;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * What changes in Kafka's tests of tiered storage, so that our manager stands before their LocalTieredStorage. Three places call
 * {@link TieredSuite}: the settings that name the manager, the search for the LocalTieredStorage of a broker, and the set of files
 * of a segment, which is examined once it is stored, and decrypted before a test reads records from it.
 */
final class TieredSubstitutes {
    private static final String STORAGE = "org/apache/kafka/server/log/remote/storage/";
    private static final String FILESET = STORAGE + "RemoteLogSegmentFileset";
    private static final String HARNESS = "org/apache/kafka/tiered/storage/TieredStorageTestHarness";
    private static final String UTILS = "org/apache/kafka/tiered/storage/utils/TieredStorageTestUtils";
    private static final String CONTEXT = "org/apache/kafka/tiered/storage/TieredStorageTestContext";
    private static final String ACTIONS = "org/apache/kafka/tiered/storage/actions/";
    private static final String SERIALIZATION = "org/apache/kafka/common/serialization/";
    private static final String SUITE = Type.getInternalName(TieredSuite.class);

    /** Seconds for an upload or a deletion, milliseconds for an empty store, and seconds for local storage. */
    private static final Map<Long, Long> IN_TESTS = Map.of(10L, 120L, 2000L, 120_000L, 35L, 210L);

    /** Milliseconds for any condition. */
    private static final Map<Long, Long> IN_UTILITIES = Map.of(15_000L, 120_000L);

    private TieredSubstitutes() {}

    /** Where the published tests are. */
    record Jars(Path storageTests, Path clientTests, Path coreTests) {}

    /**
     * Writes the changed classes into a folder, which stands before the jars on the class path.
     *
     * @param bulky whether the tests produce and consume {@link BulkyStrings}
     */
    static void write(Jars jars, Path folder, boolean bulky) {
        Repointer tests = bulky
                ? new Repointer(
                        Map.of(
                                SERIALIZATION + "StringSerializer", Type.getInternalName(BulkyStrings.Writer.class),
                                SERIALIZATION + "StringDeserializer", Type.getInternalName(BulkyStrings.Reader.class)),
                        next -> new Calls(new Patience(new Bulky(next), IN_TESTS)),
                        folder)
                : new Repointer(Map.of(), next -> new Calls(new Patience(next, IN_TESTS)), folder);
        for (String name : List.of(FILESET + ".class", HARNESS + ".class", UTILS + ".class", CONTEXT, ACTIONS)) {
            tests.copy(jars.storageTests(), name);
        }
        Repointer utilities = new Repointer(Map.of(), next -> new Patience(next, IN_UTILITIES), folder);
        utilities.copy(jars.clientTests(), "org/apache/kafka/test/TestUtils");
        utilities.copy(jars.coreTests(), "kafka/utils/TestUtils");
    }

    private static final class Calls extends NamedClassVisitor {
        Calls(ClassVisitor next) {
            super(next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String method, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, method, descriptor, signature, exceptions);
            return switch (name()) {
                case UTILS -> method.equals("createPropsForRemoteStorage") ? new Settings(next) : next;
                case HARNESS -> new Search(next);
                case FILESET ->
                    switch (method) {
                        case "copy" -> new Storing(next);
                        case "getRecords" -> new Reading(next);
                        default -> next;
                    };
                default -> next;
            };
        }
    }

    /**
     * {@code BulkyStrings.serde()} for {@code Serdes.String()}. And where the tests expect an exact number of fetches from remote storage it
     * is the least: the first read of a segment that begins past its first chunk asks for the header as well.
     */
    private static final class Bulky extends NamedClassVisitor {
        Bulky(ClassVisitor next) {
            super(next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String method, String descriptor, String signature, String[] exceptions) {
            boolean consumes = name().equals(ACTIONS + "ConsumeAction");
            return new MethodVisitor(
                    Opcodes.ASM9, super.visitMethod(access, method, descriptor, signature, exceptions)) {
                @Override
                public void visitMethodInsn(
                        int opcode, String owner, String name, String descriptor, boolean isInterface) {
                    boolean serde = owner.equals(SERIALIZATION + "Serdes") && name.equals("String");
                    super.visitMethodInsn(
                            opcode,
                            serde ? Type.getInternalName(BulkyStrings.class) : owner,
                            serde ? "serde" : name,
                            descriptor,
                            isInterface);
                }

                @Override
                public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
                    if (consumes && name.equals("EQUALS_TO")) {
                        // equal to none of the three kinds is, to them, "at least"
                        super.visitInsn(Opcodes.ACONST_NULL);
                    } else {
                        super.visitFieldInsn(opcode, owner, name, descriptor);
                    }
                }
            };
        }
    }

    /** {@code return TieredSuite.encrypted(properties)}. */
    private static final class Settings extends MethodVisitor {
        Settings(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.ARETURN) {
                call(this, "encrypted", Type.getType(Properties.class), Properties.class);
            }
            super.visitInsn(opcode);
        }
    }

    /** {@code TieredSuite.behind(remoteLogManager.storageManager())}. */
    private static final class Search extends MethodVisitor {
        Search(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            if (name.equals("storageManager")) {
                call(this, "behind", Type.getType(RemoteStorageManager.class), RemoteStorageManager.class);
            }
        }
    }

    /** {@code TieredSuite.stored(files)} at the end. */
    private static final class Storing extends MethodVisitor {
        Storing(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.RETURN) {
                visitVarInsn(Opcodes.ALOAD, 0);
                visitFieldInsn(Opcodes.GETFIELD, FILESET, "files", Type.getDescriptor(Map.class));
                call(this, "stored", Type.VOID_TYPE, Map.class);
            }
            super.visitInsn(opcode);
        }
    }

    /** {@code FileRecords.open(TieredSuite.decrypted(file))}. */
    private static final class Reading extends MethodVisitor {
        Reading(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (owner.endsWith("/FileRecords") && name.equals("open")) {
                call(this, "decrypted", Type.getType(File.class), File.class);
            }
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        }
    }

    private static void call(MethodVisitor code, String name, Type result, Class<?> argument) {
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC, SUITE, name, Type.getMethodDescriptor(result, Type.getType(argument)), false);
    }
}
