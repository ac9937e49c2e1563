package io.kafkafips.cli.keystore;

import io.kafkafips.commons.fips.FipsJca;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parts of a certificate in words. Stateless. */
final class CertificateText {
    /** The object identifiers of curves in DER, as they stand in a public key (RFC 5480). */
    private static final Map<String, String> CURVES = Map.of(
            "06082a8648ce3d030107", "P-256",
            "06052b81040022", "P-384",
            "06052b81040023", "P-521",
            "06052b81040021", "P-224",
            "06052b8104000a", "secp256k1");

    private static final int CURVE_WITHIN_BYTES = 40;
    private static final Map<Object, String> NAMES =
            Map.of(1, "email:", 2, "DNS:", 4, "DN:", 6, "URI:", 7, "IP:", 8, "OID:");
    private static final Map<String, String> USAGES =
            Map.of("1.3.6.1.5.5.7.3.1", "serverAuth", "1.3.6.1.5.5.7.3.2", "clientAuth", "2.5.29.37.0", "any");

    private CertificateText() {}

    /** Such as {@code EC P-256} or {@code RSA 3072}. */
    static String key(X509Certificate certificate) {
        try {
            PublicKey key = certificate.getPublicKey();
            if (key instanceof RSAPublicKey rsa) {
                return "RSA " + rsa.getModulus().bitLength();
            }
            return key instanceof ECPublicKey ec ? "EC " + curve(ec) : key.getAlgorithm();
        } catch (RuntimeException | AssertionError e) {
            return "one that the module does not read";
        }
    }

    private static String curve(ECPublicKey key) {
        String encoded = HexFormat.of().formatHex(key.getEncoded());
        String head = encoded.substring(0, Math.min(encoded.length(), 2 * CURVE_WITHIN_BYTES));
        return CURVES.entrySet().stream()
                .filter(known -> head.contains(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() ->
                        "on another curve of " + key.getParams().getOrder().bitLength() + " bits");
    }

    /** The subject alternative names, such as {@code DNS:broker.example.org}; one that cannot be read is told so. */
    static List<String> names(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            if (all != null) {
                all.forEach(name -> names.add(NAMES.getOrDefault(name.get(0), "other:") + text(name.get(1))));
            }
        } catch (CertificateParsingException e) {
            names.add("unreadable");
        }
        return names;
    }

    private static String text(Object value) {
        return value instanceof byte[] der ? HexFormat.of().formatHex(der) : String.valueOf(value);
    }

    /** The extended key usages; {@code null} for any. */
    static @Nullable List<String> usages(X509Certificate certificate) {
        try {
            List<String> usages = certificate.getExtendedKeyUsage();
            return usages == null
                    ? null
                    : usages.stream()
                            .map(each -> USAGES.getOrDefault(each, each))
                            .toList();
        } catch (CertificateParsingException e) {
            return List.of("unreadable");
        }
    }

    /** SHA-256 of the encoding, in hexadecimal. */
    static String sha256(X509Certificate certificate) {
        try {
            MessageDigest digest = FipsJca.sha256();
            return HexFormat.of().formatHex(digest.digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A certificate that was read has no encoding", e);
        }
    }
}
