package io.kafkafips.ssl;

import io.kafkafips.commons.fips.FipsJca;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;

/** The checked-in files of {@code fixtures/}, which {@code make.sh} there makes with OpenSSL. */
public final class Fixture {
    private Fixture() {}

    public static Path path(String name) {
        try {
            return Path.of(Fixture.class.getResource("/fixtures/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String text(String name) {
        try {
            return Files.readString(path(name), StandardCharsets.US_ASCII);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    public static X509Certificate certificate(String name) {
        try (InputStream in = Files.newInputStream(path(name))) {
            return (X509Certificate) FipsJca.x509().generateCertificate(in);
        } catch (Exception e) {
            throw new IllegalStateException(name, e);
        }
    }
}
