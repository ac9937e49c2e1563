package io.kafkafips.cli.certificate;

import io.kafkafips.cli.output.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The principals of all client certificates in a folder and its folders.
 *
 * @param certificates how many certificates there are that can claim something
 * @param others how many there are that cannot: not valid now, or refused by the broker's trust or settings
 * @param principals everything that one of the former can claim
 */
public record CertificateFolder(int certificates, int others, Set<String> principals) {
    private static final Set<String> ENDINGS = Set.of("pem", "crt", "cer", "der");
    private static final int END_ENTITY = -1;

    public CertificateFolder {
        principals = Set.copyOf(principals);
    }

    /**
     * Reads {@code *.pem}, {@code *.crt}, {@code *.cer} and {@code *.der}; authorities and files without a certificate, such as keys, do not
     * count.
     *
     * @throws CommandFailure when the folder cannot be read, or has no certificate that can claim something
     */
    public static CertificateFolder read(Path folder, BrokerView view, Instant now) {
        String remedy = "--certificates <folder with *.pem, *.crt, *.cer or *.der files of all clients>";
        Set<String> principals = new TreeSet<>();
        int certificates = 0;
        int others = 0;
        for (Path file : files(folder, remedy)) {
            CertificateFile certificate = CertificateFile.readIfAny(file);
            if (certificate != null && certificate.leaf().getBasicConstraints() == END_ENTITY) {
                Set<String> claimed = claimed(certificate, view, now);
                principals.addAll(claimed);
                certificates += claimed.isEmpty() ? 0 : 1;
                others += claimed.isEmpty() ? 1 : 0;
            }
        }
        if (certificates == 0) {
            throw CommandFailure.usage(
                    "--certificates " + folder + " holds no client certificate that is valid and accepted", remedy);
        }
        return new CertificateFolder(certificates, others, principals);
    }

    /** Empty when a broker would refuse it. */
    private static Set<String> claimed(CertificateFile certificate, BrokerView view, Instant now) {
        X509Certificate leaf = certificate.leaf();
        if (now.isAfter(leaf.getNotAfter().toInstant())
                || now.isBefore(leaf.getNotBefore().toInstant())) {
            return Set.of();
        }
        try {
            return new TreeSet<>(view.client(certificate).names());
        } catch (CommandFailure e) {
            return Set.of();
        }
    }

    private static List<Path> files(Path folder, String remedy) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> ENDINGS.contains(ending(file)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw CommandFailure.usage("--certificates " + folder + " cannot be read", remedy, e);
        }
    }

    private static String ending(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
