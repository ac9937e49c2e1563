package io.kafkafips.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kafkafips.cli.verify.wire.Target;
import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.FreshFolder;
import io.kafkafips.testkit.KeySpec;
import io.kafkafips.testkit.OpenSslClient;
import io.kafkafips.testkit.OpenSslIssuer;
import io.kafkafips.testkit.Pki;
import io.kafkafips.tls.OpenSslServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code openssl s_server} with one weakness each, which a broker with our engine cannot be given: exactly the tests of that weakness go
 * red. It cannot insist on the extended master secret, so that this test is red throughout.
 */
class WeakServersIT {
    private static final Path FOLDER = Checkout.root().resolve("distribution/target/tls/weak-servers");
    private static final String GOOD_CIPHERS = "ECDHE+AESGCM";
    private static final String GOOD_GROUPS = "P-256:P-384";
    private static final String GOOD_SCHEMES = "ECDSA+SHA256:RSA-PSS+SHA256";

    private static Pki root;
    private static OpenSslIssuer openssl;

    @BeforeAll
    static void material() {
        assumeTrue(OpenSslClient.isInstalled(), "openssl is not installed");
        FreshFolder.of(FOLDER);
        root = Pki.root("CN=Throw-away CA,O=Example");
        root.writePem(FOLDER.resolve("ca.pem"));
        openssl = new OpenSslIssuer(root.writeAuthorityPem(FOLDER.resolve("ca-with-key.pem")), FOLDER);
    }

