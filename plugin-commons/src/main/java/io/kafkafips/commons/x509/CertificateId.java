package io.kafkafips.commons.x509;

import java.math.BigInteger;

/**
 * What a certificate is revoked by: who issued it, and the serial number, which is unique per issuer (RFC 5280, section 4.1.2.2). Immutable.
 *
 * @param issuer the authority
 * @param serialNumber serial number
 */
public record CertificateId(IssuerId issuer, BigInteger serialNumber) {}
