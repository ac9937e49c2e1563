package io.kafkafips.authorizer.identity;

import io.kafkafips.commons.x509.CertificateId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * What tells whether the verified path of a certificate still stands: what each of its certificates is revoked by, so that an intermediate can
 * be revoked too, and when the first of them ends. Immutable.
 *
 * @param certificates the client's certificate first, the trust anchor left out; empty when the path is not known
 * @param notAfter end of the first that ends
 * @param revoked whether the node that the client is connected to knew one of them to be revoked when it wrote this
 */
public record PathStanding(List<CertificateId> certificates, Instant notAfter, boolean revoked) {
    static final int MOST_CERTIFICATES = 16;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when one is passed
     */
    public PathStanding {
        certificates = List.copyOf(certificates);
        CertificateIdentity.require(
                certificates.size() <= MOST_CERTIFICATES, "a path of more than " + MOST_CERTIFICATES + " certificates");
        for (CertificateId certificate : certificates) {
            CertificateIdentity.require(
                    certificate.issuer().name().getBytes(StandardCharsets.UTF_8).length
                            <= CertificateIdentity.LONGEST_STRING_BYTES,
                    "an issuer's name of more than " + CertificateIdentity.LONGEST_STRING_BYTES + " bytes");
            CertificateIdentity.require(
                    certificate.serialNumber().toByteArray().length <= CertificateIdentity.LONGEST_SERIAL_BYTES,
                    "a serial number of more than " + CertificateIdentity.LONGEST_SERIAL_BYTES + " bytes");
        }
    }

    /** Of a path that is not known: the end of the client's own certificate counts. */
    static PathStanding unknown(Instant notAfter) {
        return new PathStanding(List.of(), notAfter, false);
    }
}
