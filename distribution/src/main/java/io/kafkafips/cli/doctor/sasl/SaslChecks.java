package io.kafkafips.cli.doctor.sasl;

import io.kafkafips.cli.doctor.finding.Check;
import java.util.List;

/** The checks of this package. */
public final class SaslChecks {
    private SaslChecks() {}

    /** All of them. */
    public static List<Check> all() {
        return List.of(
                new PasswordLengthCheck(),
                new ScramIterationCheck(),
                new PlainCheck(),
                new GssapiCheck(),
                new OauthCheck(),
                new DelegationTokenCheck());
    }
}
