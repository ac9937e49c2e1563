package io.kafkafips.ssl.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.kafkafips.ssl.Fixture;
import io.kafkafips.ssl.TestSettings;
import io.kafkafips.ssl.policy.Settings;
import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.Pki;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that can be wrong with a store, and the sentence that says so. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoreRefusalTest {
    private static final String SECRET = "never-in-a-message";

    private Path folder;
    private TestSettings bcfks;
    private TestSettings pem;
    private Identity identity;

    @BeforeAll
    void stores(@TempDir Path temporary) {
        folder = temporary;
        Pki authority = Pki.root("CN=ca");
        identity = authority.issue(CertificateSpec.of("CN=node"));
        bcfks = TestSettings.bcfks(folder, "good", identity, authority);
        pem = TestSettings.none().with("ssl.keystore.type", "PEM").with("ssl.truststore.type", "PEM");
    }

    Stream<Arguments> keyStores() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.bcfks"));
        String trustFile =
                bcfks.asKafkaGivesThem().get("ssl.truststore.location").toString();
        return Stream.of(
                refusal(
                        bcfks.without("ssl.keystore.type"),
                        "ssl.keystore.type=JKS is refused: expected BCFKS or PEM: the module has no JKS, which is also what Kafka puts here",
                        "-srcstoretype JKS -destkeystore <new file>.bcfks -deststoretype BCFKS"),
                refusal(
                        bcfks.with("ssl.keystore.type", "PKCS12"),
                        "ssl.keystore.type=PKCS12 is refused: expected BCFKS or PEM",
                        "-srcstoretype PKCS12"),
                refusal(
                        bcfks.with(
                                "ssl.keystore.location",
                                Fixture.path("store.p12").toString()),
                        "store.p12 is refused: expected a BCFKS store, but the file is PKCS12",
                        "-srcstoretype PKCS12"),
                refusal(
                        bcfks.with(
                                "ssl.keystore.location",
                                Fixture.path("store.jks").toString()),
                        "store.jks is refused: expected a BCFKS store, but the file is JKS",
                        "-srcstoretype JKS"),
                refusal(
                        bcfks.with(
                                "ssl.keystore.location", Fixture.path("key.pem").toString()),
                        "key.pem is refused: expected a BCFKS store, but the file is PEM",
                        "ssl.keystore.type=PEM"),
                refusal(
                        bcfks.with("ssl.keystore.location", "/no/such/file"),
                        "ssl.keystore.location=/no/such/file is refused: expected a file that exists",
                        "ssl.keystore.location=<path of the store>"),
                refusal(
                        bcfks.with("ssl.keystore.location", folder.toString()),
                        "expected a file, not a folder",
                        "ssl.keystore.location=<path of the store>"),
                refusal(
                        bcfks.with("ssl.keystore.location", empty.toString()),
                        "expected a BCFKS store that opens with ssl.keystore.password: wrong password, or damaged",
                        "set ssl.keystore.password"),
                refusal(
                        bcfks.with("ssl.keystore.password", SECRET),
                        "expected a BCFKS store that opens with ssl.keystore.password: wrong password, or damaged",
                        "set ssl.keystore.password to the password of this store"),
                refusal(
                        bcfks.with("ssl.key.password", SECRET),
                        "expected a key under alias 'key' that opens with ssl.key.password",
                        "set ssl.key.password to the password of the key"),
                refusal(
                        bcfks.without("ssl.keystore.password"),
                        "ssl.keystore.password is missing: expected the password of the store",
                        "ssl.keystore.password=<at least 14 characters>"),
                refusal(
                        bcfks.with("ssl.keystore.password", "13-characters"),
                        "ssl.keystore.password=[hidden] is refused: expected at least 14 characters",
                        "set ssl.keystore.password to it"),
                refusal(
                        bcfks.with("ssl.key.password", "13-characters"),
                        "ssl.key.password=[hidden] is refused: expected at least 14 characters",
                        "set ssl.key.password to it"),
                refusal(
                        bcfks.without("ssl.keystore.location"),
                        "ssl.keystore.location is missing: expected the store that ssl.keystore.password belongs to",
                        "ssl.keystore.location=<path of the store>"),
                refusal(
                        bcfks.with("ssl.keystore.location", trustFile),
                        "expected a store with a private key, but it has none",
                        "import the key"));
    }

    Stream<Arguments> pemKeys() throws IOException {
        Path noBlocks = Files.writeString(folder.resolve("text.pem"), "hello");
        String own = identity.keyPem() + identity.chainPem();
        TestSettings inline = pem.with("ssl.keystore.key", identity.keyPem())
                .with("ssl.keystore.certificate.chain", identity.chainPem());
        return Stream.of(
                refusal(
                        file("two-keys", identity.keyPem() + own),
                        "expected one private key, but there are 2",
                        "keep one key"),
                refusal(
                        file("no-key", identity.chainPem()),
                        "expected one private key, but there are 0",
                        "keep one key"),
                refusal(
                        file("no-chain", identity.keyPem()),
                        "expected the certificate of the key, but there is none",
                        "append the chain, leaf first"),
                refusal(
                        file("cut", own.substring(0, own.length() - 40)),
                        "expected PEM (RFC 7468), but it has a block 'CERTIFICATE' without its END line",
                        "write the PEM anew"),
                refusal(
                        file("begin", "-----BEGIN PRIVATE KEY"),
                        "expected PEM (RFC 7468), but it has a BEGIN line without an end",
                        "write the PEM anew"),
                refusal(
                        file("base64", own.replaceFirst("M", "*" + SECRET)),
                        "a block 'PRIVATE KEY' that is not base64",
                        "write the PEM anew"),
                refusal(
                        file("der", Fixture.text("key.pem").replaceFirst("\nM[^-]*", "\nAAAA\n") + identity.chainPem()),
                        "expected a PKCS#8 key; the block is not one",
                        "openssl pkcs8 -topk8"),
                refusal(
                        file(
                                "certificate",
                                identity.keyPem() + identity.chainPem().replaceFirst("\nM[^-]*", "\nAAAA\n")),
                        "expected X.509 certificates; number 1 cannot be read",
                        "openssl x509"),
                refusal(
                        pem.with("ssl.keystore.location", noBlocks.toString()),
                        "text.pem is refused: expected PEM text, but the file has no BEGIN line",
                        "ssl.keystore.type=BCFKS if it is a BCFKS store"),
                refusal(
                        file("with-password", own).with("ssl.keystore.password", SECRET),
                        "ssl.keystore.password=[hidden] is refused: expected no store password with PEM",
                        "delete the line"),
                refusal(
                        file("other-key", Fixture.text("key.pem") + identity.chainPem()),
                        "but the first certificate (CN=node) is of another key",
                        "put the certificate of the key first"),
                refusal(
                        file("rsa-certificate", Fixture.text("key.pem") + Fixture.text("rsa-2048.pem")),
                        "but the first certificate (CN=rsa-2048) is of another key",
                        "put the certificate of the key first"),
                refusal(
                        file("weak", Fixture.text("key.pem") + Fixture.text("signed-sha1.pem")),
                        "expected approved certificates under this setting (the certificate of CN=signed-sha1 has a signature with SHA-1",
                        "make a key and certificate of an approved type"),
                refusal(
                        file("sec1", Fixture.text("key-sec1.pem") + Fixture.text("ec-prime256v1.pem")),
                        "expected a PKCS#8 key ('PRIVATE KEY' or 'ENCRYPTED PRIVATE KEY'), not 'EC PRIVATE KEY'",
                        "openssl pkcs8 -topk8 -nocrypt"),
                refusal(
                        file("pkcs1", Fixture.text("key-pkcs1.pem") + Fixture.text("rsa-2048.pem")),
                        "not 'RSA PRIVATE KEY'",
                        "openssl pkcs8 -topk8 -nocrypt"),
                refusal(
                        file("pkcs1-encrypted", Fixture.text("key-pkcs1-encrypted.pem")),
                        "but the block 'RSA PRIVATE KEY' has OpenSSL's old encryption (MD5)",
                        "openssl pkcs8 -topk8 -v2 aes-256-cbc"),
                refusal(
                        inline.with("ssl.keystore.type", "BCFKS"),
                        "ssl.keystore.type=BCFKS is refused: expected PEM, since the key or its chain is given in the settings",
                        "ssl.keystore.type=PEM"),
                refusal(
                        inline.without("ssl.keystore.certificate.chain"),
                        "ssl.keystore.certificate.chain is missing",
                        "ssl.keystore.certificate.chain=-----BEGIN"),
                refusal(
                        inline.without("ssl.keystore.key"),
                        "ssl.keystore.key is missing",
                        "ssl.keystore.key=-----BEGIN"),
                refusal(
                        inline.with("ssl.keystore.location", "/some/file"),
                        "ssl.keystore.location=[hidden] is refused: expected no value, since ssl.keystore.key is given",
                        "delete one of the two lines"),
                refusal(
                        inline.with("ssl.keystore.password", SECRET),
                        "ssl.keystore.password=[hidden] is refused",
                        "delete one of the two lines"));
    }

    Stream<Arguments> encryptedKeys() {
        String chain = Fixture.text("ec-prime256v1.pem");
        TestSettings good = file("encrypted", Fixture.text("key-encrypted.pem") + chain);
        return Stream.of(
                refusal(
                        file("openssl3", Fixture.text("key-encrypted-openssl-3.0.pem") + chain)
                                .with("ssl.key.password", TestSettings.PASSWORD),
                        "expected an encrypted key with a salt of at least 16 bytes (SP 800-132), not 8 as OpenSSL wrote until 3.1",
                        "with OpenSSL 3.2 or later"),
                refusal(
                        file("3des", Fixture.text("key-encrypted-pbe-3des.pem") + chain)
                                .with("ssl.key.password", TestSettings.PASSWORD),
                        "expected a key encrypted with PBES2, not the older scheme PKCS#12 PBE with SHA-1 and 3DES",
                        "openssl pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256"),
                otherEncryption("pbe-md5-des", "PBES2, not the older scheme PBES1 with MD5 and DES"),
                otherEncryption("pbe-sha1-rc2-40", "PBES2, not the older scheme PKCS#12 PBE with SHA-1 and RC2-40"),
                otherEncryption("des3", "AES, not 3DES (SP 800-131A)"),
                otherEncryption("des", "AES, not DES (SP 800-131A)"),
                otherEncryption("rc2", "AES, not RC2 (SP 800-131A)"),
                refusal(
                        good.with("ssl.key.password", SECRET),
                        "expected a key that opens with ssl.key.password: wrong password, or damaged",
                        "set ssl.key.password to the password of this key"),
                refusal(
                        good,
                        "ssl.key.password is missing: expected the password of the encrypted key in ssl.keystore.location",
                        "ssl.key.password=<at least 14 characters>"),
                refusal(
                        good.with("ssl.key.password", "13-characters"),
                        "ssl.key.password=[hidden] is refused: expected at least 14 characters (SP 800-132: 112 bits)",
                        "re-encrypt the key under a longer one"),
                refusal(
                        file("plain", Fixture.text("key.pem") + chain).with("ssl.key.password", SECRET),
                        "ssl.key.password=[hidden] is refused: expected no password, since the key in ssl.keystore.location is not encrypted",
                        "delete the line"));
    }

    private Arguments otherEncryption(String name, String reason) {
        String text = Fixture.text("key-encrypted-" + name + ".pem") + Fixture.text("ec-prime256v1.pem");
        return refusal(
                file(name, text).with("ssl.key.password", TestSettings.PASSWORD),
                "expected a key encrypted with " + reason,
                "openssl pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256");
    }

    Stream<Arguments> trustStores() {
        TestSettings inline = pem.with("ssl.truststore.certificates", identity.chainPem());
        String keyFile = bcfks.asKafkaGivesThem().get("ssl.keystore.location").toString();
        return Stream.of(
                refusal(
                        bcfks.without("ssl.truststore.type"),
                        "ssl.truststore.type=JKS is refused: expected BCFKS or PEM",
                        "ssl.truststore.type=BCFKS"),
                refusal(
                        bcfks.with("ssl.truststore.password", SECRET),
                        "expected a BCFKS store that opens with ssl.truststore.password: wrong password, or damaged",
                        "set ssl.truststore.password"),
                refusal(
                        bcfks.without("ssl.truststore.password"),
                        "ssl.truststore.password is missing",
                        "ssl.truststore.password=<at least 14 characters>"),
                refusal(
                        bcfks.without("ssl.truststore.location"),
                        "ssl.truststore.location is missing: expected the store that ssl.truststore.password belongs to",
                        "ssl.truststore.location=<path of the store>"),
                refusal(
                        bcfks.with("ssl.truststore.location", keyFile),
                        "expected at least one trusted certificate, but there is none",
                        "keytool -importcert"),
                refusal(
                        inline.with("ssl.truststore.certificates", Fixture.text("rsa-1024.pem")),
                        "ssl.truststore.certificates=[hidden] is refused: expected approved trust anchors (the certificate of CN=rsa-1024",
                        "take that certificate out"),
                refusal(
                        inline.with("ssl.truststore.certificates", "no PEM at all"),
                        "expected at least one trusted certificate, but there is none",
                        "keytool -importcert"),
                refusal(
                        inline.with("ssl.truststore.type", "BCFKS"),
                        "ssl.truststore.type=BCFKS is refused: expected PEM, since ssl.truststore.certificates is given",
                        "ssl.truststore.type=PEM"),
                refusal(
                        inline.with("ssl.truststore.location", "/some/file"),
                        "ssl.truststore.location=/some/file is refused: expected no value",
                        "delete one of the two lines"),
                refusal(
                        inline.with("ssl.truststore.password", SECRET),
                        "ssl.truststore.password=[hidden] is refused: expected no store password with PEM",
                        "delete the line"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource({"keyStores", "pemKeys", "encryptedKeys"})
    void load_unusableKey_isRefusedInOneSentence(TestSettings settings, String reason, String remedy) {
        Throwable refusal = catchThrowable(() -> KeyInput.from(typed(settings)).load());

        assertRefused(refusal, reason, remedy);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("trustStores")
    void load_unusableTrust_isRefusedInOneSentence(TestSettings settings, String reason, String remedy) {
        Throwable refusal =
                catchThrowable(() -> TrustInput.from(typed(settings)).load());

        assertRefused(refusal, reason, remedy);
    }

    private static void assertRefused(Throwable refusal, String reason, String remedy) {
        assertThat(refusal)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(reason)
                .hasMessageMatching("(?s).*Remedy: .*\\Q" + remedy + "\\E.*")
                .hasMessageNotContainingAny(SECRET, TestSettings.PASSWORD, "13-characters", "\n");
    }

    private TestSettings file(String name, String text) {
        try {
            return pem.with(
                    "ssl.keystore.location",
                    Files.writeString(folder.resolve(name + ".pem"), text).toString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Arguments refusal(TestSettings settings, String reason, String remedy) {
        return Arguments.of(settings, reason, remedy);
    }

    private static Settings typed(TestSettings settings) {
        return new Settings(settings.asKafkaGivesThem());
    }
}
