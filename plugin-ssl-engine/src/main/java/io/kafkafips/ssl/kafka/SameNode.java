package io.kafkafips.ssl.kafka;

import io.kafkafips.commons.config.Refusal;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;

/**
 * The rule that Kafka has for a key store that changes while a node runs, applied to files that change without Kafka's doing: the
 * certificate still names the same node. Immutable.
 *
 * @param dnMayChange {@code ssl.allow.dn.changes}
 * @param sanMayChange {@code ssl.allow.san.changes}: alternative names may disappear; new ones always may appear
 */
record SameNode(boolean dnMayChange, boolean sanMayChange) {
    static final String DN_CHANGES = "ssl.allow.dn.changes";
    static final String SAN_CHANGES = "ssl.allow.san.changes";

    /**
     * Compares the leaf of each key.
     *
     * @throws ConfigException when the new ones are those of another node
     */
    void require(List<X509Certificate> before, List<X509Certificate> after) {
        if (before.size() != after.size()) {
            throw refused(
                    before.size() + " key(s), as before, but there are " + after.size(), "keep the number of keys");
        }
        for (int i = 0; i < before.size(); i++) {
            X509Certificate was = before.get(i);
            X509Certificate is = after.get(i);
            if (!dnMayChange && !was.getSubjectX500Principal().equals(is.getSubjectX500Principal())) {
                throw refused(
                        "a certificate of " + was.getSubjectX500Principal().getName() + ", as before, but it is of "
                                + is.getSubjectX500Principal().getName(),
                        "put the certificate of this node there, or set " + DN_CHANGES + "=true");
            }
            if (!sanMayChange && !names(is).containsAll(names(was))) {
                throw refused(
                        "a certificate with the alternative names " + names(was) + ", as before, but it has "
                                + names(is),
                        "put the certificate of this node there, or set " + SAN_CHANGES + "=true");
            }
        }
    }

    private static Set<List<?>> names(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null ? Set.of() : new HashSet<>(names);
        } catch (CertificateParsingException e) {
            return Set.of();
        }
    }

    private static ConfigException refused(String expected, String remedy) {
        return Refusal.setting(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, "(changed content)", expected, remedy);
    }
}
