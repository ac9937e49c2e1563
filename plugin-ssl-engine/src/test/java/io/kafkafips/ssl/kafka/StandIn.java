package io.kafkafips.ssl.kafka;

import io.kafkafips.commons.fips.FipsJca;
import io.kafkafips.ssl.Fixture;
import io.kafkafips.ssl.engine.TlsProvider;
import io.kafkafips.testkit.Identity;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** A peer that our own factory would not let be: it shows any chain, whatever is asked for, and believes everybody. */
final class StandIn {
    private final X509Certificate[] chain;
    private final PrivateKey key;

    private StandIn(X509Certificate[] chain, PrivateKey key) {
        this.chain = chain;
        this.key = key;
    }

    static StandIn of(Identity identity) {
        return new StandIn(identity.chain().toArray(X509Certificate[]::new), identity.key());
    }

    /** Goes under a fixture's certificate, and signs with the key of {@code ec-prime256v1}, since the module makes no weak one. */
    static StandIn disguisedAs(String certificate) throws GeneralSecurityException {
        return new StandIn(
                new X509Certificate[] {
                    new DisguisedCertificate(
                            Fixture.certificate(certificate + ".pem"), Fixture.certificate("ec-prime256v1.pem"))
                },
                fixtureKey());
    }

    /** Shows the certificates of a fixture, whose leaf is of {@code key.pem}. */
    static StandIn withChain(String fixture) throws GeneralSecurityException {
        byte[] pem = Fixture.text(fixture + ".pem").getBytes(StandardCharsets.US_ASCII);
        List<X509Certificate> chain = FipsJca.x509().generateCertificates(new ByteArrayInputStream(pem)).stream()
                .map(X509Certificate.class::cast)
                .toList();
        return new StandIn(chain.toArray(X509Certificate[]::new), fixtureKey());
    }

    SSLEngine client(String version) throws GeneralSecurityException {
        return engine(true, version);
    }

    SSLEngine server(String version) throws GeneralSecurityException {
        return engine(false, version);
    }

    private SSLEngine engine(boolean client, String version) throws GeneralSecurityException {
        SSLContext context =
                TlsProvider.context(new KeyManager[] {new Shows(chain, key)}, new TrustManager[] {new Credulous()});
        SSLEngine engine = context.createSSLEngine("localhost", 9093);
        engine.setUseClientMode(client);
        engine.setEnabledProtocols(new String[] {version});
        return engine;
    }

    private static PrivateKey fixtureKey() throws GeneralSecurityException {
        String base64 =
                Fixture.text("key.pem").replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        return FipsJca.keyFactory("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }

    /** A key manager that shows one chain whatever is asked for. */
    private static final class Shows extends X509ExtendedKeyManager {
        private final X509Certificate[] chain;
        private final PrivateKey key;

        Shows(X509Certificate[] chain, PrivateKey key) {
            this.chain = chain;
            this.key = key;
        }

        @Override
        public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
            return "key";
        }

        @Override
        public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
            return keyType.contains("EC") ? "key" : null;
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
            return new String[] {"key"};
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return chain.clone();
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
