package io.kafkafips.ssl.revocation;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.jspecify.annotations.Nullable;

/** The http and https URLs at which a certificate says that its status can be asked (RFC 5280, 4.2.1.13 and 4.2.2.1). Stateless. */
final class StatusUrls {
    private static final int MOST_URLS = 4;

    private StatusUrls() {}

    /** Of CRLs of the certificate's own issuer, signed by it. */
    static List<String> crls(X509Certificate certificate) {
        List<String> urls = new ArrayList<>();
        byte[] extension = extension(certificate, Extension.cRLDistributionPoints.getId());
        if (extension != null) {
            for (DistributionPoint point : CRLDistPoint.getInstance(extension).getDistributionPoints()) {
                DistributionPointName name = point.getDistributionPoint();
                if (name != null && point.getCRLIssuer() == null && name.getType() == DistributionPointName.FULL_NAME) {
                    for (GeneralName url :
                            GeneralNames.getInstance(name.getName()).getNames()) {
                        add(urls, url);
                    }
                }
            }
        }
        return urls;
    }

    /** Of OCSP responders. */
    static List<String> responders(X509Certificate certificate) {
        List<String> urls = new ArrayList<>();
        byte[] extension = extension(certificate, Extension.authorityInfoAccess.getId());
        if (extension != null) {
            for (AccessDescription access :
                    AuthorityInformationAccess.getInstance(extension).getAccessDescriptions()) {
                if (access.getAccessMethod().equals(AccessDescription.id_ad_ocsp)) {
                    add(urls, access.getAccessLocation());
                }
            }
        }
        return urls;
    }

    private static void add(List<String> urls, GeneralName name) {
        if (name.getTagNo() == GeneralName.uniformResourceIdentifier && urls.size() < MOST_URLS) {
            String url = name.getName().toString();
            if (RevocationPolicy.isFetchable(url)) {
                urls.add(url);
            }
        }
    }

    private static byte @Nullable [] extension(X509Certificate certificate, String oid) {
        byte[] wrapped = certificate.getExtensionValue(oid);
        return wrapped == null ? null : ASN1OctetString.getInstance(wrapped).getOctets();
    }
}
