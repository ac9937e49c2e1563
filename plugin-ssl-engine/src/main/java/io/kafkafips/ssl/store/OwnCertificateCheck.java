package io.kafkafips.ssl.store;

import io.kafkafips.commons.fips.FipsJca;
import io.kafkafips.ssl.policy.ClientAuth;
import io.kafkafips.ssl.policy.NodeRole;
import io.kafkafips.ssl.trust.CertificateRule;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.kafka.common.config.ConfigException;

/**
 * The checks that a node's own certificates pass when they are loaded, so that what every peer would refuse later, in words that blame
 * the network or the peer, is refused at once and by name. RFC 5280; each refusal is one sentence. Immutable.
 */
public final class OwnCertificateCheck {
    static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    private static final String ANY_USAGE = "2.5.29.37.0";
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private final NodeRole role;
    private final CertificateRule strength;
    private final Clock clock;

    /**
     * A check for one configuration.
     *
     * @param role a server's certificate has other duties than a client's
     * @param strength what the profile asks of every certificate
     * @param clock for the validity
     */
    public OwnCertificateCheck(NodeRole role, CertificateRule strength, Clock clock) {
        this.role = role;
        this.strength = strength;
        this.clock = clock;
    }

    /**
     * Checks every chain of a key store.
     *
     * @throws ConfigException with alias or setting, what is wrong, and what to do
     */
    public void require(KeyMaterial material) {
        material.chains().forEach(chain -> checks(chain).forEach(Runnable::run));
    }

    /** Every check of one chain, each to throw what it finds. */
    List<Runnable> checks(OwnChain chain) {
        List<Runnable> checks = new ArrayList<>();
        chain.certificates().forEach(certificate -> {
            checks.add(() -> requireStrong(chain, certificate));
            checks.add(() -> requireValid(chain, certificate));
        });
        checks.add(() -> requireLinked(chain));
        checks.add(() -> requireSignsHandshakes(chain));
        if (role == NodeRole.SERVER) {
            checks.add(() -> requireUsage(chain, SERVER_AUTH, "serverAuth", "a listener shows it to clients"));
            checks.add(() -> requireName(chain));
        } else {
            checks.add(() -> requireUsage(chain, CLIENT_AUTH, "clientAuth", "a client shows it to brokers"));
        }
        return checks;
    }

    /**
     * Checks, for a listener by which brokers reach each other, that they will accept each other: same key store and same trust store on
     * both ends. Does nothing for a client.
     *
     * @throws ConfigException in place of the certificate_required alert that a handshake would end with
     */
    public void requireTrustedByItself(KeyMaterial material, X509ExtendedTrustManager trust, ClientAuth clientAuth) {
        if (role == NodeRole.CLIENT) {
            return;
        }
        for (OwnChain chain : material.chains()) {
            X509Certificate[] path = chain.certificates().toArray(X509Certificate[]::new);
            String keyType = chain.leaf().getPublicKey().getAlgorithm();
            try {
                if (clientAuth == ClientAuth.NONE) {
                    trust.checkServerTrusted(path, "ECDHE_" + (keyType.equals("RSA") ? "RSA" : "ECDSA"));
                } else {
                    requireUsage(chain, CLIENT_AUTH, "clientAuth", "brokers show it to each other as clients");
                    trust.checkClientTrusted(path, keyType);
                }
            } catch (CertificateException e) {
                throw chain.origin()
                        .refused(
                                "a certificate that the node's own trust store accepts under " + chain.holder()
                                        + ", since brokers and controllers use it among themselves",
                                "put the authority " + issuerOfLast(chain)
                                        + " into the trust store, and the intermediate certificates into the key store",
                                e);
            }
        }
    }

    /**
     * Checks that BCJSSE will sign with the keys: it knows an ECDSA scheme only together with the group of its curve, and every
     * handshake would end with handshake_failure.
     *
     * @param namedGroups the enabled groups of the key exchange
     * @throws ConfigException for an EC key on another curve
     */
    public void requireCurveAmong(KeyMaterial material, List<String> namedGroups) {
        for (OwnChain chain : material.chains()) {
            if (chain.leaf().getPublicKey() instanceof ECPublicKey key) {
                String group = "secp" + key.getParams().getOrder().bitLength() + "r1";
                if (!namedGroups.contains(group)) {
                    throw refused(
                            chain,
                            "an EC key on a curve that is enabled for the key exchange too, which is one of "
                                    + namedGroups,
                            "the key is on " + group,
                            "put " + group + " into -Djdk.tls.namedGroups, or delete that property");
                }
            }
        }
    }

