package io.kafkafips.commons.x509;

import io.kafkafips.commons.fips.FipsJca;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;

/**
 * A certificate authority by its name <em>and</em> its key: two authorities that bear the same name are two. So one authority cannot revoke
 * what another one of the same name has issued. Immutable.
 *
 * @param name distinguished name in the canonical form of {@link X500Principal}
 * @param keySha256 SHA-256 of its SubjectPublicKeyInfo, lower-case hexadecimal
 */
public record IssuerId(String name, String keySha256) {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException when the second is not a SHA-256
     */
    public IssuerId {
        if (!SHA256.matcher(keySha256).matches()) {
            throw new IllegalArgumentException("a SHA-256 that is not 64 hexadecimal digits");
        }
    }

    /**
     * The authority that holds a certificate.
     *
     * @throws CertificateEncodingException when the module cannot take the digest
     */
    public static IssuerId of(X509Certificate authority) throws CertificateEncodingException {
        try {
            byte[] key = FipsJca.sha256().digest(authority.getPublicKey().getEncoded());
            return new IssuerId(
                    authority.getSubjectX500Principal().getName(X500Principal.CANONICAL),
                    HexFormat.of().formatHex(key));
        } catch (GeneralSecurityException e) {
            throw new CertificateEncodingException("Cannot take the SHA-256 of the key of an authority", e);
        }
    }
}
