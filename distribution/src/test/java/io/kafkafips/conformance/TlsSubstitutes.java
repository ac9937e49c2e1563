package io.kafkafips.conformance;

import java.nio.file.Path;
import java.util.Map;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * What changes in Kafka's TLS tests, so that what they test is our engine factory and what they test it with is material that an
 * approved-only JVM can make.
 *
 * <p>Three things: every reference to {@code DefaultSslEngineFactory} names ours, in the tests and in the {@code SslFactory} that
 * falls back on it; a key store is BCFKS where the tests ask for JKS or PKCS12; and the two methods that make certificates and PEM keys
 * with Bouncy Castle's general edition, which has the same packages as the FIPS one and cannot stand beside it, call
 * {@link TestMaterial}, as does the echo server, which asks the stock factory for its {@code SSLContext}.
 */
final class TlsSubstitutes {
    private static final String STOCK_FACTORY = "org/apache/kafka/common/security/ssl/DefaultSslEngineFactory";
    private static final String OUR_FACTORY = "io/kafkafips/ssl/kafka/FipsSslEngineFactory";
    private static final String SSL_FACTORY = "org/apache/kafka/common/security/ssl/SslFactory";
    private static final String TEST_SSL_UTILS = "org/apache/kafka/test/TestSslUtils";
    private static final String CERTIFICATE_BUILDER = TEST_SSL_UTILS + "$CertificateBuilder";
    private static final String MATERIAL = Type.getInternalName(TestMaterial.class);
    private static final String ECHO_SERVER = "org/apache/kafka/common/network/EchoServer";
    private static final String KEY_STORE = "java/security/KeyStore";
    private static final String GENERATE =
            "(Lorg/bouncycastle/asn1/x500/X500Name;Ljava/security/KeyPair;)Ljava/security/cert/X509Certificate;";
    private static final String PEM =
            "(Ljava/security/PrivateKey;Lorg/apache/kafka/common/config/types/Password;)Ljava/lang/String;";

    /** As wrong as theirs, but of a length that is allowed, so that more is tested than the length. */
    private static final String WRONG_PASSWORD = "invalid-but-long-enough";

    private static final int LOCALS_OF_SIGNING = 10;

    private TlsSubstitutes() {}

    /** Writes all classes of the test jar, and of the client jar those that have to know our factory, into a folder. */
    static void write(Path testJar, Path clientsJar, Path folder) {
        Repointer repointer = new Repointer(Map.of(STOCK_FACTORY, OUR_FACTORY), Material::new, folder);
        repointer.copy(testJar, "org/apache/kafka/");
        repointer.copy(clientsJar, SSL_FACTORY);
    }

    /** Puts {@link TestMaterial} in the place of what makes key stores, certificates and PEM. */
    private static final class Material extends NamedClassVisitor {
        Material(ClassVisitor next) {
            super(next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String method, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, method, descriptor, signature, exceptions);
            if (name().equals(CERTIFICATE_BUILDER) && method.equals("generate") && descriptor.equals(GENERATE)) {
                return generate(next);
            }
            if (name().equals(CERTIFICATE_BUILDER) && method.equals("generateSignedCertificate")) {
                return impossible(next);
            }
            if (name().equals(TEST_SSL_UTILS) && method.equals("pem") && descriptor.equals(PEM)) {
                return pem(next);
            }
            return name().startsWith("org/apache/kafka/common/network/") || name().startsWith(TEST_SSL_UTILS)
                    ? new Stores(next, name().startsWith(ECHO_SERVER))
                    : next;
        }

        /** {@code return TestMaterial.certificate(name, keyPair, days, algorithm, subjectAltName)}. */
        private static MethodVisitor generate(MethodVisitor code) {
            code.visitCode();
            code.visitVarInsn(Opcodes.ALOAD, 1);
            code.visitVarInsn(Opcodes.ALOAD, 2);
            field(code, "days", "I");
            field(code, "algorithm", "Ljava/lang/String;");
            field(code, "subjectAltName", "[B");
            code.visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    MATERIAL,
                    "certificate",
                    GENERATE.replace(")", "ILjava/lang/String;[B)"),
                    false);
            return end(code, 5, 3);
        }

        private static void field(MethodVisitor code, String field, String descriptor) {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitFieldInsn(Opcodes.GETFIELD, CERTIFICATE_BUILDER, field, descriptor);
        }

        /** {@code return TestMaterial.pem(key, password)}. */
        private static MethodVisitor pem(MethodVisitor code) {
            code.visitCode();
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitVarInsn(Opcodes.ALOAD, 1);
            code.visitMethodInsn(Opcodes.INVOKESTATIC, MATERIAL, "pem", PEM, false);
            return end(code, 2, 2);
        }

        /** For what no TLS test calls, but whose body the JVM could not verify: {@code throw null}. */
        private static MethodVisitor impossible(MethodVisitor code) {
            code.visitCode();
            code.visitInsn(Opcodes.ACONST_NULL);
            code.visitInsn(Opcodes.ATHROW);
            code.visitMaxs(1, LOCALS_OF_SIGNING);
            code.visitEnd();
            return new MethodVisitor(Opcodes.ASM9) {};
        }

        /** Ends the new body; the old one goes nowhere. */
        private static MethodVisitor end(MethodVisitor code, int stack, int locals) {
            code.visitInsn(Opcodes.ARETURN);
            code.visitMaxs(stack, locals);
            code.visitEnd();
            return new MethodVisitor(Opcodes.ASM9) {};
        }
    }

    /** Names and opens BCFKS where the tests say JKS or PKCS12, and gives their echo server a context and an end. */
    private static final class Stores extends MethodVisitor {
        private final boolean fromEchoServer;

        Stores(MethodVisitor next, boolean fromEchoServer) {
            super(Opcodes.ASM9, next);
            this.fromEchoServer = fromEchoServer;
        }

        @Override
        public void visitLdcInsn(Object value) {
            if (value.equals("JKS") || value.equals("PKCS12")) {
                super.visitLdcInsn("BCFKS");
            } else {
                super.visitLdcInsn(value.equals("invalid") ? WRONG_PASSWORD : value);
            }
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (owner.equals(OUR_FACTORY) && name.equals("sslContext")) {
                super.visitMethodInsn(
                        Opcodes.INVOKESTATIC, MATERIAL, name, descriptor.replace("(", "(L" + OUR_FACTORY + ";"), false);
                return;
            }
            if (fromEchoServer && owner.equals("java/net/Socket") && name.equals("close")) {
                super.visitMethodInsn(Opcodes.INVOKESTATIC, MATERIAL, name, "(Ljava/net/Socket;)V", false);
                return;
            }
            boolean opensStore = owner.equals(KEY_STORE) && name.equals("getInstance");
            super.visitMethodInsn(
                    opcode, opensStore ? MATERIAL : owner, opensStore ? "keyStore" : name, descriptor, isInterface);
        }
    }
}
