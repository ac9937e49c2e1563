package io.kafkafips.cli.doctor;

import io.kafkafips.commons.fips.FipsRuntime;
import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.KekStore;
import io.kafkafips.testkit.Pki;
import io.kafkafips.testkit.PropertiesFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The files of a broker, a client and a worker of Connect of which nothing can be said against, under one folder. */
public final class CleanFolder {
    public static final String PASSWORD = "throw-away-password";
    private static final Duration LONG = Duration.ofDays(3650);
    private static final String ENGINE = "io.kafkafips.ssl.kafka.FipsSslEngineFactory";
    private static final List<String> PLUGINS =
            List.of("plugin-commons", "plugin-ssl-engine", "plugin-authorizer", "plugin-record-validator");
    private static final List<String> OTHERS = List.of(
            "bc-fips-2.1.3", "bctls-fips-2.1.24", "bcutil-fips-2.1.7", "bcpkix-fips-2.1.12", "kafka-clients-4.3.1");

    private final Path root;
    private final Pki authority;

    private CleanFolder(Path root, Pki authority) {
        this.root = root;
        this.authority = authority;
    }

    /** Makes all of it. */
    public static CleanFolder make(Path root) {
        Instant from = Instant.now().minus(Duration.ofHours(1));
        Pki authority = Pki.root(
                CertificateSpec.of("CN=Throw-away CA,O=Example").asAuthority().withValidity(from, from.plus(LONG)));
        CleanFolder folder = new CleanFolder(root, authority);
        try {
            folder.write(from);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    private void write(Instant from) throws IOException {
        for (String name :
                List.of("pki", "keys", "audit", "remote", "libs", "tmp", "proc/self", "proc/4711", "proc/sys/crypto")) {
            Files.createDirectories(root.resolve(name));
        }
        issue("broker", CertificateSpec.localServer("CN=broker,O=Example").withValidity(from, from.plus(LONG)));
        issue("client", CertificateSpec.of("CN=client,O=Example").withValidity(from, from.plus(LONG)));
        authority.writePem(file("pki/ca.pem"));
        KekStore.write(file("pki/kek.bcfks"), PASSWORD, List.of("kek-1"));
        Files.writeString(file("audit.key"), "0".repeat(64));
        Files.writeString(file("proc/sys/crypto/fips_enabled"), "1\n");
        Files.writeString(file("proc/self/mounts"), "none / ext4 rw,relatime 0 0\n");
        for (String plugin : PLUGINS) {
            writeJar(plugin, "0.1.0");
        }
        for (String other : OTHERS) {
            Files.write(libs().resolve(other + ".jar"), new byte[0]);
        }
        try (InputStream shipped = FipsRuntime.class.getResourceAsStream("java.security.17")) {
            Files.copy(shipped, file("java.security.17"), StandardCopyOption.REPLACE_EXISTING);
        }
        PropertiesFile.write(file("server.properties"), server());
        PropertiesFile.write(file("client.properties"), client());
        PropertiesFile.write(file("connect.properties"), connect());
        Files.writeString(file("kafka-opts"), String.join(" ", flags()));
        for (String secret : List.of(
                "pki/broker.pem",
                "pki/client.pem",
                "pki/kek.bcfks",
                "pki/ca.pem",
                "audit.key",
                "server.properties",
                "client.properties",
                "connect.properties")) {
            permit(secret, "rw-------");
        }
        for (String open : List.of("keys", "audit")) {
            permit(open, "rwxr-x---");
        }
        permit("libs", "rwxr-xr-x");
        for (Path jar : jars()) {
            Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    private List<Path> jars() throws IOException {
        try (var files = Files.list(libs())) {
            return files.toList();
        }
    }

    /** Writes an empty jar of a plug-in. */
    public void writeJar(String artefact, String version) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
        Path jar = libs().resolve(artefact + "-" + version + ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.finish();
        }
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-r--r--"));
    }

    /** Issues a certificate of the authority and writes it with its key as PEM. */
    public Identity issue(String name, CertificateSpec spec) {
        Identity identity = authority.issue(spec);
        identity.writePem(file("pki/" + name + ".pem"));
        return identity;
    }

    /** Changes who may do what with a file. */
    public void permit(String name, String permissions) {
        try {
            Files.setPosixFilePermissions(file(name), PosixFilePermissions.fromString(permissions));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path file(String name) {
        return root.resolve(name);
    }

    public Path libs() {
        return file("libs");
    }

    public Path proc() {
        return file("proc");
    }

    private String place(String name) {
        return file(name).toString();
    }

    private Map<String, String> tls(String name) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("ssl.engine.factory.class", ENGINE);
        settings.put("ssl.keystore.type", "PEM");
        settings.put("ssl.keystore.location", place("pki/" + name + ".pem"));
        settings.put("ssl.truststore.type", "PEM");
        settings.put("ssl.truststore.location", place("pki/ca.pem"));
        return settings;
    }

    private static Map<String, String> prefixed(String prefix, Map<String, String> settings) {
        Map<String, String> prefixed = new TreeMap<>();
        settings.forEach((key, value) -> prefixed.put(prefix + key, value));
        return prefixed;
    }

    /** {@code server.properties} of a broker that is a controller as well. */
    public Map<String, String> server() {
        Map<String, String> settings = tls("broker");
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("listeners", "CLIENTS://127.0.0.1:9093,USERS://127.0.0.1:9095,CONTROLLER://127.0.0.1:9094");
        settings.put("listener.security.protocol.map", "CLIENTS:SSL,USERS:SASL_SSL,CONTROLLER:SSL");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("inter.broker.listener.name", "CLIENTS");
        settings.put("ssl.client.auth", "required");
        settings.put("listener.name.users.ssl.client.auth", "required");
        settings.put("listener.name.users.sasl.enabled.mechanisms", "SCRAM-SHA-512,OAUTHBEARER");
        settings.put(
                "listener.name.users.oauthbearer.sasl.oauthbearer.jwks.endpoint.url", "https://login.example/keys");
        settings.put(
                "listener.name.users.oauthbearer.sasl.server.callback.handler.class",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler");
        settings.put(
                "listener.name.users.oauthbearer.sasl.jaas.config",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required ssl.truststore.type=\"BCFKS\""
                        + " ssl.truststore.location=\"/etc/kafka/login.bcfks\" ssl.truststore.password=\"" + PASSWORD
                        + "\";");
        settings.put("fips.tls.revocation.mode", "crl");
        settings.put("fips.tls.revocation.crl.locations", place("pki"));
        settings.put("authorizer.class.name", "io.kafkafips.authorizer.kafka.CertificateAuthorizer");
        settings.put("principal.builder.class", "io.kafkafips.authorizer.kafka.CertificatePrincipalBuilder");
        settings.put("alter.config.policy.class.name", "io.kafkafips.authorizer.kafka.SecurityAlterConfigPolicy");
        settings.put("super.users", "User:broker;User:admin");
        settings.put("audit.directory", place("audit"));
        settings.put("audit.hmac.key.file", place("audit.key"));
        settings.put("delegation.token.secret.key", "0123456789abcdef0123456789abcdef");
        settings.put("metric.reporters", "io.kafkafips.validator.kafka.ValidatorGuard");
        settings.put("record.validation.policies", "orders");
        settings.put("record.validation.policy.orders.topics", "orders.*");
        settings.put("record.validation.policy.orders.rules", "json");
        settings.put("remote.log.storage.system.enable", "true");
        settings.put(
                "remote.log.storage.manager.class.name", "io.kafkafips.tiered.kafka.EncryptingRemoteStorageManager");
        settings.put("remote.log.metadata.manager.listener.name", "CLIENTS");
        settings.putAll(prefixed("rlmm.config.remote.log.metadata.common.client.", tls("broker")));
        settings.put("rsm.config.keys.keystore.location", place("pki/kek.bcfks"));
        settings.put("rsm.config.keys.keystore.password", PASSWORD);
        settings.put("rsm.config.keys.root.alias", "kek-1");
        settings.put("rsm.config.keys.registry.path", place("keys"));
        settings.put("rsm.config.keys.topics", "*:shared");
        settings.put("rsm.config.delegate.directory.path", place("remote"));
        return settings;
    }

    /** Properties of a client. */
    public Map<String, String> client() {
        Map<String, String> settings = tls("client");
        settings.put("security.protocol", "SASL_SSL");
        settings.put("sasl.mechanism", "SCRAM-SHA-512");
        settings.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"alice\" password=\""
                        + PASSWORD + "\";");
        settings.put("fips.tls.revocation.mode", "ocsp");
        return settings;
    }

    /** Properties of a worker of Connect. */
    public Map<String, String> connect() {
        Map<String, String> settings = tls("client");
        settings.put("security.protocol", "SSL");
        for (String prefix : List.of("producer.", "consumer.", "admin.")) {
            settings.putAll(prefixed(prefix, tls("client")));
            settings.put(prefix + "security.protocol", "SSL");
        }
        settings.put("listeners", "https://127.0.0.1:8443");
        settings.put("listeners.https.ssl.keystore.type", "BCFKS");
        settings.put("listeners.https.ssl.client.auth", "required");
        settings.put("connector.client.config.override.policy", "None");
        return settings;
    }

    /** {@code KAFKA_OPTS}. */
    public List<String> flags() {
        return List.of(
                "-Djava.security.properties==" + place("java.security.17"),
                "-Dorg.bouncycastle.fips.approved_only=true",
                "-Djdk.tls.allowLegacyMasterSecret=false",
                "-Djava.io.tmpdir=" + place("tmp"),
                "--enable-native-access=ALL-UNNAMED",
                "-javaagent:" + libs().resolve("plugin-record-validator-0.1.0.jar"));
    }
}
