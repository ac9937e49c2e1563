package io.kafkafips.ssl.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.commons.fips.FipsJca;
import io.kafkafips.ssl.Conversation;
import io.kafkafips.ssl.Fixture;
import io.kafkafips.ssl.TestSettings;
import io.kafkafips.ssl.engine.TlsProvider;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Peers whose certificates are too weak, in real handshakes. The peer signs with a sound key, since the module makes no other; the
 * certificate is judged before the signature, and a sound certificate fails at the signature, which shows the difference.
 */
class WeakPeerTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TLSv1.2 | ec-secp256k1       | an EC key on secp256k1",
                "TLSv1.2 | ec-brainpoolP256r1 | an EC key on brainpoolP256r1",
                "TLSv1.2 | ec-secp224r1       | an EC key on secp224r1",
                "TLSv1.2 | rsa-1024           | an RSA modulus of 1024 bits",
                "TLSv1.2 | rsa-2047           | an RSA modulus of 2047 bits",
                "TLSv1.2 | signed-sha1        | a signature with SHA-1 with ECDSA",
                "TLSv1.3 | rsa-1024           | an RSA modulus of 1024 bits",
                "TLSv1.3 | rsa-1536           | an RSA modulus of 1536 bits",
                "TLSv1.3 | rsa-2047           | an RSA modulus of 2047 bits",
                "TLSv1.3 | rsa-e3             | an RSA exponent below 65537",
                "TLSv1.3 | signed-sha224      | a signature with SHA-224 with ECDSA",
            })
    void handshake_weakClientCertificate_isRefusedByName(String version, String certificate, String reason)
            throws Exception {
        Conversation conversation = Conversation.between(client(certificate, version), server());

        assertThat(conversation.serverFailure())
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("CN=" + certificate)
                .hasMessageContaining(reason);
        assertThat(conversation.succeeded()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2", "TLSv1.3"})
    void handshake_soundCertificateOfAnotherKey_failsAtTheSignature(String version) throws Exception {
        Conversation conversation = Conversation.between(client("ec-secp384r1", version), server());

        assertThat(conversation.serverFailure())
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageNotContaining("Certificate refused");
    }

    /** That the stand-in client would get through with a certificate of its own. */
    @Test
    void handshake_standInWithItsOwnCertificate_succeeds() throws Exception {
        Conversation conversation = Conversation.between(client("ec-prime256v1", "TLSv1.2"), server());

        assertThat(conversation.serverFailure()).isNull();
        assertThat(conversation.succeeded()).isTrue();
    }

    private static SSLEngine server() {
        FipsSslEngineFactory factory = new FipsSslEngineFactory();
        factory.configure(fixtureKey("ec-prime256v1")
                .with("ssl.truststore.type", "PEM")
                .with("ssl.truststore.certificates", Fixture.text("ca.pem"))
                .with("ssl.client.auth", "required")
                .asKafkaGivesThem());
        return factory.createServerSslEngine("127.0.0.1", 50_000);
    }

    private static TestSettings fixtureKey(String certificate) {
        return TestSettings.none()
                .with("ssl.keystore.type", "PEM")
                .with("ssl.keystore.key", Fixture.text("key.pem"))
                .with("ssl.keystore.certificate.chain", Fixture.text(certificate + ".pem"));
    }

    private static SSLEngine client(String certificate, String version) throws Exception {
        X509Certificate shown = new DisguisedCertificate(
                Fixture.certificate(certificate + ".pem"), Fixture.certificate("ec-prime256v1.pem"));
        SSLContext context =
                TlsProvider.context(new KeyManager[] {new Shows(shown, key())}, new TrustManager[] {new Credulous()});
        SSLEngine engine = context.createSSLEngine("localhost", 9093);
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(new String[] {version});
        return engine;
    }

    private static PrivateKey key() throws Exception {
        String base64 =
                Fixture.text("key.pem").replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        return FipsJca.keyFactory("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }

    /** A key manager that shows one certificate whatever is asked for. */
    private static final class Shows extends X509ExtendedKeyManager {
        private final X509Certificate certificate;
        private final PrivateKey key;

        Shows(X509Certificate certificate, PrivateKey key) {
            this.certificate = certificate;
            this.key = key;
        }

        @Override
        public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
            return "key";
        }

        @Override
        public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
            return "key";
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return new String[] {"key"};
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return new String[0];
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[] {certificate};
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return key;
        }
    }

    /** A trust manager for the stand-in, which has nothing to protect. */
    private static final class Credulous extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
