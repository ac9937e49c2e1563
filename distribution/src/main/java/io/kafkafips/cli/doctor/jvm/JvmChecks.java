package io.kafkafips.cli.doctor.jvm;

import io.kafkafips.cli.doctor.finding.Check;
import java.util.List;

/** The checks of this package. */
public final class JvmChecks {
    private JvmChecks() {}

    /** All of them, but for the probe. */
    public static List<Check> all() {
        return List.of(
                new SecurityFileCheck(),
                new ProviderCheck(),
                new ApprovedOnlyCheck(),
                new ConstraintCheck(),
                new EntropyCheck(),
                new NativeCodeCheck(),
                new NativeAccessCheck(),
                new KernelCheck(),
                new DebugCheck(),
                new SecretFlagCheck(),
                new JmxFlagCheck());
    }
}
