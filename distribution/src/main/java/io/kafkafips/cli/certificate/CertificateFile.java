package io.kafkafips.cli.certificate;

import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.commons.fips.FipsJca;
import io.kafkafips.commons.x509.CertificateFacts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file with a certificate and, where it has them, its issuers: PEM (RFC 7468) in any order of other things, a private key among
 * them, or one certificate in DER. What is not a certificate is not looked at.
 *
 * @param file where it lies
 * @param chain the certificates in the order of the file, the leaf first
 */
public record CertificateFile(Path file, List<X509Certificate> chain) {
    private static final int MOST_BYTES = 1024 * 1024;
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]*+)-----END CERTIFICATE-----");
    private static final String REMEDY = "name a PEM file with the certificate first, or a DER file";

    public CertificateFile {
        chain = List.copyOf(chain);
    }

    /**
     * Reads a file.
     *
     * @throws CommandFailure when there is no certificate in it
     */
    public static CertificateFile read(Path file) {
        CertificateFile certificate = readIfAny(file);
        if (certificate == null) {
            throw CommandFailure.usage(file + " holds no certificate", REMEDY);
        }
        return certificate;
    }

    /**
     * Reads a file that may hold something else, {@code null} when it does.
     *
     * @throws CommandFailure when it cannot be read, or is not what its first line says
     */
    static @Nullable CertificateFile readIfAny(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw CommandFailure.usage(file + " is larger than any certificate", REMEDY);
            }
            List<X509Certificate> chain = certificates(Files.readAllBytes(file));
            return chain.isEmpty() ? null : new CertificateFile(file, chain);
        } catch (IOException e) {
            throw CommandFailure.usage(file + " cannot be read", REMEDY, e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw CommandFailure.usage(file + " holds no readable certificate", REMEDY, e);
        }
    }

    public X509Certificate leaf() {
        return chain.get(0);
    }

    /** The last certificate when it comes after another and names itself as its issuer: what a file may have for a trust anchor. */
    List<X509Certificate> selfSignedEnd() {
        X509Certificate last = chain.get(chain.size() - 1);
        boolean own = chain.size() > 1 && last.getIssuerX500Principal().equals(last.getSubjectX500Principal());
        return own ? List.of(last) : List.of();
    }

    /**
     * What the leaf says.
     *
     * @throws CommandFailure when its names cannot be read
     */
    CertificateFacts facts() {
        try {
            return CertificateFacts.of(leaf());
        } catch (CertificateParsingException e) {
            throw CommandFailure.usage(file + " holds a certificate whose names cannot be read", REMEDY, e);
        }
    }

    private static List<X509Certificate> certificates(byte[] content) throws GeneralSecurityException {
        CertificateFactory factory = FipsJca.x509();
        String text = new String(content, StandardCharsets.ISO_8859_1);
        if (!text.contains("-----BEGIN ")) {
            return List.of(certificate(factory, content));
        }
        List<X509Certificate> certificates = new ArrayList<>();
        Matcher block = PEM.matcher(text);
        while (block.find()) {
            certificates.add(certificate(factory, Base64.getMimeDecoder().decode(block.group(1))));
        }
        return certificates;
    }

    private static X509Certificate certificate(CertificateFactory factory, byte[] der) throws GeneralSecurityException {
        if (factory.generateCertificate(new ByteArrayInputStream(der)) instanceof X509Certificate certificate) {
            return certificate;
        }
        throw new GeneralSecurityException("Not an X.509 certificate");
    }
}
