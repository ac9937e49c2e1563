package io.kafkafips.tls;

import io.kafkafips.testkit.CertificateSpec;
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
    private static final int CERTIFICATE_UNKNOWN = 46;
    private static final int PROTOCOL_VERSION = 70;
    /** What BCJSSE says when not one of the offered signature schemes exists in the module. */
    private static final int INTERNAL_ERROR = 80;

    private static final int CERTIFICATE_REQUIRED = 116;

    /** OpenSSL's own rules must not spare the broker a weak offer. */
    private static final String[] WEAK = {"-cipher", "DEFAULT@SECLEVEL=0"};

    private final TlsBroker broker;
    private final OpenSslIssuer openssl;
    private final List<TlsPeerCase> rows = new ArrayList<>();
    private final Path good;

    private TlsMatrix(TlsBroker broker) {
        this.broker = broker;
        this.openssl = new OpenSslIssuer(
                broker.folder().resolve("ca-with-key.pem"), broker.folder().resolve("openssl"));
        this.good = identity("good", CertificateSpec.of("CN=good"));
    }

    static List<TlsPeerCase> rows(TlsBroker broker) {
        TlsMatrix matrix = new TlsMatrix(broker);
        matrix.versions();
        matrix.suites();
        matrix.groups();
        matrix.signatures();
        matrix.weakCertificates();
        matrix.wrongCertificates();
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
        row("ed25519 only, TLS 1.3", good, Outcome.alert(INTERNAL_ERROR), "-tls1_3", "-sigalgs", "ed25519");
        row("RSA-PSS only, TLS 1.3", good, Outcome.alert(HANDSHAKE_FAILURE), "-tls1_3", "-sigalgs", "RSA-PSS+SHA256");
    }

    private void weakCertificates() {
        both("P-384 certificate", identity("p384", CertificateSpec.of("CN=p384").withKey(KeySpec.P384)), true);
        both("P-521 certificate", openssl.ec("secp521r1"), true);
        both("RSA-2048 certificate", openssl.rsa(2048), true);
        both("RSA-3072 certificate", openssl.rsa(3072), true);
        both("RSA-1024 certificate", openssl.rsa(1024), false);
        both("RSA-1536 certificate", openssl.rsa(1536), false);
        both("RSA-2047 certificate", openssl.rsa(2047), false);
        both("SHA-1 signature", openssl.signedWith("sha1"), false);
        both("SHA-224 signature", openssl.signedWith("sha224"), false);
        both(
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
                false);
        for (String curve : List.of("secp256k1", "brainpoolP256r1", "secp224r1")) {
            refused(curve + " certificate, TLS 1.2", openssl.ec(curve), "-tls1_2");
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
        both("intermediate authority", ofIntermediate(), true);
        both("no certificate", null, false);
        both(
                "expired",
                identity(
                        "expired",
                        CertificateSpec.of("CN=expired")
                                .withValidity(now.minus(Duration.ofDays(2)), now.minus(Duration.ofDays(1)))),
                false);
        both(
                "not yet valid",
                identity(
                        "early",
                        CertificateSpec.of("CN=early")
                                .withValidity(now.plus(Duration.ofDays(1)), now.plus(Duration.ofDays(2)))),
                false);
        both(
                "serverAuth only",
                identity("server", CertificateSpec.of("CN=server").withUsage(false, true)),
                false);
        both("unknown issuer", foreign("Another CA"), false);
        both("unknown issuer of the same name", foreign("Throw-away CA,O=Example"), false);
        both("self-signed", selfSigned(), false);
    }

    private Path ofIntermediate() {
        Path file = broker.pem("of-intermediate");
        return broker.root()
                .intermediate("CN=Intermediate")
                .issue(CertificateSpec.of("CN=leaf"))
                .writePem(file);
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

    /** In TLS 1.2 and in TLS 1.3. */
    private void both(String name, Path identity, boolean accepted) {
        for (String version : List.of("TLSv1.3", "TLSv1.2")) {
            String option = version.equals("TLSv1.3") ? "-tls1_3" : "-tls1_2";
            if (accepted) {
                row(name + ", " + version, identity, Outcome.served(version), option);
            } else if (identity == null) {
                int alert = version.equals("TLSv1.3") ? CERTIFICATE_REQUIRED : HANDSHAKE_FAILURE;
                row(name + ", " + version, null, Outcome.alert(alert), option);
            } else {
                refused(name + ", " + version, identity, option);
            }
        }
    }

    private void refused(String name, Path identity, String option) {
        row(name, identity, Outcome.alert(CERTIFICATE_UNKNOWN), option, WEAK[0], WEAK[1]);
    }

    private void row(String name, Path identity, Outcome expected, String... options) {
        rows.add(new TlsPeerCase(name, identity, Arrays.asList(options), expected));
    }
}
