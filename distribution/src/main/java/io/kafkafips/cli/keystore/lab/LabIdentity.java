package io.kafkafips.cli.keystore.lab;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A private key of a lab and its certificates.
 *
 * @param key the module's
 * @param chain the leaf first, without the root
 */
public record LabIdentity(PrivateKey key, List<X509Certificate> chain) {
    public LabIdentity {
        chain = List.copyOf(chain);
    }
}
