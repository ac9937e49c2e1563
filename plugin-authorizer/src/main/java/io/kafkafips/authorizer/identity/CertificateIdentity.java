package io.kafkafips.authorizer.identity;

import io.kafkafips.commons.audit.AuditData;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What authorization needs of a client certificate, small enough to travel with a forwarded request. Immutable.
 *
 * <p>Too large or unprintable is an error, never a cut: a principal that got lost could have been the one that is denied.
 *
 * @param principals what the certificate proves, each as type and name such as {@code Group:payments}
 * @param issuer distinguished name of the issuer (RFC 2253)
 * @param serialNumber serial number, unique per issuer
 * @param sha256 SHA-256 of the certificate, lower-case hexadecimal
 * @param notAfter end of the validity
 * @param path whether it still counts
 */
public record CertificateIdentity(
        List<String> principals,
        String issuer,
        BigInteger serialNumber,
        String sha256,
        Instant notAfter,
        PathStanding path) {
    static final int MOST_PRINCIPALS = 512;
    static final int LONGEST_STRING_BYTES = 4096;
    static final int MOST_BYTES = 128 * 1024;

    /** RFC 5280 allows 20 octets, some authorities issue more. */
    static final int LONGEST_SERIAL_BYTES = 64;

    private static final int HEXADECIMAL = 16;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when a bound is passed or a name cannot be written as UTF-8
     */
    public CertificateIdentity {
        principals = List.copyOf(principals);
        require(principals.size() <= MOST_PRINCIPALS, "more than " + MOST_PRINCIPALS + " principals");
        require(
                serialNumber.toByteArray().length <= LONGEST_SERIAL_BYTES,
                "a serial number of more than " + LONGEST_SERIAL_BYTES + " bytes");
        require(SHA256.matcher(sha256).matches(), "a SHA-256 that is not 64 hexadecimal digits");
        long bytes = utf8Length(issuer);
        for (String principal : principals) {
            bytes += utf8Length(principal);
        }
        require(bytes <= MOST_BYTES, "names of more than " + MOST_BYTES + " bytes in all");
    }

    /** The identity by a certificate whose path is not known. */
    public CertificateIdentity(
            List<String> principals, String issuer, BigInteger serialNumber, String sha256, Instant notAfter) {
        this(principals, issuer, serialNumber, sha256, notAfter, PathStanding.unknown(notAfter));
    }

    /** The same, with what another message says about the path. */
    public CertificateIdentity with(PathStanding other) {
        return new CertificateIdentity(principals, issuer, serialNumber, sha256, notAfter, other);
    }

    /** Adds what tells the certificate from any other. */
    public void describe(AuditData data) {
        data.add("issuer", issuer)
                .add("serialNumber", serialNumber.toString(HEXADECIMAL))
                .add("sha256", sha256)
                .add("notAfter", notAfter.toString());
    }

    private static int utf8Length(String text) {
        require(StandardCharsets.UTF_8.newEncoder().canEncode(text), "a name that is not Unicode text");
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        require(length <= LONGEST_STRING_BYTES, "a name of more than " + LONGEST_STRING_BYTES + " bytes");
        return length;
    }

    static void require(boolean condition, String seen) {
        if (!condition) {
            throw new IllegalArgumentException("The certificate has " + seen);
        }
    }
}