    private void requireStrong(OwnChain chain, X509Certificate certificate) {
        try {
            strength.require(certificate);
        } catch (CertificateException e) {
            throw chain.origin()
                    .refused(
                            "approved certificates under " + chain.holder(),
                            "make a key and certificate of an approved type",
                            e);
        }
    }

    private void requireValid(OwnChain chain, X509Certificate certificate) {
        Instant now = clock.instant();
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        if (now.isAfter(until)) {
            throw refused(chain, "valid certificates", nameOf(certificate) + " expired at " + until, "renew it");
        }
        if (now.isBefore(from)) {
            throw refused(
                    chain,
                    "valid certificates",
                    nameOf(certificate) + " is not valid before " + from,
                    "set the clock of this machine, or wait until then");
        }
    }

    /** Each certificate is signed by the next one: many peers look no further (RFC 5246 section 7.4.2). */
    private static void requireLinked(OwnChain chain) {
        List<X509Certificate> certificates = chain.certificates();
        for (int i = 0; i + 1 < certificates.size(); i++) {
            X509Certificate below = certificates.get(i);
            X509Certificate above = certificates.get(i + 1);
            if (!isSignedBy(below, above)) {
                throw refused(
                        chain,
                        "a chain in which each certificate is signed by the next one",
                        nameOf(below) + " is not signed by " + nameOf(above),
                        "put leaf and intermediate certificates in order, and leave others out");
            }
        }
    }

    private static boolean isSignedBy(X509Certificate below, X509Certificate above) {
        if (!below.getIssuerX500Principal().equals(above.getSubjectX500Principal())) {
            return false;
        }
        try {
            below.verify(above.getPublicKey(), FipsJca.PROVIDER);
            return true;
        } catch (GeneralSecurityException | AssertionError e) {
            return false;
        }
    }

    private static void requireSignsHandshakes(OwnChain chain) {
        boolean[] usage = chain.leaf().getKeyUsage();
        if (usage != null && !usage[0]) {
            throw refused(
                    chain,
                    "the key usage digitalSignature, with which TLS 1.3 and every approved suite of TLS 1.2 authenticate",
                    "the certificate excludes it",
                    "have it issued anew with keyUsage=digitalSignature");
        }
    }

    private static void requireUsage(OwnChain chain, String purpose, String name, String why) {
        try {
            List<String> purposes = chain.leaf().getExtendedKeyUsage();
            if (purposes != null && !purposes.contains(purpose) && !purposes.contains(ANY_USAGE)) {
                throw refused(
                        chain,
                        "the extended key usage " + name + " (or no such extension), since " + why,
                        "the certificate has only " + purposes,
                        "have it issued anew with extendedKeyUsage=serverAuth,clientAuth");
            }
        } catch (CertificateParsingException e) {
            throw chain.origin().refused("a readable extended key usage under " + chain.holder(), "renew it", e);
        }
    }

    private static void requireName(OwnChain chain) {
        try {
            Collection<List<?>> names = chain.leaf().getSubjectAlternativeNames();
            boolean named = names != null
                    && names.stream()
                            .anyMatch(name ->
                                    name.get(0).equals(DNS_NAME) || name.get(0).equals(IP_ADDRESS));
            if (!named) {
                throw refused(
                        chain,
                        "a dNSName or iPAddress among the subject alternative names, with which clients compare the host",
                        "the certificate has none, and its CN does not count (RFC 9525)",
                        "have it issued anew with subjectAltName=DNS:<host of advertised.listeners>");
            }
        } catch (CertificateParsingException e) {
            throw chain.origin().refused("readable alternative names under " + chain.holder(), "renew it", e);
        }
    }

    private static String issuerOfLast(OwnChain chain) {
        List<X509Certificate> certificates = chain.certificates();
        return certificates
                .get(certificates.size() - 1)
                .getIssuerX500Principal()
                .getName();
    }

    private static String nameOf(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }

    private static ConfigException refused(OwnChain chain, String expected, String seen, String remedy) {
        return chain.origin().refused(expected + " under " + chain.holder() + "; " + seen, remedy);
    }
}
