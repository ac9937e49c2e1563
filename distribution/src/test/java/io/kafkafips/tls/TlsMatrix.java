package io.kafkafips.tls;

import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.KeySpec;
import io.kafkafips.testkit.OpenSslIssuer;
import io.kafkafips.testkit.Pki;
import io.kafkafips.tls.TlsPeerCase.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rows of the {@code s_client} matrix, with the certificates that they need. */
final class TlsMatrix {
    private static final int HANDSHAKE_FAILURE = 40;
    private static final int UNSUPPORTED_CERTIFICATE = 43;
    private static final int CERTIFICATE_REVOKED = 44;
    private static final int CERTIFICATE_EXPIRED = 45;
    private static final int CERTIFICATE_UNKNOWN = 46;
    private static final int UNKNOWN_CA = 48;
    private static final int PROTOCOL_VERSION = 70;
    private static final int CERTIFICATE_REQUIRED = 116;

    /** OpenSSL's own rules must not spare the broker a weak offer. */
    private static final String[] WEAK = {"-cipher", "DEFAULT@SECLEVEL=0"};

    private final TlsBroker broker;
    private final Path crls;
    private final OpenSslIssuer openssl;
    private final List<TlsPeerCase> rows = new ArrayList<>();
    private final Path good;

    private TlsMatrix(TlsBroker broker, Path crls) {
        this.broker = broker;
        this.crls = crls;
        this.openssl = new OpenSslIssuer(
                broker.folder().resolve("ca-with-key.pem"), broker.folder().resolve("openssl"));
        this.good = identity("good", CertificateSpec.of("CN=good"));
    }

    /**
     * All rows.
     *
     * @param broker one that is not started yet: the rows make its authority revoke certificates
     * @param crls folder for what the broker is to know of that
     */
    static List<TlsPeerCase> rows(TlsBroker broker, Path crls) {
        TlsMatrix matrix = new TlsMatrix(broker, crls);
        matrix.versions();
        matrix.suites();
        matrix.groups();
        matrix.signatures();
        matrix.weakCertificates();
        matrix.wrongCertificates();
        matrix.revokedCertificates();
        return List.copyOf(matrix.rows);
    }

    private void versions() {
        row("default offer", good, Outcome.served("TLSv1.3", "TLS_AES_256_GCM_SHA384"));
        row("TLS 1.3", good, Outcome.served("TLSv1.3"), "-tls1_3");
        row("TLS 1.2", good, Outcome.served("TLSv1.2"), "-tls1_2");
        row("TLS 1.1", good, Outcome.alert(PROTOCOL_VERSION), "-tls1_1", WEAK[0], WEAK[1]);
        row("TLS 1.0", good, Outcome.alert(PROTOCOL_VERSION), "-tls1", WEAK[0], WEAK[1]);
        row("TLS 1.0 to 1.2", good, Outcome.served("TLSv1.2"), "-max_protocol", "TLSv1.2");
        row("SNI of another host", good, Outcome.served("TLSv1.3"), "-servername", "nobody.example");
        row(
                "SNI of another host, TLS 1.2",
                good,
                Outcome.served("TLSv1.2"),
                "-tls1_2",
                "-servername",
                "nobody.example");
        row("no SNI", good, Outcome.served("TLSv1.3"), "-noservername");
        row("unknown ALPN", good, Outcome.served("TLSv1.3"), "-alpn", "h2,http/1.1");
        row("status request", good, Outcome.served("TLSv1.3"), "-status");
        row("maximum fragment 512, TLS 1.2", good, Outcome.served("TLSv1.2"), "-tls1_2", "-maxfraglen", "512");
        row("no session ticket, TLS 1.2", good, Outcome.served("TLSv1.2"), "-tls1_2", "-no_ticket");
    }

    private void suites() {
        suite13("TLS_AES_256_GCM_SHA384", true);
        suite13("TLS_AES_128_GCM_SHA256", true);
        suite13("TLS_CHACHA20_POLY1305_SHA256", false);
        suite13("TLS_AES_128_CCM_SHA256", false);
        suite13("TLS_AES_128_CCM_8_SHA256", false);
        suite12("ECDHE-ECDSA-AES256-GCM-SHA384", true);
        suite12("ECDHE-ECDSA-AES128-GCM-SHA256", true);
        suite12("ECDHE-ECDSA-CHACHA20-POLY1305", false);
        suite12("ECDHE-ECDSA-AES256-SHA384", false);
        suite12("ECDHE-ECDSA-AES128-SHA256", false);
        suite12("ECDHE-ECDSA-AES256-SHA", false);
        suite12("ECDHE-ECDSA-AES128-CCM", false);
        suite12("ECDHE-ECDSA-AES128-CCM8", false);
        suite12("ECDHE-ECDSA-CAMELLIA256-SHA384", false);
        suite12("ECDHE-ECDSA-ARIA256-GCM-SHA384", false);
        suite12("ECDHE-ECDSA-NULL-SHA", false);
        // the broker's key is ECDSA: no RSA suite can be chosen, approved or not
        suite12("ECDHE-RSA-AES256-GCM-SHA384", false);
        suite12("AES256-GCM-SHA384", false);
        suite12("AES128-SHA", false);
        suite12("AECDH-AES256-SHA", false);
        suite12("ADH-AES256-GCM-SHA384", false);
    }

