package io.kafkafips.ssl.store;

import io.kafkafips.ssl.engine.TlsProvider;
import io.kafkafips.ssl.trust.CertificateStrength;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The checks that a private key and its chain pass before they are used: the strength that is asked of peers, and that the first
 * certificate is the key's. Without them every handshake would fail, with a message about neither. Immutable.
 */
final class KeyPairCheck {
    private static final byte[] PROBE = new byte[32];

    private final @Nullable Provider token;

    /** For keys of the module. */
    KeyPairCheck() {
        this.token = null;
    }

    /** For keys that a PKCS#11 token signs with. */
    KeyPairCheck(Provider token) {
        this.token = token;
    }

    /** {@code place} says which key, such as {@code alias 'kafka'}. */
    void require(PrivateKey key, List<X509Certificate> chain, String place, Origin origin)
            throws GeneralSecurityException {
        try {
            for (X509Certificate certificate : chain) {
                CertificateStrength.require(certificate);
            }
        } catch (CertificateException e) {
            throw origin.refused(
                    "approved certificates under " + place,
                    "make a key and certificate of an approved type, such as EC P-256",
                    e);
        }
        X509Certificate leaf = chain.get(0);
        if (!isPair(key, leaf.getPublicKey())) {
            throw origin.refused(
                    "a key and its own certificate under " + place + ", but the first certificate ("
                            + leaf.getSubjectX500Principal().getName() + ") is of another key",
                    "put the certificate of the key first, its issuers after it");
        }
    }

    private boolean isPair(PrivateKey privateKey, PublicKey publicKey) throws GeneralSecurityException {
        if (!privateKey.getAlgorithm().equals(publicKey.getAlgorithm())) {
            return false;
        }
        String algorithm = privateKey.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        Signature signing = token == null ? TlsProvider.signature(algorithm) : TlsProvider.signature(algorithm, token);
        signing.initSign(privateKey);
        signing.update(PROBE);
        byte[] signed = signing.sign();
        Signature verifying = TlsProvider.signature(algorithm);
        verifying.initVerify(publicKey);
        verifying.update(PROBE);
        return verifying.verify(signed);
    }
}
