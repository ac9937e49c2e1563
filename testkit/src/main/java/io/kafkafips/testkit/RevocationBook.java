package io.kafkafips.testkit;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.Set;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** What one authority has revoked, and its CRLs (RFC 5280, section 5), numbered upwards. Thread-safe. */
final class RevocationBook {
    private final Set<BigInteger> revoked = new LinkedHashSet<>();
    private long number;

    synchronized void revoke(X509Certificate certificate) {
        revoked.add(certificate.getSerialNumber());
    }

    /** A full CRL for {@code baseNumber} 0, else a delta to the CRL of that number with the same entries. */
    synchronized X509CRL sign(
            Identity authority, String algorithm, Instant thisUpdate, Instant nextUpdate, long baseNumber) {
        number++;
        try {
            X509v2CRLBuilder builder = new JcaX509v2CRLBuilder(authority.certificate(), Date.from(thisUpdate));
            builder.setNextUpdate(Date.from(nextUpdate));
            builder.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(number)));
            if (baseNumber > 0) {
                builder.addExtension(Extension.deltaCRLIndicator, true, new CRLNumber(BigInteger.valueOf(baseNumber)));
            }
            for (BigInteger serial : revoked) {
                builder.addCRLEntry(serial, Date.from(thisUpdate), CRLReason.keyCompromise);
            }
            return new JcaX509CRLConverter()
                    .setProvider(Pki.module())
                    .getCRL(builder.build(new JcaContentSignerBuilder(algorithm)
                            .setProvider(Pki.module())
                            .build(authority.key())));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException("Cannot sign a CRL of " + authority.certificate(), e);
        }
    }
}