    private void suite13(String suite, boolean approved) {
        Outcome expected = approved ? Outcome.served("TLSv1.3", suite) : Outcome.alert(HANDSHAKE_FAILURE);
        row(suite, good, expected, "-tls1_3", "-ciphersuites", suite);
    }

    private void suite12(String suite, boolean approved) {
        Outcome expected = approved ? Outcome.served("TLSv1.2", suite) : Outcome.alert(HANDSHAKE_FAILURE);
        row(suite, good, expected, "-tls1_2", "-cipher", suite + ":@SECLEVEL=0");
    }

    private void groups() {
        for (String group : List.of("P-256", "P-384", "P-521")) {
            row(group + ", TLS 1.3", good, Outcome.served("TLSv1.3"), "-tls1_3", "-groups", group);
            // in TLS 1.2 the groups on offer bind the certificate's curve as well (RFC 8422, 5.1), and the broker's is
            // P-256
            row(
                    group + ", TLS 1.2",
                    good,
                    Outcome.served("TLSv1.2"),
                    "-tls1_2",
                    "-groups",
                    group.equals("P-256") ? group : group + ":P-256");
        }
        for (String group : List.of("ffdhe2048", "ffdhe3072", "ffdhe4096")) {
            row(group + ", TLS 1.3", good, Outcome.served("TLSv1.3"), "-tls1_3", "-groups", group);
        }
        for (String group : List.of("X25519", "X448")) {
            row(group + ", TLS 1.3", good, Outcome.alert(HANDSHAKE_FAILURE), "-tls1_3", "-groups", group);
            row(group + ", TLS 1.2", good, Outcome.alert(HANDSHAKE_FAILURE), "-tls1_2", "-groups", group);
        }
        for (String group : List.of("secp256k1", "brainpoolP256r1", "secp224r1")) {
            row(
                    group + ", TLS 1.2",
                    good,
                    Outcome.alert(HANDSHAKE_FAILURE),
                    "-tls1_2",
                    "-groups",
                    group,
                    WEAK[0],
                    WEAK[1]);
        }
        row("X25519 first, then P-256", good, Outcome.served("TLSv1.3"), "-tls1_3", "-groups", "X25519:P-256");
    }

    private void signatures() {
        for (String scheme : List.of("ECDSA+SHA1", "ECDSA+SHA224")) {
            row(
                    scheme + ", TLS 1.2",
                    good,
                    Outcome.alert(HANDSHAKE_FAILURE),
                    "-tls1_2",
                    "-sigalgs",
                    scheme,
                    WEAK[0],
                    WEAK[1]);
        }
        row("ECDSA+SHA256, TLS 1.2", good, Outcome.served("TLSv1.2"), "-tls1_2", "-sigalgs", "ECDSA+SHA256");
        row("ECDSA+SHA256, TLS 1.3", good, Outcome.served("TLSv1.3"), "-tls1_3", "-sigalgs", "ECDSA+SHA256");
        row("ed25519 only, TLS 1.3", good, Outcome.alert(HANDSHAKE_FAILURE), "-tls1_3", "-sigalgs", "ed25519");
        row("ed25519 only, TLS 1.2", good, Outcome.alert(HANDSHAKE_FAILURE), "-tls1_2", "-sigalgs", "ed25519");
        row("RSA-PSS only, TLS 1.3", good, Outcome.alert(HANDSHAKE_FAILURE), "-tls1_3", "-sigalgs", "RSA-PSS+SHA256");
    }

    private void weakCertificates() {
        both("P-384 certificate", identity("p384", CertificateSpec.of("CN=p384").withKey(KeySpec.P384)));
        both("P-521 certificate", openssl.ec("secp521r1"));
        for (int bits : new int[] {2048, 2049, 3000, 3071, 3072}) {
            both("RSA-" + bits + " certificate", openssl.rsa(bits));
        }
        for (int bits : new int[] {1024, 1025, 1536, 2047}) {
            refused("RSA-" + bits + " certificate", openssl.rsa(bits), UNSUPPORTED_CERTIFICATE);
        }
        for (String digest : List.of("sha1", "sha224")) {
            refused(digest + " signature", openssl.signedWith(digest), UNSUPPORTED_CERTIFICATE);
        }
        refused(
                "RSA exponent 3",
                openssl.issue(
                        "rsa-e3",
                        List.of(
                                "genpkey",
                                "-algorithm",
                                "RSA",
                                "-pkeyopt",
                                "rsa_keygen_bits:2048",
                                "-pkeyopt",
                                "rsa_keygen_pubexp:3"),
                        "sha256"),
                UNSUPPORTED_CERTIFICATE);
        for (String curve : List.of("secp256k1", "brainpoolP256r1", "secp224r1")) {
            refused(curve + " certificate", openssl.ec(curve), UNSUPPORTED_CERTIFICATE, "TLSv1.2");
        }
        // OpenSSL keeps a certificate back that the server's request rules out
        row(
                "Ed25519 certificate, TLS 1.2",
                openssl.issue("ed25519", List.of("genpkey", "-algorithm", "ED25519"), "sha256"),
                Outcome.alert(HANDSHAKE_FAILURE),
                "-tls1_2",
                WEAK[0],
                WEAK[1]);
    }

