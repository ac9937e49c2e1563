package io.kafkafips.ssl.revocation;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.commons.fips.FipsJca;
import io.kafkafips.commons.x509.RevocationList;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.cert.CRL;
import java.security.cert.CRLException;
import java.security.cert.X509CRL;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * CRLs in files and folders, taken into a {@link RevocationList} whenever a file changes. A file is read again when its real path,
 * identity, size or time of change differ: a swapped symbolic link leads to another real path. For one thread at a time.
 */
final class CrlFiles {
    private static final Logger LOG = LoggerFactory.getLogger(CrlFiles.class);
    private static final long LARGEST_BYTES = 256L * 1024 * 1024;
    private static final int HEAD_BYTES = 64 * 1024;
    private static final String PEM_CRL = "-----BEGIN X509 CRL";
    private static final String PEM = "-----BEGIN ";

    private final List<String> locations;
    private final RevocationList list;
    private final Map<Path, String> seen = new HashMap<>();
    private final Map<String, String> told = new HashMap<>();
    private final AtomicLong failures = new AtomicLong();

    CrlFiles(List<String> locations, RevocationList list) {
        this.locations = locations;
        this.list = list;
    }

    /**
     * Reads everything, at the start.
     *
     * @throws org.apache.kafka.common.config.ConfigException for a location that does not exist or a file that is no CRL
     */
    void load() {
        for (String location : locations) {
            try {
                for (Path file : files(location)) {
                    seen.put(file, stamp(file));
                    take(file);
                }
            } catch (IOException | GeneralSecurityException | RuntimeException | AssertionError e) {
                throw Refusal.setting(
                        RevocationPolicy.CRL_LOCATIONS,
                        location,
                        "CRL files (DER or PEM), or folders of *.crl and *.pem",
                        RevocationPolicy.CRL_LOCATIONS + "=<folder>",
                        e);
            }
        }
    }

    /** Reads what has changed; a file that cannot be used is told of once, and what was known before stays. */
    void poll() {
        for (String location : locations) {
            try {
                files(location).forEach(this::pollFile);
            } catch (IOException | RuntimeException e) {
                failed(location, "", e);
            }
        }
    }

    private void pollFile(Path file) {
        String stamp = "";
        try {
            stamp = stamp(file);
            if (!stamp.equals(seen.put(file, stamp))) {
                take(file);
                told.remove(file.toString());
                LOG.info("{}: CRL taken in from {}", RevocationPolicy.CRL_LOCATIONS, file);
            }
        } catch (IOException | GeneralSecurityException e) {
            // may pass, so it is tried again although the file has not changed: the clock reaches a CRL of the future
            seen.remove(file);
            failed(file.toString(), stamp, e);
        } catch (RuntimeException | AssertionError e) {
            failed(file.toString(), stamp, e);
        }
    }

    /** The same file that fails in the same way is not told of again, nor counted. */
    private void failed(String file, String stamp, Throwable e) {
        String failure = stamp + e;
        if (!failure.equals(told.put(file, failure))) {
            failures.incrementAndGet();
            LOG.warn(
                    "{}: {} cannot be used ({}). The CRLs known so far count until their nextUpdate. Remedy: put a valid CRL there",
                    RevocationPolicy.CRL_LOCATIONS,
                    file,
                    e.toString());
        }
    }

    /** How often a file could not be used. */
    long failures() {
        return failures.get();
    }

    private static List<Path> files(String location) throws IOException {
        try {
            Path path = Path.of(location);
            if (!Files.isDirectory(path)) {
                return List.of(path);
            }
            try (Stream<Path> entries = Files.list(path)) {
                return entries.filter(file -> file.toString().endsWith(".crl")
                                || file.toString().endsWith(".pem"))
                        .sorted()
                        .toList();
            }
        } catch (InvalidPathException e) {
            throw new IOException(e);
        }
    }

    private static String stamp(Path file) throws IOException {
        Path real = file.toRealPath();
        BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
        return real + "|" + attributes.fileKey() + "|" + attributes.size() + "|"
                + attributes.lastModifiedTime().toInstant();
    }

    private void take(Path file) throws IOException, GeneralSecurityException {
        if (Files.size(file) > LARGEST_BYTES) {
            throw new IOException("More than " + LARGEST_BYTES + " bytes");
        }
        byte[] content = Files.readAllBytes(file);
        if (!locations.contains(file.toString()) && isOtherPem(content)) {
            return;
        }
        int number = 0;
        for (X509CRL crl : parse(content)) {
            if (!list.offer(file + "#" + number, crl)) {
                LOG.debug("{} waits for a certificate of its issuer {}", file, crl.getIssuerX500Principal());
            }
            number++;
        }
    }

    /** A certificate, say, that lies in a folder together with CRLs. */
    private static boolean isOtherPem(byte[] content) {
        String head = new String(content, 0, Math.min(content.length, HEAD_BYTES), StandardCharsets.ISO_8859_1);
        return head.contains(PEM) && !head.contains(PEM_CRL);
    }

    /** Every CRL of an encoding, DER or PEM. */
    static List<X509CRL> parse(byte[] encoded) throws GeneralSecurityException {
        Collection<? extends CRL> parsed = FipsJca.x509().generateCRLs(new ByteArrayInputStream(encoded));
        List<X509CRL> crls = new ArrayList<>();
        for (CRL crl : parsed) {
            if (crl instanceof X509CRL x509) {
                crls.add(x509);
            }
        }
        if (crls.isEmpty()) {
            throw new CRLException("There is no CRL in it");
        }
        return crls;
    }
}
