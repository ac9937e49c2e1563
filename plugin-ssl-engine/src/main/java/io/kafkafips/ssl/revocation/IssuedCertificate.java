package io.kafkafips.ssl.revocation;

import io.kafkafips.commons.fips.FipsJca;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A certificate with the one that signed it, which is what a question for its status needs. Immutable.
 *
 * @param certificate not a trust anchor
 * @param issuer an intermediate or a trust anchor
 */
public record IssuedCertificate(X509Certificate certificate, X509Certificate issuer) {
    private static final int LONGEST_PATH = 16;

    /**
     * The path of a chain that PKIX has accepted, leaf first, without the trust anchor; empty if the leaf is an anchor itself.
     *
     * <p>Where only one certificate bears the name of the issuer, it is the one on the verified path, and its signature is not
     * computed again. Where several do (a cross-signed authority), the signature decides.
     *
     * @throws CertificateException when no path is found
     */
    public static List<IssuedCertificate> path(X509Certificate[] chain, Set<X509Certificate> anchors)
            throws CertificateException {
        List<IssuedCertificate> path = new ArrayList<>();
        X509Certificate current = chain[0];
        while (!anchors.contains(current)) {
            if (path.size() == LONGEST_PATH) {
                throw new CertificateException("The certificate chain is longer than " + LONGEST_PATH);
            }
            X509Certificate issuer = issuer(current, chain, anchors);
            path.add(new IssuedCertificate(current, issuer));
            current = issuer;
        }
        return path;
    }

    private static X509Certificate issuer(
            X509Certificate certificate, X509Certificate[] chain, Set<X509Certificate> anchors)
            throws CertificateException {
        List<X509Certificate> candidates = Stream.concat(anchors.stream(), Arrays.stream(chain))
                .filter(candidate -> candidate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
                .filter(candidate -> !candidate.equals(certificate))
                .distinct()
                .toList();
        for (X509Certificate candidate : candidates) {
            if (candidates.size() == 1 || signed(candidate, certificate)) {
                return candidate;
            }
        }
        throw new CertificateException("No issuer of the certificate of "
                + certificate.getSubjectX500Principal().getName() + " is at hand");
    }

    private static boolean signed(X509Certificate issuer, X509Certificate certificate) {
        try {
            certificate.verify(issuer.getPublicKey(), FipsJca.PROVIDER);
            return true;
        } catch (GeneralSecurityException | RuntimeException | AssertionError e) {
            // another key of the same name, or one that the module refuses
            return false;
        }
    }
}