    private void wrongCertificates() {
        Instant now = Instant.now();
        Duration day = Duration.ofDays(1);
        row("no certificate, TLSv1.3", null, Outcome.alert(CERTIFICATE_REQUIRED), "-tls1_3");
        row("no certificate, TLSv1.2", null, Outcome.alert(HANDSHAKE_FAILURE), "-tls1_2");
        refused(
                "expired",
                identity(
                        "expired",
                        CertificateSpec.of("CN=expired").withValidity(now.minus(day.multipliedBy(2)), now.minus(day))),
                CERTIFICATE_EXPIRED);
        refused(
                "not yet valid",
                identity(
                        "early",
                        CertificateSpec.of("CN=early").withValidity(now.plus(day), now.plus(day.multipliedBy(2)))),
                CERTIFICATE_EXPIRED);
        refused(
                "serverAuth only",
                identity("server", CertificateSpec.of("CN=server").withUsage(false, true)),
                UNSUPPORTED_CERTIFICATE);
        refused("unknown issuer", foreign("Another CA"), UNKNOWN_CA);
        refused("unknown issuer of the same name", foreign("Throw-away CA,O=Example"), UNKNOWN_CA);
        refused("self-signed", selfSigned(), UNKNOWN_CA);
    }

    /** The broker has the CRLs of two authorities, and none of a third. */
    private void revokedCertificates() {
        Pki known = broker.root().intermediate("CN=Intermediate");
        Pki silent = broker.root().intermediate("CN=Authority without CRL");
        Pki revoked = broker.root().intermediate("CN=Revoked authority");
        Identity leaf = broker.root().issue(CertificateSpec.of("CN=revoked"));
        Identity below = known.issue(CertificateSpec.of("CN=revoked below"));
        known.revoke(below.certificate()).writeCrl(crls.resolve("intermediate.crl"));
        revoked.writeCrl(crls.resolve("revoked-authority.crl"));
        broker.root().revoke(leaf.certificate()).revoke(revoked.certificate()).writeCrl(crls.resolve("root.crl"));

        both("intermediate authority", leafOf(known, "of-intermediate"));
        refused("revoked", leaf.writePem(broker.pem("revoked")), CERTIFICATE_REVOKED);
        refused(
                "revoked by an intermediate authority",
                below.writePem(broker.pem("revoked-below")),
                CERTIFICATE_REVOKED);
        refused("revoked intermediate authority", leafOf(revoked, "of-revoked"), CERTIFICATE_REVOKED);
        refused("unknown revocation status", leafOf(silent, "of-silent"), CERTIFICATE_UNKNOWN);
    }

    private Path leafOf(Pki authority, String name) {
        return authority.issue(CertificateSpec.of("CN=" + name)).writePem(broker.pem(name));
    }

    private Path foreign(String name) {
        Path file = broker.pem("foreign-" + name.replaceAll("\\W+", "-"));
        return Pki.root("CN=" + name).issue(CertificateSpec.of("CN=good")).writePem(file);
    }

    private Path selfSigned() {
        return Pki.root("CN=self-signed").writeAuthorityPem(broker.pem("self-signed"));
    }

    private Path identity(String name, CertificateSpec spec) {
        return broker.root().issue(spec).writePem(broker.pem(name));
    }

    /** Served, in TLS 1.2 and in TLS 1.3. */
    private void both(String name, Path identity) {
        row(name + ", TLSv1.3", identity, Outcome.served("TLSv1.3"), "-tls1_3");
        row(name + ", TLSv1.2", identity, Outcome.served("TLSv1.2"), "-tls1_2");
    }

    /** Refused, in TLS 1.2 and in TLS 1.3, with the same alert. */
    private void refused(String name, Path identity, int alert) {
        refused(name, identity, alert, "TLSv1.3");
        refused(name, identity, alert, "TLSv1.2");
    }

    private void refused(String name, Path identity, int alert, String version) {
        String option = version.equals("TLSv1.3") ? "-tls1_3" : "-tls1_2";
        row(name + ", " + version, identity, Outcome.alert(alert), option, WEAK[0], WEAK[1]);
    }

    private void row(String name, Path identity, Outcome expected, String... options) {
        rows.add(new TlsPeerCase(name, identity, Arrays.asList(options), expected));
    }
}
