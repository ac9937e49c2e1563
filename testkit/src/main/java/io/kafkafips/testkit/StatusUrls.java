package io.kafkafips.testkit;

import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;

/**
 * Where a certificate says that its status can be asked.
 *
 * @param crl CRL distribution point, empty for none
 * @param ocsp OCSP responder, empty for none
 */
public record StatusUrls(String crl, String ocsp) {
    /** A certificate that says nothing about it. */
    public static final StatusUrls NONE = new StatusUrls("", "");

    void addTo(X509v3CertificateBuilder builder) throws CertIOException {
        if (!crl.isEmpty()) {
            GeneralNames names = new GeneralNames(url(crl));
            DistributionPoint point = new DistributionPoint(
                    new DistributionPointName(DistributionPointName.FULL_NAME, names), null, null);
            builder.addExtension(
                    Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {point}));
        }
        if (!ocsp.isEmpty()) {
            builder.addExtension(
                    Extension.authorityInfoAccess,
                    false,
                    new AuthorityInformationAccess(AccessDescription.id_ad_ocsp, url(ocsp)));
        }
    }

    private static GeneralName url(String url) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, url);
    }
}
