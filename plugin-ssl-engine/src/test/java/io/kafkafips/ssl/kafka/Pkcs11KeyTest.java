package io.kafkafips.ssl.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kafkafips.ssl.Conversation;
import io.kafkafips.ssl.TestSettings;
import io.kafkafips.ssl.engine.EngineLimits;
import io.kafkafips.ssl.engine.TlsProvider;
import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Command;
import io.kafkafips.testkit.CommandResult;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.KeySpec;
import io.kafkafips.testkit.Pki;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A TLS key in a PKCS#11 token, which is SoftHSM here. Skipped where that is not installed. */
class Pkcs11KeyTest {
    private static final List<Path> LIBRARIES = List.of(
            Path.of("/usr/lib/softhsm/libsofthsm2.so"),
            Path.of("/usr/lib64/softhsm/libsofthsm.so"),
            Path.of("/usr/lib64/pkcs11/libsofthsm2.so"));
    private static final String PIN = "a-pin-1234";

    @TempDir
    static Path folder;

    private static final int TOKENS = 8;

    private static final Deque<String> SLOTS = new ArrayDeque<>();
    private static Pki authority;
    private static Path library;

    /** All tokens at once: the library does not see one that is made after it was loaded. */
    @BeforeAll
    static void tokens() throws Exception {
        library = LIBRARIES.stream().filter(Files::exists).findFirst().orElse(null);
        assumeTrue(library != null, "SoftHSM is not installed: apt-get install softhsm2");
        Path configuration = Path.of(System.getenv("SOFTHSM2_CONF"));
        Files.createDirectories(configuration.resolveSibling("tokens"));
        Files.writeString(configuration, "directories.tokendir = " + configuration.resolveSibling("tokens") + "\n");
        for (int i = 0; i < TOKENS; i++) {
            String label = UUID.randomUUID().toString().substring(0, 30);
            CommandResult made = Command.run(
                    List.of("softhsm2-util", "--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", PIN),
                    Duration.ofSeconds(20));
            SLOTS.add(made.output().replaceAll("(?s).*slot (\\d+).*", "$1"));
        }
        authority = Pki.root("CN=ca");
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.3, EC, P-256", "TLSv1.2, EC, P-384", "TLSv1.3, RSA, 2048", "TLSv1.2, RSA, 2048"})
    void handshake_keyInTheToken_succeedsOnBothSides(String version, String algorithm, String parameter)
            throws Exception {
        TestSettings settings = inToken(authority.issue(
                        CertificateSpec.localServer("CN=hsm").withKey(new KeySpec(algorithm, parameter))))
                .with("ssl.enabled.protocols", version);

        Conversation conversation = Conversation.between(
                factory(settings).createClientSslEngine("localhost", 9093, "https"),
                factory(settings).createServerSslEngine("127.0.0.1", 50_000));

        assertThat(conversation.succeeded()).isTrue();
        assertThat(conversation.server().getSession().getPeerPrincipal().getName())
                .isEqualTo("CN=hsm");
    }

    /** bctls asks the token for RSA-PSS and ECDSA alone: with PKCS#1 v1.5, all that old clients of TLS 1.2 know, it asks the module. */
    @Test
    void handshake_rsaKeyInTheTokenAndAClientWithoutPss_isAHandshakeFailure() throws Exception {
        TestSettings settings =
                inToken(authority.issue(CertificateSpec.localServer("CN=hsm").withKey(KeySpec.RSA2048)));
        SSLEngine client =
                StandIn.of(authority.issue(CertificateSpec.of("CN=client"))).client("TLSv1.2");
        List<String> schemes = List.of("rsa_pkcs1_sha256", "ecdsa_secp256r1_sha256");
        new EngineLimits(List.of("secp256r1"), schemes, schemes).applyTo(client);

        Conversation conversation =
                Conversation.between(client, factory(settings).createServerSslEngine("127.0.0.1", 50_000));

        assertThat(conversation.serverFailure())
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("RSA");
    }

    @Test
    void configure_keyInTheToken_registersNoProvider() throws Exception {
        List<Provider> before = List.of(Security.getProviders());

        factory(inToken(authority.issue(CertificateSpec.localServer("CN=hsm"))));

        assertThat(Security.getProviders()).containsExactlyElementsOf(before);
    }

    @Test
    void configure_notPermitted_isRefused() throws Exception {
        TestSettings settings = inToken(authority.issue(CertificateSpec.localServer("CN=hsm")))
                .without("fips.tls.allow.key.outside.module");

        assertThatThrownBy(() -> factory(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("ssl.keystore.type=PKCS11 is refused")
                .hasMessageContaining("fips.tls.allow.key.outside.module=true");
    }

    @Test
    void configure_wrongPin_isRefused() throws Exception {
        // a token that nobody in this process has logged in to
        TestSettings settings = settings(nextToken()).with("ssl.keystore.password", "another-pin");
        assertThatThrownBy(() -> factory(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("expected a PKCS#11 token that opens with ssl.keystore.password")
                .hasMessageNotContaining("another-pin");
    }

    @Test
    void configure_noSuchLibrary_isRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("bad.cfg"), "name = Bad\nlibrary = /no/such/library.so\n");
        TestSettings settings = settings(file);

        assertThatThrownBy(() -> factory(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("ssl.keystore.location=" + file + " is refused")
                .hasMessageContaining("a configuration of SunPKCS11");
    }

    /** A token with one key, and the settings that use it. */
    private static TestSettings inToken(Identity identity) throws Exception {
        Path file = nextToken();
        KeyStore store = TlsProvider.tokenStore(TlsProvider.token(Files.readString(file)));
        store.load(null, PIN.toCharArray());
        store.setKeyEntry("key", identity.key(), null, identity.chain().toArray(Certificate[]::new));
        store.store(null, PIN.toCharArray());
        return settings(file);
    }

    private static Path nextToken() throws Exception {
        String slot = SLOTS.remove();
        return Files.writeString(
                folder.resolve(slot + ".cfg"), "name = Test\nlibrary = " + library + "\nslot = " + slot + "\n");
    }

    private static TestSettings settings(Path file) {
        return TestSettings.none()
                .withPemTrust(authority)
                .with("ssl.keystore.type", "PKCS11")
                .with("ssl.keystore.location", file.toString())
                .with("ssl.keystore.password", PIN)
                .with("fips.tls.allow.key.outside.module", "true")
                .with("ssl.client.auth", "required");
    }

    private static FipsSslEngineFactory factory(TestSettings settings) {
        FipsSslEngineFactory factory = new FipsSslEngineFactory();
        factory.configure(settings.asKafkaGivesThem());
        return factory;
    }
}
