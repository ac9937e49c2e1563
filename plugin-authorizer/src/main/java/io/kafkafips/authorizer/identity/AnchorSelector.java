package io.kafkafips.authorizer.identity;

import io.kafkafips.commons.fips.FipsJca;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.security.auth.x500.X500Principal;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Which trust anchors a rule is about: those with this subject, this SHA-256, both, or any. Immutable.
 *
 * @param subject distinguished name, {@code null} for any
 * @param sha256 SHA-256 of the certificate, lower-case hexadecimal, {@code null} for any
 */
record AnchorSelector(
        @Nullable X500Principal subject, @Nullable String sha256) {
    static final AnchorSelector ANY = new AnchorSelector(null, null);

    boolean matches(X509Certificate anchor) {
        if (subject != null && !subject.equals(anchor.getSubjectX500Principal())) {
            return false;
        }
        return sha256 == null || sha256.equals(sha256(anchor));
    }

    static String sha256(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(FipsJca.sha256().digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new KafkaException("Cannot take the SHA-256 of a trust anchor", e);
        }
    }
}
