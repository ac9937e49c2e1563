package io.kafkafips.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code openssl} program issuing certificates in the name of a {@link Pki}: keys and signatures that an approved-only JVM can neither
 * make nor hold. Immutable.
 *
 * @param authority PEM file with key and certificate of the authority
 * @param folder where the files are made
 */
public record OpenSslIssuer(Path authority, Path folder) {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String END_ENTITY = """
            basicConstraints=critical,CA:FALSE
            keyUsage=critical,digitalSignature
            extendedKeyUsage=clientAuth,serverAuth
            subjectAltName=DNS:localhost,IP:127.0.0.1
            """;

    /** An EC key on a curve that OpenSSL knows, under a SHA-256 signature. */
    public Path ec(String curve) {
        return issue("ec-" + curve, List.of("ecparam", "-name", curve, "-genkey", "-noout"), "sha256");
    }

    /** An RSA key of any length, under a SHA-256 signature. */
    public Path rsa(int bits) {
        return issue("rsa-" + bits, List.of("genrsa", Integer.toString(bits)), "sha256");
    }

    /** A P-256 key under a signature with another digest. */
    public Path signedWith(String digest) {
        return issue("signed-" + digest, List.of("ecparam", "-name", "prime256v1", "-genkey", "-noout"), digest);
    }

    /**
     * Issues a certificate for both client and server on loopback.
     *
     * @param name file name without ending, and common name
     * @param keyCommand {@code openssl} command without {@code -out} that makes the key
     * @param digest of the signature
     * @return PEM file with key and certificate
     */
    public Path issue(String name, List<String> keyCommand, String digest) {
        return issue(name, name, keyCommand, digest);
    }

    /** The same with a common name that need not be a file name. */
    public Path issue(String name, String commonName, List<String> keyCommand, String digest) {
        try {
            Files.createDirectories(folder);
            Path key = folder.resolve(name + ".key");
            Path request = folder.resolve(name + ".csr");
            Path certificate = folder.resolve(name + ".crt");
            Path extensions = Files.writeString(folder.resolve(name + ".ext"), END_ENTITY);
            List<String> makeKey = new ArrayList<>(keyCommand);
            makeKey.addAll(1, List.of("-out", key.toString()));
            openssl(makeKey);
            openssl(List.of(
                    "req", "-new", "-key", key.toString(), "-subj", "/CN=" + commonName, "-out", request.toString()));
            openssl(List.of(
                    "x509",
                    "-req",
                    "-in",
                    request.toString(),
                    "-CA",
                    authority.toString(),
                    "-CAkey",
                    authority.toString(),
                    "-set_serial",
                    "0x" + Integer.toHexString(name.hashCode() | 1 << 30),
                    "-days",
                    "30",
                    "-" + digest,
                    "-extfile",
                    extensions.toString(),
                    "-out",
                    certificate.toString()));
            Path pem = folder.resolve(name + ".pem");
            return Files.writeString(pem, read(key) + read(certificate), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.US_ASCII);
    }

    private static void openssl(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(arguments);
        CommandResult result = Command.run(command, TIMEOUT);
        if (result.exitCode() != 0) {
            throw new IllegalStateException(command + ": " + result.output());
        }
    }
}
