package io.kafkafips.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PkiTest {
    @TempDir
    private Path folder;

    @Test
    void issue_byTheRoot_isSignedByItAndNamedAsAsked() throws Exception {
        Pki root = Pki.root("CN=root");

        X509Certificate certificate = root.issue(CertificateSpec.localServer("CN=broker,OU=platform,O=Example"))
                .certificate();

        certificate.verify(root.certificate().getPublicKey());
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=broker,OU=platform,O=Example");
        assertThat(certificate.getSubjectAlternativeNames()).hasSize(2);
        assertThat(certificate.getExtendedKeyUsage()).hasSize(2);
    }

    @Test
    void issue_byAnIntermediate_carriesItInTheChain() throws Exception {
        Pki intermediate = Pki.root("CN=root").intermediate("CN=sub");

        Identity identity = intermediate.issue(CertificateSpec.of("CN=leaf"));

        assertThat(identity.chain()).hasSize(2);
        identity.certificate().verify(identity.chain().get(1).getPublicKey());
    }

    @Test
    void issue_weakKeys_areMadeAsAsked() {
        Pki root = Pki.root("CN=root");

        X509Certificate rsa = root.issue(CertificateSpec.of("CN=a").withKey(new KeySpec("RSA", "1024")))
                .certificate();
        X509Certificate ec = root.issue(CertificateSpec.of("CN=a").withKey(new KeySpec("EC", "secp256k1")))
                .certificate();

        assertThat(((RSAPublicKey) rsa.getPublicKey()).getModulus().bitLength()).isEqualTo(1024);
        assertThat(((ECPublicKey) ec.getPublicKey()).getParams().getOrder().toString(16))
                .startsWith("fffffffffffffffffffffffffffffffebaaedce6");
    }

    @Test
    void writeBcfks_readBack_holdsKeyAndChain() throws Exception {
        Identity identity = Pki.root("CN=root").issue(CertificateSpec.of("CN=leaf"));

        Path file = identity.writeBcfks(folder.resolve("a.bcfks"), "a long password");

        KeyStore store = Pki.keyStore("BCFKS");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, "a long password".toCharArray());
        }
        assertThat(store.getKey("key", "a long password".toCharArray())).isEqualTo(identity.key());
        assertThat(store.getCertificateChain("key")).containsExactly(identity.certificate());
    }
}
