package io.kafkafips.ssl.trust;

import io.kafkafips.commons.x509.VerifiedPath;
import java.security.cert.CertificateException;

/** A condition that the verified path of a peer has to meet, beyond RFC 5280. Called in the handshake: must not wait. Thread-safe. */
@FunctionalInterface
public interface PathRule {
    /** No further condition. */
    PathRule NONE = path -> {};

    /**
     * Checks a path.
     *
     * @throws CertificateException with the subject at fault and what is wrong with it
     */
    void require(VerifiedPath path) throws CertificateException;
}
