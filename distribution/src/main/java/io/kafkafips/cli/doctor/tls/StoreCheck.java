package io.kafkafips.cli.doctor.tls;

import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Refused;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.ssl.policy.NodeRole;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;

/** Whether key and trust stores are of a type that the module has, under a password that it takes, and open. */
final class StoreCheck implements TlsEndCheck {
    private static final Rule TYPE =
            Rule.error("store-type", "A store is of a type that the module does not read", "SC-12, SC-13");
    private static final Rule PASSWORD =
            Rule.error("store-password", "A store's password is missing or too short", "IA-5(1), SC-12; SP 800-132");
    private static final Rule UNUSABLE = Rule.error("store-unusable", "A store cannot be used", "SC-12, CP-10");
    private static final Rule MISSING =
            Rule.error("store-missing", "There is no key store, or no trust store", "SC-12, IA-3");

    @Override
    public List<Rule> rules() {
        return List.of(TYPE, PASSWORD, UNUSABLE, MISSING);
    }

    @Override
    public void judge(TlsEnd end, Findings findings) {
        if (OpenedStores.isToken(end)) {
            findings.passed(TYPE, subject(end, "ssl.keystore"), "a PKCS#11 token, which is not opened here");
        } else {
            store(end, "ssl.keystore", OpenedStores::chain, end.role() == NodeRole.SERVER, findings);
        }
        store(end, "ssl.truststore", OpenedStores::anchors, true, findings);
    }

    private static void store(TlsEnd end, String store, OpenedStores.Opener opener, boolean needed, Findings findings) {
        String subject = subject(end, store);
        try {
            List<X509Certificate> certificates = opener.open(end);
            if (certificates.isEmpty()) {
                findings.expect(
                        !needed,
                        MISSING,
                        subject,
                        "no " + store + ".location",
                        store + ".location=<path of the store>");
                return;
            }
            String type = end.text(store + ".type");
            findings.passed(TYPE, subject, store + ".type=" + type);
            findings.passed(PASSWORD, subject, "long enough, or not needed with " + type);
            findings.passed(UNUSABLE, subject, certificates.size() + " certificate(s)");
            findings.passed(MISSING, subject, store + " is there");
        } catch (ConfigException e) {
            // a weak certificate is the business of CertificateCheck
            if (!OpenedStores.isWeak(e)) {
                Refused refused = Refused.of(e);
                findings.found(rule(refused.seen()), subject, refused.seen(), refused.remedy());
            }
        } catch (KeyStoreException e) {
            findings.found(UNUSABLE, subject, String.valueOf(e.getMessage()), "make a new store");
        }
    }

    /** By the setting that the engine refuses. */
    private static Rule rule(String refusal) {
        String setting = refusal.split("[= ]", 2)[0];
        boolean foreign = refusal.contains("but the file is ");
        return setting.endsWith(".type") || foreign ? TYPE : setting.endsWith("password") ? PASSWORD : UNUSABLE;
    }

    private static String subject(TlsEnd end, String store) {
        String location = end.text(store + ".location");
        return location.isEmpty() ? end.subject() + " " + store : location;
    }
}
