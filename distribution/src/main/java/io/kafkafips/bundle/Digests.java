package io.kafkafips.bundle;

import io.kafkafips.commons.fips.ProviderBoundary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests of files, by the JDK that builds: the archive has to be made before there is a JVM with the module. Stateless. */
@ProviderBoundary
final class Digests {
    static final String SHA_256 = "SHA-256";
    static final String SHA_512 = "SHA-512";
    private static final int BUFFER_BYTES = 1 << 16;

    private Digests() {}

    /** In hexadecimal digits. */
    static String of(String algorithm, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("No " + algorithm + " in the JDK that builds", e);
        }
    }
}
