package io.kafkafips.ssl.trust;

import io.kafkafips.ssl.policy.TlsProfile;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

/** A condition that every certificate of a chain has to meet, own chains and those of peers alike. Thread-safe. */
public interface CertificateRule {
    /** What holds in every profile. */
    CertificateRule APPROVED = new CertificateRule() {
        @Override
        public void require(X509Certificate certificate) throws CertificateException {
            CertificateStrength.require(certificate);
        }

        @Override
        public void requireSignature(X509Certificate certificate) throws CertificateException {
            CertificateStrength.requireSignature(certificate);
        }
    };

    /**
     * Checks one certificate. The signature of a self-issued one is left out: in a chain it may be a root, on whose signature nobody
     * relies.
     *
     * @throws CertificateException with the subject, what was seen and what is approved
     */
    void require(X509Certificate certificate) throws CertificateException;

    /**
     * Checks the signature of a certificate on a verified path, whatever its names are: an authority that takes a new key issues to
     * itself, and there the signature does count.
     *
     * @throws CertificateException with the subject, what was seen and what is approved
     */
    void requireSignature(X509Certificate certificate) throws CertificateException;

    /** The rule of a profile. */
    static CertificateRule of(TlsProfile profile) {
        return profile == TlsProfile.STRICT ? new StrictStrength() : APPROVED;
    }
}
