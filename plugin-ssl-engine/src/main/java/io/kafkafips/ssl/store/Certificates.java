package io.kafkafips.ssl.store;

import io.kafkafips.commons.fips.FipsJca;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Reads the certificates of PEM blocks. Stateless. */
final class Certificates {
    private Certificates() {}

    static List<X509Certificate> of(List<PemReader.Block> blocks, Origin origin) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (PemReader.Block block : blocks) {
            if (block.isCertificate()) {
                certificates.add(certificate(block, origin, certificates.size() + 1));
            }
        }
        return certificates;
    }

    private static X509Certificate certificate(PemReader.Block block, Origin origin, int number) {
        try {
            return (X509Certificate) FipsJca.x509().generateCertificate(new ByteArrayInputStream(block.der()));
        } catch (GeneralSecurityException | RuntimeException | AssertionError e) {
            throw origin.refused(
                    "X.509 certificates; number " + number + " cannot be read", "openssl x509 -in <certificate>", e);
        }
    }
}
