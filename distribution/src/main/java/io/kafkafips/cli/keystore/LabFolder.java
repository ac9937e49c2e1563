package io.kafkafips.cli.keystore;

import io.kafkafips.cli.keystore.lab.LabIdentity;
import io.kafkafips.cli.keystore.lab.LabSubject;
import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.cli.output.Table;
import io.kafkafips.cli.settings.OwnerFile;
import io.kafkafips.commons.fips.FipsJca;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** The folder of a lab: stores, PEM files and properties files, all of them for their owner alone, under one password. Not thread-safe. */
final class LabFolder {
    private static final String ENGINE = "io.kafkafips.ssl.kafka.FipsSslEngineFactory";
    private static final int PASSWORD_BYTES = 24;
    private static final int PEM_LINE = 64;
    private static final String WARNING = """
            LAB ONLY. Keys, certificates and their password lie in this folder side by side.
            Made by kafka-fips keystore lab-pki. Never use it in production; delete it after use.
            """;

    private final Path folder;
    private final String bootstrapServer;
    private final Password password;
    private final List<List<@Nullable Object>> rows = new ArrayList<>();

    private LabFolder(Path folder, String bootstrapServer, Password password) {
        this.folder = folder;
        this.bootstrapServer = bootstrapServer;
        this.password = password;
    }

    /**
     * Makes the folder, with a new password.
     *
     * @throws CommandFailure when there is something in it
     */
    static LabFolder create(Path folder, String bootstrapServer) {
        try {
            Files.createDirectories(folder);
            try (Stream<Path> content = Files.list(folder)) {
                if (content.findAny().isPresent()) {
                    throw CommandFailure.usage(folder + " is not empty", "name a new folder");
                }
            }
            if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
            byte[] random = new byte[PASSWORD_BYTES];
            FipsJca.keyRandom().nextBytes(random);
            String password = HexFormat.of().formatHex(random);
            LabFolder lab = new LabFolder(folder.toAbsolutePath().normalize(), bootstrapServer, new Password(password));
            lab.write("LAB-ONLY.txt", WARNING);
            lab.write("password", password + "\n");
            return lab;
        } catch (IOException | GeneralSecurityException e) {
            throw CommandFailure.usage(folder + " cannot be made", "name a folder where you may write", e);
        }
    }

    /** Writes the trust store. */
    void authority(X509Certificate root) throws GeneralSecurityException {
        write("ca.pem", pem("CERTIFICATE", root.getEncoded()));
        OwnerFile.write(truststore(), BcfksStore.bytes(List.of(StoreEntry.trusted("lab-root", root)), password), false);
    }

    /** Writes what a party needs. */
    void add(LabSubject subject, LabIdentity identity) throws GeneralSecurityException {
        String name = subject.name();
        boolean client = subject.hosts().isEmpty();
        StringBuilder text = new StringBuilder(pem("PRIVATE KEY", identity.key().getEncoded()));
        for (X509Certificate certificate : identity.chain()) {
            text.append(pem("CERTIFICATE", certificate.getEncoded()));
        }
        write(name + ".pem", text.toString());
        StoreEntry entry = StoreEntry.pair(name, identity.key(), identity.chain());
        OwnerFile.write(keystore(name), BcfksStore.bytes(List.of(entry), password), false);
        write(name + ".properties", properties(name, client));
        rows.add(Table.row(
                name,
                client ? "client" : "node",
                entry.leaf().getSubjectX500Principal().getName(),
                CertificateText.key(entry.leaf()),
                CertificateText.names(entry.leaf()),
                folder.resolve(name + ".properties").toString()));
    }

    Table table() {
        return new Table("parties", List.of("name", "role", "subject", "key", "names", "properties"), rows);
    }

    private String properties(String name, boolean client) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("ssl.engine.factory.class", ENGINE);
        settings.put("ssl.keystore.type", "BCFKS");
        settings.put("ssl.keystore.location", keystore(name).toString());
        settings.put("ssl.keystore.password", password.value());
        settings.put("ssl.key.password", password.value());
        settings.put("ssl.truststore.type", "BCFKS");
        settings.put("ssl.truststore.location", truststore().toString());
        settings.put("ssl.truststore.password", password.value());
        if (client) {
            settings.put("security.protocol", "SSL");
            settings.put("bootstrap.servers", bootstrapServer);
        } else {
            settings.put("ssl.client.auth", "required");
        }
        StringBuilder text = new StringBuilder("# LAB ONLY, made by kafka-fips keystore lab-pki\n");
        settings.forEach((key, value) ->
                text.append(key).append('=').append(value.replace("\\", "\\\\")).append('\n'));
        return text.toString();
    }

    private Path keystore(String name) {
        return folder.resolve(name + ".keystore.bcfks");
    }

    private Path truststore() {
        return folder.resolve("truststore.bcfks");
    }

    private void write(String name, String text) {
        OwnerFile.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8), false);
    }

    private static String pem(String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }
}
