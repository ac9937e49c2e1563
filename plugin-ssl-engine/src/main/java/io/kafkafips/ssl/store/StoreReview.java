package io.kafkafips.ssl.store;

import io.kafkafips.ssl.policy.NodeRole;
import io.kafkafips.ssl.policy.TlsProfile;
import io.kafkafips.ssl.trust.CertificateRule;
import io.kafkafips.ssl.trust.CertificateStrength;
import io.kafkafips.ssl.trust.PathRule;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;

/**
 * What nodes refuse of the entries of a store: all of it, where a node that starts stops at the first thing. For tools; the checks are
 * those of the start itself. Immutable.
 */
public final class StoreReview {
    private final Origin origin;
    private final Clock clock;

    /**
     * A review of one store.
     *
     * @param setting which option named it, for findings
     * @param shown where it lies
     * @param clock for the validity of certificates
     */
    public StoreReview(String setting, String shown, Clock clock) {
        this.origin = new Origin(setting, shown);
        this.clock = clock;
    }

    /** What every node refuses of a chain, whatever key comes with it: weak algorithms. */
    public List<ConfigException> ofChain(String alias, List<X509Certificate> chain) {
        List<Runnable> checks = new ArrayList<>();
        chain.forEach(certificate -> checks.add(() -> requireStrong(certificate, place(alias))));
        return findings(checks);
    }

    /** What every node refuses of a key and its chain for good: weak algorithms, or a certificate of another key. */
    public List<ConfigException> ofPair(String alias, PrivateKey key, List<X509Certificate> chain) {
        return findings(List.of(() -> requirePair(key, own(alias, chain))));
    }

    /** What a node of this role and profile refuses of a key and its chain now. */
    public List<ConfigException> ofPair(
            String alias, PrivateKey key, List<X509Certificate> chain, NodeRole role, TlsProfile profile) {
        OwnChain own = own(alias, chain);
        List<ConfigException> findings =
                findings(new OwnCertificateCheck(role, CertificateRule.of(profile), clock).checks(own));
        if (ofChain(alias, chain).isEmpty()) {
            findings.addAll(findings(List.of(() -> requirePair(key, own))));
        }
        return findings;
    }

    /** What nodes of this profile refuse of a trust anchor. Its validity is no matter: RFC 5280 does not look at it. */
    public List<ConfigException> ofAnchor(String alias, X509Certificate anchor) {
        return findings(List.of(() -> {
            try {
                CertificateStrength.requireKey(anchor);
            } catch (CertificateException e) {
                throw origin.refused(
                        "approved trust anchors; not so " + place(alias),
                        "leave that certificate out; make a new authority if it is yours",
                        e);
            }
        }));
    }

    /**
     * What peers with these trust anchors refuse of a chain: brokers among themselves, or a broker of a client.
     *
     * @param anchors at least one
     */
    public List<ConfigException> ofTrust(
            String alias, List<X509Certificate> chain, List<X509Certificate> anchors, TlsProfile profile) {
        OwnChain own = own(alias, chain);
        X509Certificate last = chain.get(chain.size() - 1);
        return findings(List.of(() -> {
            try {
                TrustMaterial.of(anchors, origin)
                        .manager(CertificateRule.of(profile), PathRule.NONE)
                        .checkClientTrusted(
                                chain.toArray(X509Certificate[]::new),
                                own.leaf().getPublicKey().getAlgorithm());
            } catch (CertificateException e) {
                throw origin.refused(
                        "a certificate that a broker with this trust store takes from a client or another broker under "
                                + own.holder(),
                        "put the authority "
                                + last.getIssuerX500Principal().getName()
                                + " into the trust store, and the intermediate certificates into the key store",
                        e);
            }
        }));
    }

    private void requirePair(PrivateKey key, OwnChain own) {
        try {
            new KeyPairCheck().require(key, own.certificates(), own.place(), origin);
        } catch (GeneralSecurityException | AssertionError e) {
            throw origin.refused(
                    "a key that the FIPS module takes under " + own.place(), "make a new key and certificate", e);
        }
    }

    private void requireStrong(X509Certificate certificate, String place) {
        try {
            CertificateStrength.require(certificate);
        } catch (CertificateException e) {
            throw origin.refused(
                    "approved certificates under " + place,
                    "make a key and certificate of an approved type, such as EC P-256",
                    e);
        }
    }

    private OwnChain own(String alias, List<X509Certificate> chain) {
        return new OwnChain(place(alias), origin, chain);
    }

    private static String place(String alias) {
        return "alias '" + alias + "'";
    }

    private static List<ConfigException> findings(List<Runnable> checks) {
        List<ConfigException> findings = new ArrayList<>();
        for (Runnable check : checks) {
            try {
                check.run();
            } catch (ConfigException e) {
                findings.add(e);
            }
        }
        return findings;
    }
}
