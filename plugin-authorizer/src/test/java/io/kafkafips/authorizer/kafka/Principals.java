package io.kafkafips.authorizer.kafka;

import io.kafkafips.authorizer.identity.CertificateIdentity;
import io.kafkafips.authorizer.identity.CertificatePrincipal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;

/** Principals without the trouble of a certificate. */
final class Principals {
    static final Instant NOT_AFTER = Instant.parse("2030-01-02T03:04:05Z");

    private Principals() {}

    static CertificatePrincipal user(String name, String... derived) {
        CertificateIdentity identity = new CertificateIdentity(
                List.of(derived), "CN=Test CA,O=Acme", BigInteger.valueOf(0xC0FFEE), "ab".repeat(32), NOT_AFTER);
        return new CertificatePrincipal("User", name, false, identity);
    }
}
