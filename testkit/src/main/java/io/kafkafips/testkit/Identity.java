package io.kafkafips.testkit;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/**
 * A private key and its certificate chain, leaf first. Immutable.
 *
 * @param key the private key
 * @param chain the leaf, then its issuers without the root
 */
public record Identity(PrivateKey key, List<X509Certificate> chain) {
    private static final int PEM_LINE = 64;

    public Identity {
        chain = List.copyOf(chain);
    }

    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** Writes a BCFKS key store with the single alias {@code key}. */
    public Path writeBcfks(Path file, String password) {
        return writeStore(file, "BCFKS", password);
    }

    /** Writes a key store of any type that the JVM or the module knows, {@code JKS} included, with the single alias {@code key}. */
    public Path writeStore(Path file, String type, String password) {
        try {
            KeyStore store = Pki.keyStore(type);
            store.setKeyEntry("key", key, password.toCharArray(), chain.toArray(Certificate[]::new));
            return Pki.write(store, file, password);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot write " + file, e);
        }
    }

    /** Writes the unencrypted PKCS#8 key followed by the chain, as {@code ssl.keystore.type=PEM} expects it. */
    public Path writePem(Path file) {
        return Pki.writeText(file, keyPem() + chainPem());
    }

    public String keyPem() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    public String chainPem() {
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : chain) {
            text.append(certificatePem(certificate));
        }
        return text.toString();
    }

    static String certificatePem(X509Certificate certificate) {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String pem(String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(PEM_LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }
}
