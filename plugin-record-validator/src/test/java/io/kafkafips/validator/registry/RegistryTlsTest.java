package io.kafkafips.validator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.Pki;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.ConfigException;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryTlsTest {
    private static final SchemaId FIVE = new SchemaId.Registered(5);
    private static final String PASSWORD = "a-long-enough-password";

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final Pki pki = Pki.root("CN=registry authority");

    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        pki.writePem(folder.resolve("ca.pem"));
        write("password", PASSWORD);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private Path write(String file, String content) throws IOException {
        Path path = Files.writeString(folder.resolve(file), content);
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    }

    private void writeKey(Identity identity) throws IOException {
        write("key.pem", identity.keyPem() + identity.chainPem());
    }

    /** A registry whose certificate has the name {@code localhost}, and which trusts the authority. */
    private FakeRegistry registry(CertificateSpec spec, boolean clientCertificate) throws IOException {
        Identity server = pki.issue(spec);
        write("server.pem", server.keyPem() + server.chainPem());
        SSLContext tls = RegistryTls.context("test.", new RegistryConfig.Tls("ca.pem", "", "server.pem"), folder);
        return FakeRegistry.startTls(tls, clientCertificate).withAvro(5, "orders-value");
    }

    private FakeRegistry registry() throws IOException {
        return registry(CertificateSpec.of("CN=registry").withDns("localhost"), false);
    }

    private RegistryClient client(String url, Map<String, Object> options) {
        Map<String, Object> all = new HashMap<>(Map.of("url", List.of(url), "truststore", "ca.pem"));
        all.putAll(options);
        RegistryConfig config = RegistryConfig.of("main", all);
        return new RegistryClient(
                new RegistryHttp(config, folder, threads), "", config.limits().maxSchemaBytes());
    }

    @Test
    void schema_overTls_isRead() throws Exception {
        try (FakeRegistry registry = registry()) {
            RegisteredSchema schema = client(registry.url(), Map.of()).schema(FIVE);

            assertThat(schema.subjects()).containsExactly("orders-value");
        }
    }

    @Test
    void schema_withABcfksTruststore_isRead() throws Exception {
        pki.writeBcfksTruststore(folder.resolve("trust.bcfks"), PASSWORD);
        try (FakeRegistry registry = registry()) {
            RegistryClient client =
                    client(registry.url(), Map.of("truststore", "trust.bcfks", "truststore-password-file", "password"));

            assertThat(client.schema(FIVE).id()).isEqualTo(5);
        }
    }

    @Test
    void schema_ofARegistryThatAsksForACertificate_isReadWithOne() throws Exception {
        writeKey(pki.issue(CertificateSpec.of("CN=broker")));
        try (FakeRegistry registry = registry(CertificateSpec.of("CN=registry").withDns("localhost"), true)) {
            assertThat(client(registry.url(), Map.of("key", "key.pem"))
                            .schema(FIVE)
                            .id())
                    .isEqualTo(5);
        }
    }

    @Test
    void schema_ofARegistryThatAsksForACertificate_isNotReadWithoutOne() throws Exception {
        try (FakeRegistry registry = registry(CertificateSpec.of("CN=registry").withDns("localhost"), true)) {
            RegistryClient client = client(registry.url(), Map.of());

            assertThatThrownBy(() -> client.schema(FIVE)).isInstanceOf(IOException.class);
            assertThat(registry.asked()).isEmpty();
        }
    }

    @Test
    void schema_ofARegistryOfAnotherAuthority_isNotRead() throws Exception {
        Pki.root("CN=other").writePem(folder.resolve("other.pem"));
        try (FakeRegistry registry = registry()) {
            RegistryClient client = client(registry.url(), Map.of("truststore", "other.pem"));

            assertThatThrownBy(() -> client.schema(FIVE)).isInstanceOf(IOException.class);
            assertThat(registry.asked()).isEmpty();
        }
    }

    @Test
    void schema_ofARegistryWithAnotherName_isNotRead() throws Exception {
        try (FakeRegistry registry = registry(CertificateSpec.of("CN=localhost").withDns("registry.example"), false)) {
            RegistryClient client = client(registry.url(), Map.of());

            assertThatThrownBy(() -> client.schema(FIVE)).isInstanceOf(IOException.class);
            assertThat(registry.asked()).isEmpty();
        }
    }

    @Test
    void schema_ofARegistryWithAnotherAddress_isNotRead() throws Exception {
        try (FakeRegistry registry = registry()) {
            RegistryClient client = client(registry.url("127.0.0.1"), Map.of());

            assertThatThrownBy(() -> client.schema(FIVE)).isInstanceOf(IOException.class);
            assertThat(registry.asked()).isEmpty();
        }
    }

    @Test
    void schema_afterTheTruststoreWasReplaced_isReadWithTheNewOne() throws Exception {
        Pki.root("CN=the authority of last year").writePem(folder.resolve("trust.pem"));
        try (FakeRegistry registry = registry()) {
            RegistryClient client = client(registry.url(), Map.of("truststore", "trust.pem"));
            assertThatThrownBy(() -> client.schema(FIVE)).isInstanceOf(IOException.class);

            pki.writePem(folder.resolve("trust.pem"));
            Files.setLastModifiedTime(folder.resolve("trust.pem"), FileTime.fromMillis(1));

            assertThat(client.schema(FIVE).id()).isEqualTo(5);
        }
    }

    @Test
    void schema_afterTheTruststoreWasReplacedByRubbish_isReadWithTheOldOne() throws Exception {
        try (FakeRegistry registry = registry()) {
            RegistryClient client = client(registry.url(), Map.of());

            write("ca.pem", "rubbish");

            assertThat(client.schema(FIVE).id()).isEqualTo(5);
        }
    }

    @Test
    void schema_withUserAndPassword_isAskedForInTheirName() throws Exception {
        try (FakeRegistry registry = registry()) {
            client(registry.url(), Map.of("user", "broker", "password-file", "password"))
                    .schema(FIVE);

            String expected =
                    Base64.getEncoder().encodeToString(("broker:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
            assertThat(registry.authorizations()).containsOnly("Basic " + expected);
        }
    }

    @Test
    void schema_withAToken_isAskedForWithIt() throws Exception {
        write("token", "abc.def\n");
        try (FakeRegistry registry = registry()) {
            client(registry.url(), Map.of("token-file", "token")).schema(FIVE);

            assertThat(registry.authorizations()).containsOnly("Bearer abc.def");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFEFFhunter2", "hunter2\u00e9", "hunter2 hunter3", "hunter2\u007f", "hunter2\nhunter3"})
    void schema_withATokenThatNoHeaderCanHave_failsWithoutShowingIt(String token) throws Exception {
        write("token", token);
        try (FakeRegistry registry = registry()) {
            RegistryClient client = client(registry.url(), Map.of("token-file", "token"));

            assertThatThrownBy(() -> client.schema(FIVE))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("visible ASCII")
                    .hasStackTraceContaining("SecretFile")
                    .satisfies(e -> assertThat(Throwables.getStackTrace(e)).doesNotContain("hunter2"));
            assertThat(registry.asked()).isEmpty();
        }
    }

    @Test
    void context_withAKeyThatOthersCanRead_isRefused() throws Exception {
        writeKey(pki.issue(CertificateSpec.of("CN=broker")));
        Files.setPosixFilePermissions(folder.resolve("key.pem"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> client("https://localhost:1", Map.of("key", "key.pem")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("registries.main.key")
                .hasMessageContaining("chmod 600");
    }

    @Test
    void context_withAnEmptyTruststore_isRefused() throws Exception {
        write("ca.pem", "-----BEGIN NOTHING-----");

        assertThatThrownBy(() -> client("https://localhost:1", Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("registries.main.truststore");
    }

    @Test
    void context_withoutHostNameVerification_isRefused() {
        System.setProperty(RegistryTls.NO_HOST_NAMES, "true");
        try {
            assertThatThrownBy(() -> client("https://localhost:1", Map.of()))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining(RegistryTls.NO_HOST_NAMES);
        } finally {
            System.clearProperty(RegistryTls.NO_HOST_NAMES);
        }
    }
}
