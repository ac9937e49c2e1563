package io.kafkafips.cli.doctor;

import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.KeySpec;
import io.kafkafips.testkit.PropertiesFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The same files with every weakness that files can show. Some exclude each other, hence three nodes. */
public final class RottenFolder {
    /** Secrets that stand in the files. */
    public static final List<String> SECRETS = List.of(
            CleanFolder.PASSWORD,
            "short-secret",
            "alice-secret",
            "plain-secret",
            "keystore-secret-on-the-command-line",
            "thirteen-byte",
            "another-password");

    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    private final CleanFolder files;

    private RottenFolder(Path root) {
        this.files = CleanFolder.make(root);
    }

    public CleanFolder files() {
        return files;
    }

    /** A broker whose owner never heard of FIPS. */
    public static RottenFolder broker(Path root) {
        RottenFolder folder = new RottenFolder(root);
        folder.write("server.properties", folder.brokerSettings());
        folder.write("client.properties", folder.clientSettings());
        folder.write(
                "connect.properties",
                Map.of("security.protocol", "PLAINTEXT", "security.providers", "com.example.Creator"));
        folder.write(
                "java.security.17",
                Map.of(
                        "security.provider.1", "SUN",
                        "security.provider.2", "org.bouncycastle.jsse.provider.BouncyCastleJsseProvider",
                        "jdk.tls.disabledAlgorithms", "SSLv3"));
        folder.write(
                "kafka-opts",
                String.join(
                        " \\\n  ",
                        List.of(
                                "-Djava.security.properties=" + folder.files.file("java.security.17"),
                                "-Djava.io.tmpdir=" + folder.files.file("tmp"),
                                "-Dcom.sun.management.jmxremote.port=9999",
                                "-Dcom.sun.management.jmxremote.authenticate=false",
                                "-Dcom.sun.management.jmxremote.ssl=false",
                                "-Djavax.net.ssl.keyStorePassword=keystore-secret-on-the-command-line",
                                "-Djavax.net.debug=ssl",
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:+HeapDumpOnOutOfMemoryError",
                                "-agentlib:jdwp=transport=dt_socket,server=y,address=*:5005")));
        folder.write("proc/sys/crypto/fips_enabled", "0\n");
        folder.write(
                "proc/self/mounts", "none / ext4 rw 0 0\nnone " + folder.files.file("tmp") + " tmpfs rw,noexec 0 0\n");
        folder.write("libs/bcprov-jdk18on-1.78.jar", "");
        folder.write("libs/bc-fips-2.0.0.jar", "");
        folder.write("libs/kafka-clients-3.6.0.jar", "");
        folder.delete("libs/bcpkix-fips-2.1.12.jar");
        folder.jar("plugin-tiered-storage-crypto", "0.2.0");
        folder.files.permit("libs", "rwxrwxrwx");
        folder.files.issue(
                "broker",
                CertificateSpec.localServer("CN=expired").withValidity(LONG_AGO, LONG_AGO.plus(Duration.ofDays(30))));
        folder.files.permit("pki/broker.pem", "rw-r--r--");
        folder.files.permit("pki/ca.pem", "rw-rw-rw-");
        folder.files.permit("keys", "rwxr-xr-x");
        folder.files.permit("server.properties", "rw-r--r--");
        return folder;
    }

