package io.kafkafips.cli.doctor.tls;

import io.kafkafips.cli.doctor.finding.Check;
import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Refused;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.node.Node;
import io.kafkafips.ssl.store.OwnCertificateCheck;
import io.kafkafips.ssl.trust.CertificateRule;
import java.security.KeyStoreException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;

/** Validity, strength and purpose of a node's own certificates, and the validity of those that it trusts. */
final class CertificateCheck implements Check {
    private static final Rule EXPIRED =
            Rule.error("certificate-expired", "A certificate is not valid now", "SC-17, IA-5(2); SP 800-52r2 3.2");
    private static final Rule EXPIRING =
            Rule.warning("certificate-expiring", "A certificate expires soon", "SC-17, CP-10");
    private static final Rule WEAK = Rule.error(
            "certificate-weak",
            "A certificate has a key or signature that is not approved",
            "SC-12(3), SC-13; SP 800-52r2 3.2, SP 800-131A");
    private static final Rule UNFIT = Rule.error(
            "certificate-unfit", "Peers will refuse the node's own certificate", "IA-3, SC-17; SP 800-52r2 3.2.1");

    private final Duration soon;

    CertificateCheck(Duration soon) {
        this.soon = soon;
    }

    @Override
    public List<Rule> rules() {
        return List.of(EXPIRED, EXPIRING, WEAK, UNFIT);
    }

    @Override
    public String needs() {
        return "--server-properties, --client-properties";
    }

    @Override
    public void examine(Node node, Findings findings) {
        for (TlsEnd end : TlsEnd.of(node)) {
            examine(end, node.host().now(), findings);
        }
    }

    private void examine(TlsEnd end, Instant now, Findings findings) {
        List<X509Certificate> own = opened(end, OpenedStores::chain, findings);
        own.forEach(certificate -> validity(certificate, now, findings));
        own.forEach(certificate -> strength(certificate, end, findings));
        opened(end, OpenedStores::anchors, findings).forEach(certificate -> validity(certificate, now, findings));
        boolean sound = own.stream()
                .noneMatch(certificate -> findings.anyFound(EXPIRED, nameOf(certificate))
                        || findings.anyFound(WEAK, nameOf(certificate)));
        if (!own.isEmpty() && sound) {
            fitness(end, now, findings);
        }
    }

    /** What else keeps a store from being opened is the business of {@link StoreCheck}. */
    private static List<X509Certificate> opened(TlsEnd end, OpenedStores.Opener opener, Findings findings) {
        try {
            return opener.open(end);
        } catch (ConfigException e) {
            if (OpenedStores.isWeak(e)) {
                Refused refused = Refused.of(e);
                findings.found(WEAK, end.subject(), refused.seen(), refused.remedy());
            }
            return List.of();
        } catch (KeyStoreException e) {
            return List.of();
        }
    }

    private void validity(X509Certificate certificate, Instant now, Findings findings) {
        String subject = nameOf(certificate);
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        boolean valid = !now.isBefore(from) && !now.isAfter(until);
        findings.expect(valid, EXPIRED, subject, "valid from " + from + " until " + until, "renew the certificate");
        if (valid) {
            findings.expect(
                    now.plus(soon).isBefore(until),
                    EXPIRING,
                    subject,
                    "until " + until,
                    "renew the certificate; the engine takes a new file up within seconds");
        }
    }

    private static void strength(X509Certificate certificate, TlsEnd end, Findings findings) {
        String seen = certificate.getPublicKey().getAlgorithm() + ", " + certificate.getSigAlgName();
        try {
            CertificateRule.of(end.profile()).require(certificate);
            findings.passed(WEAK, nameOf(certificate), seen);
        } catch (CertificateException e) {
            findings.found(
                    WEAK,
                    nameOf(certificate),
                    String.valueOf(e.getMessage()),
                    "a new key on P-256 or P-384, or RSA from 3072 bits, and a certificate with SHA-256 or better");
        }
    }

    private static void fitness(TlsEnd end, Instant now, Findings findings) {
        OwnCertificateCheck check = new OwnCertificateCheck(
                end.role(), CertificateRule.of(end.profile()), Clock.fixed(now, ZoneOffset.UTC));
        try {
            check.require(OpenedStores.keys(end));
            findings.passed(UNFIT, end.subject(), "chain, key usage and names");
        } catch (ConfigException e) {
            Refused refused = Refused.of(e);
            findings.found(UNFIT, end.subject(), refused.seen(), refused.remedy());
        }
    }

    private static String nameOf(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }
}
