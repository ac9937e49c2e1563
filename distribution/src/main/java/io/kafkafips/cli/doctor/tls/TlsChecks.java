package io.kafkafips.cli.doctor.tls;

import io.kafkafips.cli.doctor.finding.Check;
import java.time.Duration;
import java.util.List;

/** The checks of this package. */
public final class TlsChecks {
    private TlsChecks() {}

    /**
     * All of them.
     *
     * @param expiresSoon how long before its end a certificate is a finding
     */
    public static List<Check> all(Duration expiresSoon) {
        return List.of(
                new PlaintextCheck(),
                new EngineCheck(),
                new PolicyCheck(),
                new HostNameCheck(),
                new RevocationCheck(),
                new StoreCheck(),
                new CertificateCheck(expiresSoon),
                new StorePermissionCheck(),
                new SettingsPermissionCheck(),
                new SecurityProvidersCheck(),
                new EngineStartCheck());
    }
}
