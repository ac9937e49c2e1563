package io.kafkafips.commons.x509;

import io.kafkafips.commons.fips.FipsJca;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * What a verified client certificate proves about its holder (RFC 5280), as plain values. Immutable. Whoever makes one has checked
 * the chain: nothing here verifies a signature.
 *
 * @param subject distinguished name as {@code X500Principal.getName()} (RFC 2253) prints it
 * @param issuer distinguished name of the issuer, in the same form
 * @param serialNumber serial number, unique per issuer
 * @param sha256 SHA-256 of the DER encoding, lower-case hexadecimal
 * @param notBefore start of the validity
 * @param notAfter end of the validity
 * @param commonNames every {@code CN} of the subject, in the order of the DN
 * @param organizations every {@code O}
 * @param organizationalUnits every {@code OU}
 * @param emailAddresses e-mail attributes of the subject, and rfc822Name of the subject alternative names
 * @param dnsNames dNSName of the subject alternative names, lower case
 * @param uris uniformResourceIdentifier of the subject alternative names
 */
public record CertificateFacts(
        String subject,
        String issuer,
        BigInteger serialNumber,
        String sha256,
        Instant notBefore,
        Instant notAfter,
        List<String> commonNames,
        List<String> organizations,
        List<String> organizationalUnits,
        List<String> emailAddresses,
        List<String> dnsNames,
        List<String> uris) {

    private static final int SAN_RFC822 = 1;
    private static final int SAN_DNS = 2;
    private static final int SAN_URI = 6;

    public CertificateFacts {
        commonNames = List.copyOf(commonNames);
        organizations = List.copyOf(organizations);
        organizationalUnits = List.copyOf(organizationalUnits);
        emailAddresses = List.copyOf(emailAddresses);
        dnsNames = List.copyOf(dnsNames);
        uris = List.copyOf(uris);
    }

    /**
     * Reads a certificate. About 10 us: do it once per session.
     *
     * @throws CertificateParsingException when the subject or its alternative names cannot be read
     */
    public static CertificateFacts of(X509Certificate certificate) throws CertificateParsingException {
        DistinguishedName subject =
                DistinguishedName.parse(certificate.getSubjectX500Principal().getName());
        List<String> emails = new ArrayList<>(subject.values("1.2.840.113549.1.9.1"));
        emails.addAll(alternativeNames(certificate, SAN_RFC822));
        return new CertificateFacts(
                certificate.getSubjectX500Principal().getName(),
                certificate.getIssuerX500Principal().getName(),
                certificate.getSerialNumber(),
                sha256(certificate),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                subject.values("CN"),
                subject.values("O"),
                subject.values("OU"),
                emails,
                alternativeNames(certificate, SAN_DNS).stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .toList(),
                alternativeNames(certificate, SAN_URI));
    }

    private static String sha256(X509Certificate certificate) throws CertificateParsingException {
        try {
            return HexFormat.of().formatHex(FipsJca.sha256().digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new CertificateParsingException("Cannot take the SHA-256 of a certificate", e);
        }
    }

    private static List<String> alternativeNames(X509Certificate certificate, int type)
            throws CertificateParsingException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        if (names == null) {
            return List.of();
        }
        return names.stream()
                .filter(name -> name.get(0).equals(type))
                .map(name -> String.valueOf(name.get(1)))
                .toList();
    }
}
