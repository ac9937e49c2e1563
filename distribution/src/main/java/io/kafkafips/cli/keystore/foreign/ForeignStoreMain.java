package io.kafkafips.cli.keystore.foreign;

import io.kafkafips.commons.fips.ProviderBoundary;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The program of the other JVM: reads a store by the providers that the JDK comes with, outside the FIPS module, and writes its entries to
 * standard output. It takes everything, passwords included, on standard input, opens no file, and refers to nothing but the JDK:
 * annotations alone are of other jars, and a JVM does without those.
 *
 * <pre>
 * request = type keys store password key-password    ; type: UTF; keys: boolean; the others: bytes, text as UTF-16
 * answer  = *entry last
 * entry   = "K" alias algorithm pkcs8 certificates / "T" alias certificates / "R" alias reason
 * last    = "E" provider / "F" reason
 * certificates = count *bytes
 * bytes   = length *OCTET                            ; numbers have four octets, the first the highest
 * </pre>
 */
@ProviderBoundary // to the JDK's own providers, which is why it runs in a JVM of its own
final class ForeignStoreMain {
    static final char KEY = 'K';
    static final char TRUSTED = 'T';
    static final char REFUSED = 'R';
    static final char END = 'E';
    static final char FAILED = 'F';

    private static final int MOST_BYTES = 64 * 1024 * 1024;

    private final DataOutputStream out;

    private ForeignStoreMain(DataOutputStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException {
        DataInputStream in = new DataInputStream(System.in);
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)))) {
            new ForeignStoreMain(out).answer(in);
        }
    }

    private void answer(DataInputStream in) throws IOException {
        String type = in.readUTF();
        boolean keys = in.readBoolean();
        byte[] content = readBytes(in);
        char[] password = readChars(in);
        char[] keyPassword = readChars(in);
        try {
            KeyStore store = KeyStore.getInstance(type);
            store.load(new ByteArrayInputStream(content), password);
            for (String alias : new TreeSet<>(Collections.list(store.aliases()))) {
                entry(store, alias, keys, keyPassword.length == 0 ? password : keyPassword);
            }
            out.writeByte(END);
            out.writeUTF(store.getProvider().getName());
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            out.writeByte(FAILED);
            out.writeUTF(reason(e));
        } finally {
            Arrays.fill(content, (byte) 0);
            Arrays.fill(password, '\0');
            Arrays.fill(keyPassword, '\0');
        }
    }

    private void entry(KeyStore store, String alias, boolean keys, char[] password)
            throws IOException, GeneralSecurityException {
        if (store.isCertificateEntry(alias)) {
            out.writeByte(TRUSTED);
            out.writeUTF(alias);
            certificates(store.getCertificate(alias));
            return;
        }
        Certificate[] chain = store.getCertificateChain(alias);
        if (chain == null || chain.length == 0) {
            refuse(alias, "it is a secret key, or a private key without a certificate: no key for TLS");
        } else if (keys) {
            key(store, alias, password, chain);
        } else {
            key(alias, chain[0].getPublicKey().getAlgorithm(), new byte[0], chain);
        }
    }

    private void key(KeyStore store, String alias, char[] password, Certificate[] chain)
            throws IOException, GeneralSecurityException {
        Key key;
        try {
            key = store.getKey(alias, password);
        } catch (UnrecoverableKeyException e) {
            refuse(alias, "its key has another password");
            return;
        }
        byte[] pkcs8 = key instanceof PrivateKey ? key.getEncoded() : null;
        if (pkcs8 == null) {
            refuse(alias, "its private key cannot be taken out");
            return;
        }
        key(alias, key.getAlgorithm(), pkcs8, chain);
        Arrays.fill(pkcs8, (byte) 0);
    }

    private void key(String alias, String algorithm, byte[] pkcs8, Certificate[] chain)
            throws IOException, GeneralSecurityException {
        out.writeByte(KEY);
        out.writeUTF(alias);
        out.writeUTF(algorithm);
        out.writeInt(pkcs8.length);
        out.write(pkcs8);
        certificates(chain);
    }

    private void certificates(Certificate... chain) throws IOException, GeneralSecurityException {
        out.writeInt(chain.length);
        for (Certificate certificate : chain) {
            byte[] der = certificate.getEncoded();
            out.writeInt(der.length);
            out.write(der);
        }
    }

    private void refuse(String alias, String reason) throws IOException {
        out.writeByte(REFUSED);
        out.writeUTF(alias);
        out.writeUTF(reason);
    }

    static byte[] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MOST_BYTES) {
            throw new IOException("a length of " + length + " bytes");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    private static char[] readChars(DataInputStream in) throws IOException {
        char[] text = new char[in.readInt()];
        for (int i = 0; i < text.length; i++) {
            text[i] = in.readChar();
        }
        return text;
    }

    /** Providers name no secret in these messages; a wrong password is an UnrecoverableKeyException behind an IOException. */
    private static String reason(Exception failure) {
        @Nullable Throwable cause = failure.getCause();
        if (cause instanceof UnrecoverableKeyException) {
            return "wrong password";
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