    /**
     * A server.
     *
     * @param name of the case
     * @param identity its key and chain
     * @param options of {@code s_server}
     * @param expected the tests that go red, but for the extended master secret
     */
    record Server(String name, Path identity, List<String> options, Set<Check> expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Server> servers() {
        Path good = pem("good", CertificateSpec.localServer("CN=server"));
        Instant now = Instant.now();
        return Stream.of(
                server("nothing else", good, options(GOOD_CIPHERS, GOOD_GROUPS, GOOD_SCHEMES)),
                server(
                        "TLS 1.1",
                        good,
                        options("ECDHE+AESGCM:ECDHE+AES", GOOD_GROUPS, GOOD_SCHEMES, "-min_protocol", "TLSv1.1"),
                        Check.TLS_1_1,
                        Check.SUITE_CBC),
                server(
                        "TLS 1.0",
                        good,
                        options("ECDHE+AESGCM:ECDHE+AES", GOOD_GROUPS, GOOD_SCHEMES, "-min_protocol", "TLSv1"),
                        Check.TLS_1_0,
                        Check.TLS_1_1,
                        Check.SUITE_CBC),
                server(
                        "no encryption",
                        good,
                        options("ECDHE+AESGCM:ECDHE-ECDSA-NULL-SHA", GOOD_GROUPS, GOOD_SCHEMES),
                        Check.SUITE_NO_ENCRYPTION),
                server(
                        "anonymous",
                        good,
                        options("ECDHE+AESGCM:AECDH", GOOD_GROUPS, GOOD_SCHEMES),
                        Check.SUITE_ANONYMOUS),
                server(
                        "ChaCha20",
                        good,
                        options("ECDHE+AESGCM:CHACHA20", GOOD_GROUPS, GOOD_SCHEMES),
                        Check.SUITE_CHACHA20),
                server("X25519", good, options(GOOD_CIPHERS, "X25519:P-256", GOOD_SCHEMES), Check.GROUP_X25519),
                server(
                        "secp256k1",
                        good,
                        options(GOOD_CIPHERS, "secp256k1:P-256", GOOD_SCHEMES),
                        Check.GROUP_WEAK_CURVE),
                server(
                        "SHA-1 signatures",
                        good,
                        options(GOOD_CIPHERS, GOOD_GROUPS, "ECDSA+SHA256:ECDSA+SHA1"),
                        Check.SIGNATURE_SHA1),
                server(
                        "no client certificate",
                        good,
                        withoutClientCertificate(),
                        Check.CLIENT_NO_CERTIFICATE,
                        Check.CLIENT_SELF_MADE_CERTIFICATE),
                server(
                        "expired",
                        pem(
                                "expired",
                                CertificateSpec.localServer("CN=server")
                                        .withValidity(now.minus(Duration.ofDays(2)), now.minus(Duration.ofDays(1)))),
                        options(GOOD_CIPHERS, GOOD_GROUPS, GOOD_SCHEMES),
                        Check.CERTIFICATE_VALIDITY),
                server(
                        "other host",
                        pem("other", CertificateSpec.of("CN=127.0.0.1").withDns("other.example")),
                        options(GOOD_CIPHERS, GOOD_GROUPS, GOOD_SCHEMES),
                        Check.CERTIFICATE_HOST),
                server(
                        "P-384, which is good",
                        pem("p384", CertificateSpec.localServer("CN=server").withKey(KeySpec.P384)),
                        options(GOOD_CIPHERS, GOOD_GROUPS, "ECDSA+SHA384")));
    }

    /** The module refuses these servers by itself, so that nothing can be told of how they treat clients, which is no pass. */
    static Stream<Server> weakCertificates() {
        return Stream.of(
                server(
                        "RSA-1024",
                        openssl.rsa(1024),
                        options(GOOD_CIPHERS, GOOD_GROUPS, "RSA-PSS+SHA256"),
                        Check.CERTIFICATE_KEY),
                server(
                        "SHA-1 certificate",
                        openssl.signedWith("sha1"),
                        options(GOOD_CIPHERS, GOOD_GROUPS, GOOD_SCHEMES),
                        Check.CERTIFICATE_SIGNATURE));
    }

    private static Server server(String name, Path identity, List<String> options, Check... expected) {
        return new Server(name, identity, options, Set.copyOf(Arrays.asList(expected)));
    }

    private static List<String> options(String ciphers, String groups, String schemes, String... more) {
        List<String> options = new ArrayList<>(List.of("-Verify", "1", "-verify_return_error"));
        options.addAll(List.of("-CAfile", FOLDER.resolve("ca.pem").toString()));
        options.addAll(List.of("-cipher", ciphers + ":@SECLEVEL=0", "-groups", groups, "-sigalgs", schemes));
        String suites = "TLS_AES_256_GCM_SHA384:TLS_AES_128_GCM_SHA256";
        options.addAll(List.of(
                "-ciphersuites", ciphers.contains("CHACHA20") ? suites + ":TLS_CHACHA20_POLY1305_SHA256" : suites));
        options.addAll(Arrays.asList(more));
        return options;
    }

    private static List<String> withoutClientCertificate() {
        List<String> options = options(GOOD_CIPHERS, GOOD_GROUPS, GOOD_SCHEMES);
        return options.subList(3, options.size());
    }

    private static Path pem(String name, CertificateSpec spec) {
        return root.issue(spec).writePem(FOLDER.resolve(name + ".pem"));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void trials_serverWithOneWeakness_exactlyItsTestsFail(Server server) throws Exception {
        Set<Check> expected = EnumSet.of(Check.EXTENDED_MASTER_SECRET);
        expected.addAll(server.expected());

        Map<Check, Outcome> outcomes = outcomes(server);

        assertThat(failures(outcomes)).as(outcomes.toString()).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("weakCertificates")
    void trials_serverWithWeakCertificate_itsTestFails(Server server) throws Exception {
        Map<Check, Outcome> outcomes = outcomes(server);

        assertThat(failures(outcomes))
                .as(outcomes.toString())
                .containsAll(server.expected())
                .isSubsetOf(
                        Check.EXTENDED_MASTER_SECRET,
                        server.expected().iterator().next(),
                        Check.CLIENT_NO_CERTIFICATE,
                        Check.CLIENT_SELF_MADE_CERTIFICATE);
    }

    private static Set<Check> failures(Map<Check, Outcome> outcomes) {
        Set<Check> failed = EnumSet.noneOf(Check.class);
        outcomes.forEach((check, outcome) -> {
            if (outcome.result() == Result.FAIL) {
                failed.add(check);
            }
        });
        return failed;
    }

    private static Map<Check, Outcome> outcomes(Server server) throws Exception {
        Path log = FOLDER.resolve(server.name().replaceAll("\\W+", "-") + ".log");
        Map<Check, Outcome> outcomes = new EnumMap<>(Check.class);
        try (OpenSslServer running = OpenSslServer.start(server.identity(), log, server.options())) {
            Targets targets = new Targets(List.of(new Target("127.0.0.1", running.port())));
            ServerCertificates certificates = new ServerCertificates();
            Map<Check, Trial> trials = new EnumMap<>(Check.class);
            trials.putAll(new HelloTrials(targets).trials());
            trials.putAll(new CertificateTrials(targets, certificates, Duration.ZERO, Clock.systemUTC()).trials());
            trials.putAll(new ClientTrials(targets, certificates, List.of(), true).trials());
            for (Map.Entry<Check, Trial> trial : trials.entrySet()) {
                outcomes.put(trial.getKey(), trial.getValue().run());
            }
        }
        return outcomes;
    }
}
