package io.kafkafips.ssl.trust;

import io.kafkafips.ssl.policy.TlsProfile;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

/** A condition that every certificate of a chain has to meet, own chains and those of peers alike. Thread-safe. */
@FunctionalInterface
public interface CertificateRule {

    /**
     * Checks one certificate.
     *
     * @throws CertificateException with the subject, what was seen and what is approved
     */
    void require(X509Certificate certificate) throws CertificateException;

    /** The rule of a profile. */
    static CertificateRule of(TlsProfile profile) {
        return profile == TlsProfile.STRICT ? new StrictStrength() : CertificateStrength::require;
    }
}
