package io.kafkafips.ssl.revocation;

import io.kafkafips.commons.x509.CertificateId;
import io.kafkafips.commons.x509.IssuerId;
import io.kafkafips.commons.x509.VerifiedPath;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate with the one that signed it, which is what a question for its status needs. Immutable.
 *
 * @param certificate not a trust anchor
 * @param issuer an intermediate or a trust anchor
 */
public record IssuedCertificate(X509Certificate certificate, X509Certificate issuer) {

    /** Every certificate of a path, leaf first, without the trust anchor; empty if the leaf is an anchor itself. */
    public static List<IssuedCertificate> of(VerifiedPath path) {
        List<IssuedCertificate> issued = new ArrayList<>(path.certificates().size());
        for (int i = 0; i < path.certificates().size(); i++) {
            issued.add(new IssuedCertificate(path.certificates().get(i), path.issuer(i)));
        }
        return List.copyOf(issued);
    }

    /** What it is revoked by. */
    CertificateId id() throws CertificateEncodingException {
        return new CertificateId(IssuerId.of(issuer), certificate.getSerialNumber());
    }
}
