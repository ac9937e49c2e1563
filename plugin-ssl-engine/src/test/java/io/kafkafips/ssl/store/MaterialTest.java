package io.kafkafips.ssl.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.ssl.TestSettings;
import io.kafkafips.ssl.policy.Settings;
import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.KeySpec;
import io.kafkafips.testkit.Pki;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaterialTest {
    private static final byte[] MAC_KEY = new byte[32];

    @TempDir
    Path folder;

    private final Pki authority = Pki.root("CN=ca");

    @Test
    void load_nothingConfigured_isEmpty() {
        Settings settings = new Settings(TestSettings.none().asKafkaGivesThem());

        assertThat(KeyInput.from(settings).load().store()).isEmpty();
        assertThat(TrustInput.from(settings).load().store()).isEmpty();
    }

    @Test
    void load_noTrustStore_trustsNobody() {
        X509TrustManager manager = (X509TrustManager)
                TrustInput.from(typed(TestSettings.none())).load().manager();
        X509Certificate[] chain = {
            authority.issue(CertificateSpec.of("CN=node")).certificate(), authority.certificate()
        };

        assertThatThrownBy(() -> manager.checkClientTrusted(chain, "EC")).isInstanceOf(CertificateException.class);
        assertThatThrownBy(() -> manager.checkServerTrusted(chain, "EC")).isInstanceOf(CertificateException.class);
    }

    @Test
    void load_pemWithIntermediate_keepsTheChainInOrder() throws Exception {
        Identity identity = authority.intermediate("CN=sub").issue(CertificateSpec.of("CN=leaf"));
        Path file = identity.writePem(folder.resolve("node.pem"));

        KeyMaterial material = KeyInput.from(typed(TestSettings.none()
                        .with("ssl.keystore.type", "pem")
                        .with("ssl.keystore.location", file.toString())))
                .load();

        assertThat(material.store().orElseThrow().getCertificateChain("kafka"))
                .containsExactly(identity.chain().toArray(Certificate[]::new));
        assertThat(material.leaves()).containsExactly(identity.certificate());
    }

    @Test
    void load_rsaPem_isOpened() {
        Identity identity = authority.issue(CertificateSpec.of("CN=rsa").withKey(KeySpec.RSA2048));
        Path file = identity.writePem(folder.resolve("rsa.pem"));

        KeyMaterial material = KeyInput.from(typed(TestSettings.none()
                        .with("ssl.keystore.type", "PEM")
                        .with("ssl.keystore.location", file.toString())))
                .load();

        assertThat(material.managers()).hasSize(1);
    }

    @Test
    void load_keyPasswordOfItsOwn_opensTheKey() throws Exception {
        Identity identity = authority.issue(CertificateSpec.of("CN=node"));
        KeyStore store = Bcfks.empty();
        store.setKeyEntry(
                "other",
                identity.key(),
                "another-long-password".toCharArray(),
                identity.chain().toArray(Certificate[]::new));
        Path file = folder.resolve("two-passwords.bcfks");
        try (var out = java.nio.file.Files.newOutputStream(file)) {
            store.store(out, TestSettings.PASSWORD.toCharArray());
        }

        KeyMaterial material = KeyInput.from(
                        typed(TestSettings.none().withKey(file).with("ssl.key.password", "another-long-password")))
                .load();

        assertThat(material.leaves()).containsExactly(identity.certificate());
    }

    /** Many installations use one file for both: its own certificate must not become an authority by that. */
    @Test
    void load_trustStoreWithAKey_trustsTheCertificateEntriesOnly() throws Exception {
        Identity identity = authority.issue(CertificateSpec.of("CN=node"));
        KeyStore store = Bcfks.empty();
        store.setKeyEntry(
                "key",
                identity.key(),
                TestSettings.PASSWORD.toCharArray(),
                identity.chain().toArray(Certificate[]::new));
        store.setCertificateEntry("ca", authority.certificate());

        TrustMaterial material = TrustMaterial.ofStore(store, new Origin("ssl.truststore.location", "both.bcfks"));

        assertThat(((X509TrustManager) material.manager()).getAcceptedIssuers())
                .containsExactly(authority.certificate());
    }

    @Test
    void load_pemBundleWithTextBetween_takesEveryCertificate() {
        X509Certificate second = Pki.root("CN=second").certificate();
        String bundle = "# first\n" + pem(authority.certificate()) + "\nsome words\n" + pem(second);

        TrustMaterial material = TrustInput.from(typed(TestSettings.none()
                        .with("ssl.truststore.type", "PEM")
                        .with("ssl.truststore.certificates", bundle)))
                .load();

        assertThat(((X509TrustManager) material.manager()).getAcceptedIssuers())
                .containsExactlyInAnyOrder(authority.certificate(), second);
    }

    @Test
    void fingerprint_partsCutDifferently_differs() throws Exception {
        String one = new Fingerprint(MAC_KEY).add("ab").add("c").value();
        String other = new Fingerprint(MAC_KEY).add("a").add("bc").value();

        assertThat(one).isNotEqualTo(other);
    }

    @Test
    void fingerprint_equalParts_isEqualUnderOneKeyOnly() throws Exception {
        byte[] otherKey = MAC_KEY.clone();
        otherKey[0] = 1;

        String first = new Fingerprint(MAC_KEY).add(new Password("p")).value();

        assertThat(new Fingerprint(MAC_KEY).add(new Password("p")).value()).isEqualTo(first);
        assertThat(new Fingerprint(otherKey).add(new Password("p")).value()).isNotEqualTo(first);
    }

    private static Settings typed(TestSettings settings) {
        return new Settings(settings.asKafkaGivesThem());
    }

    private static String pem(X509Certificate certificate) {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + java.util.Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (java.security.cert.CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
