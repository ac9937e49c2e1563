package io.kafkafips.bench;

import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.Pki;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The one throw-away identity of a run, a P-256 certificate, in the formats of every {@link Side}. */
final class Material {
    static final String PASSWORD = "a-throw-away-password";

    private Material() {}

    /** Writes {@code node.pem}, {@code node.bcfks}, {@code trust.pem} and {@code trust.bcfks}. */
    static void write(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Pki root = Pki.root("CN=Throw-away CA");
        Identity node = root.issue(CertificateSpec.localServer("CN=node"));
        node.writePem(folder.resolve("node.pem"));
        node.writeBcfks(folder.resolve("node.bcfks"), PASSWORD);
        root.writePem(folder.resolve("trust.pem"));
        root.writeBcfksTruststore(folder.resolve("trust.bcfks"), PASSWORD);
    }
}