    private Map<String, String> brokerSettings() {
        Map<String, String> settings = new TreeMap<>(files.server());
        settings.keySet()
                .removeIf(key -> key.startsWith("ssl.engine") || key.startsWith("rlmm.") || key.startsWith("record."));
        settings.keySet().removeAll(List.of("inter.broker.listener.name", "authorizer.class.name"));
        settings.put("process.roles", "broker");
        settings.put("listeners", "PLAINTEXT://127.0.0.1:9092,CLIENTS://127.0.0.1:9093,USERS://127.0.0.1:9095");
        settings.put(
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CLIENTS:SSL,USERS:SASL_SSL,CONTROLLER:SSL,TYPO:TLS");
        settings.put("listener.name.users.sasl.enabled.mechanisms", "PLAIN,GSSAPI,OAUTHBEARER");
        settings.put(
                "listener.name.users.oauthbearer.sasl.jaas.config",
                "x.OAuthBearerLoginModule required ssl.engine.factory.class=\"x\";");
        settings.put(
                "listener.name.users.plain.sasl.jaas.config",
                "x.PlainLoginModule required user_alice=\"plain-secret\";");
        settings.put("listener.name.users.ssl.client.auth", "none");
        settings.put("ssl.endpoint.identification.algorithm", "");
        settings.put("fips.tls.revocation.mode", "off");
        settings.put("fips.tls.revocation.accept.certificates.of.unknown.status", "true");
        settings.put("security.providers", "com.example.Creator");
        settings.put("allow.everyone.if.no.acl.found", "true");
        settings.put("delegation.token.secret.key", "thirteen-byte");
        settings.put("audit.directory", files.file("none/such").toString());
        settings.put("audit.overflow", "forget");
        settings.put("rsm.config.keys.keystore.password", "another-password");
        settings.put("rsm.config.plaintext.read.allowed", "true");
        settings.put("rsm.config.delegate.class.path", "/none/such/*");
        return settings;
    }

    private Map<String, String> clientSettings() {
        Map<String, String> settings = new TreeMap<>(files.client());
        settings.put("sasl.mechanism", "PLAIN");
        settings.put("sasl.jaas.config", "x.PlainLoginModule required username=\"alice\" password=\"alice-secret\";");
        settings.put("ssl.keystore.type", "JKS");
        settings.put("ssl.keystore.password", "short-secret");
        settings.put("ssl.enabled.protocols", "TLSv1.1");
        return settings;
    }

    /** A broker and controller that was hardened halfway. */
    public static RottenFolder combined(Path root) {
        RottenFolder folder = new RottenFolder(root);
        Map<String, String> settings = new TreeMap<>(folder.files.server());
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("super.users", "User:*;Group:platform");
        settings.remove("alter.config.policy.class.name");
        settings.put("listener.security.protocol.map", "CLIENTS:SSL,USERS:SASL_SSL,CONTROLLER:SSL,OLD:PLAINTEXT");
        settings.put("allow.unencrypted.listeners.during.migration", "OLD");
        settings.put("fips.tls.allow.clients.without.certificate", "true");
        settings.put("listener.name.users.ssl.client.auth", "requested");
        settings.put("listener.name.users.oauthbearer.sasl.oauthbearer.jwks.endpoint.url", "http://login.example/keys");
        settings.put("fips.tls.revocation.mode", "crls");
        settings.put("fips.tls.profil", "strict");
        settings.put("remote.log.storage.manager.class.name", "com.example.Plain");
        settings.remove("metric.reporters");
        settings.put("record.validation.policy.orders.rules", "");
        folder.write("server.properties", settings);
        Map<String, String> client = new TreeMap<>(folder.files.client());
        client.put("security.protocol", "SASL_PLAINTEXT");
        client.put("sasl.mechanism", "OAUTHBEARER");
        client.put("sasl.jaas.config", "x.OAuthBearerLoginModule required;");
        folder.write("client.properties", client);
        Map<String, String> connect = new TreeMap<>(folder.files.connect());
        connect.remove("listeners.https.ssl.keystore.type");
        folder.write("connect.properties", connect);
        folder.files.issue(
                "broker",
                CertificateSpec.of("CN=soon")
                        .withValidity(LONG_AGO, Instant.now().plus(Duration.ofDays(3))));
        List<String> flags = new ArrayList<>(folder.files.flags());
        flags.removeIf(flag -> flag.startsWith("-javaagent"));
        flags.addAll(List.of(
                "-Dorg.bouncycastle.native.cpu_variant=java",
                "-javaagent:/opt/elsewhere/plugin-record-validator-0.1.0.jar",
                "-Dcom.sun.management.jmxremote.port=9999"));
        folder.write("kafka-opts", String.join(" ", flags));
        folder.files.permit("audit.key", "rw-r--r--");
        folder.files.permit("audit", "rwxrwxrwx");
        return folder;
    }

    /** A controller alone, and a client with a weak certificate. */
    public static RottenFolder controller(Path root) {
        RottenFolder folder = new RottenFolder(root);
        Map<String, String> settings = new TreeMap<>(folder.files.server());
        settings.put("process.roles", "controller");
        settings.remove("principal.builder.class");
        settings.remove("super.users");
        settings.remove("remote.log.storage.system.enable");
        settings.remove("audit.directory");
        settings.put("ssl.keystore.type", "BCFKS");
        settings.put("ssl.keystore.location", folder.files.file("pki/kek.bcfks").toString());
        settings.put("ssl.keystore.password", "short-secret");
        settings.remove("ssl.truststore.location");
        folder.write("server.properties", settings);
        folder.write("pki/garbage.pem", "no PEM");
        Map<String, String> client = new TreeMap<>(folder.files.client());
        client.put(
                "ssl.truststore.location", folder.files.file("pki/garbage.pem").toString());
        folder.write("client.properties", client);
        folder.files.issue("client", CertificateSpec.of("CN=weak").withKey(new KeySpec("EC", "secp256k1")));
        return folder;
    }

    /** A broker whose audit trail anybody with the folder can forge, and nothing else. */
    public static RottenFolder unkeyed(Path root) {
        RottenFolder folder = new RottenFolder(root);
        Map<String, String> settings = new TreeMap<>(folder.files.server());
        settings.remove("audit.hmac.key.file");
        folder.write("server.properties", settings);
        return folder;
    }

    private void write(String name, Map<String, String> settings) {
        PropertiesFile.write(files.file(name), settings);
    }

    private void write(String name, String text) {
        try {
            Files.writeString(files.file(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void delete(String name) {
        try {
            Files.delete(files.file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void jar(String artefact, String version) {
        try {
            files.writeJar(artefact, version);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
