package io.kafkafips.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.OpenSslClient;
import io.kafkafips.testkit.OpenSslIssuer;
import io.kafkafips.testkit.Pki;
import io.kafkafips.testkit.TlsStores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kafka's AdminClient with our engine against {@code openssl s_server}: every server that must not be trusted ends the call with an
 * {@code SslAuthenticationException}, where a client that took it for a network problem would go on until its timeout.
 */
class UntrustedServerIT {
    private static final String PASSWORD = "throw-away-password";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The server that is fine does not speak Kafka, so the one good case ends by this. */
    private static final String SHORT_TIMEOUT_MILLIS = "8000";

    private static Path folder;
    private static Pki root;
    private static OpenSslIssuer openssl;
    private static TlsStores client;

    @BeforeAll
    static void material() throws Exception {
        assumeTrue(OpenSslClient.isInstalled(), "openssl is not installed");
        folder = Files.createDirectories(Checkout.root().resolve("distribution/target/tls/untrusted-server"));
        root = Pki.root("CN=Throw-away CA,O=Example");
        openssl = new OpenSslIssuer(root.writeAuthorityPem(folder.resolve("ca-with-key.pem")), folder);
        client = TlsStores.write(folder, "client", root.issue(CertificateSpec.of("CN=client")), root, PASSWORD);
    }

    /**
     * A server.
     *
     * @param name of the case
     * @param identity its key and chain
     * @param options of {@code s_server}
     */
    record Server(String name, Path identity, List<String> options) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Server> untrusted() {
        Instant now = Instant.now();
        Duration day = Duration.ofDays(1);
        CertificateSpec good = CertificateSpec.localServer("CN=server");
        List<Server> servers = new ArrayList<>();
        for (String version : List.of("-tls1_3", "-tls1_2")) {
            servers.add(server("unknown issuer", version, pem("foreign", Pki.root("CN=Another CA"), good)));
            servers.add(server(
                    "expired",
                    version,
                    pem("expired", root, good.withValidity(now.minus(day.multipliedBy(2)), now.minus(day)))));
            servers.add(server(
                    "not yet valid",
                    version,
                    pem("early", root, good.withValidity(now.plus(day), now.plus(day.multipliedBy(2))))));
            servers.add(server("clientAuth only", version, pem("client-only", root, good.withUsage(true, false))));
            servers.add(server(
                    "other host",
                    version,
                    pem("other", root, CertificateSpec.of("CN=localhost").withDns("other.example"))));
            servers.add(server(
                    "host in the common name only",
                    version,
                    pem("common-name", root, CertificateSpec.of("CN=localhost"))));
            servers.add(server("RSA-1024", version, openssl.rsa(1024)));
            servers.add(server("RSA-2047", version, openssl.rsa(2047)));
            servers.add(server("SHA-1", version, openssl.signedWith("sha1")));
        }
        servers.add(server("secp256k1", "-tls1_2", openssl.ec("secp256k1")));
        servers.add(server("TLS 1.1", "-tls1_1", pem("good", root, good)));
        servers.add(new Server(
                "ChaCha20 only",
                pem("good", root, good),
                List.of("-tls1_3", "-ciphersuites", "TLS_CHACHA20_POLY1305_SHA256")));
        servers.add(new Server(
                "CBC only", pem("good", root, good), List.of("-tls1_2", "-cipher", "ECDHE-ECDSA-AES256-SHA384")));
        servers.add(new Server("X25519 only", pem("good", root, good), List.of("-tls1_3", "-groups", "X25519")));
        return servers.stream();
    }

    private static Server server(String name, String version, Path identity) {
        return new Server(name + ", " + version.substring(1), identity, List.of(version));
    }

    private static Path pem(String name, Pki issuer, CertificateSpec spec) {
        return issuer.issue(spec).writePem(folder.resolve(name + ".pem"));
    }

    @ParameterizedTest
    @MethodSource("untrusted")
    void adminClient_serverThatMustNotBeTrusted_failsWithSslAuthenticationException(Server server) throws Exception {
        assertThat(callOf(server, Map.of())).cause().isInstanceOf(SslAuthenticationException.class);
    }

    @ParameterizedTest
    @MethodSource("trusted")
    void adminClient_trustedServerThatIsNoBroker_failsByItsTimeout(Server server) throws Exception {
        Map<String, String> impatient =
                Map.of("request.timeout.ms", SHORT_TIMEOUT_MILLIS, "default.api.timeout.ms", SHORT_TIMEOUT_MILLIS);

        assertThat(callOf(server, impatient)).cause().isInstanceOf(TimeoutException.class);
    }

    static Stream<Server> trusted() {
        Path good = pem("good", root, CertificateSpec.localServer("CN=server"));
        return Stream.of(server("good", "-tls1_3", good), server("good", "-tls1_2", good));
    }

    private static Throwable callOf(Server server, Map<String, String> more) throws Exception {
        Path log = folder.resolve(server.name().replaceAll("\\W+", "-") + ".log");
        try (OpenSslServer running = OpenSslServer.start(server.identity(), log, server.options())) {
            Map<String, Object> settings = new LinkedHashMap<>(client.clientSettings("localhost:" + running.port()));
            settings.putAll(more);
            try (Admin admin = Admin.create(settings)) {
                return catchThrowable(
                        () -> admin.describeCluster().nodes().get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            }
        }
    }
}
