package io.kafkafips.ssl.trust;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import javax.security.auth.x500.X500Principal;

/**
 * Bounds on the chain that a peer sends. A path builder tries every certificate that bears the name of the issuer it looks for, so a handful
 * of look-alikes that issue each other would keep a network thread busy for minutes, before the peer has proven anything.
 */
final class SentChain {
    static final int MOST_CERTIFICATES = 16;

    /** A cross-signed authority has two. */
    static final int MOST_OF_ONE_NAME = 2;

    private SentChain() {}

    /**
     * Checks the bounds.
     *
     * @throws CertificateException when one is passed
     */
    static void requireBounded(X509Certificate[] chain) throws CertificateException {
        if (chain.length > MOST_CERTIFICATES) {
            throw new CertificateException("The certificate chain has " + chain.length + " certificates; at most "
                    + MOST_CERTIFICATES + " are accepted");
        }
        Map<X500Principal, Integer> named = new HashMap<>();
        for (X509Certificate certificate : chain) {
            int count = named.merge(certificate.getSubjectX500Principal(), 1, Integer::sum);
            if (count > MOST_OF_ONE_NAME) {
                throw new CertificateException("The certificate chain has more than " + MOST_OF_ONE_NAME
                        + " certificates of one name: " + CertificateStrength.subject(certificate));
            }
        }
    }
}
