package io.kafkafips.cli.doctor.data;

import io.kafkafips.cli.doctor.finding.Check;
import java.util.List;

/** The checks of this package. */
public final class DataChecks {
    private DataChecks() {}

    /** All of them. */
    public static List<Check> all() {
        return List.of(
                new ValidationCheck(),
                new AgentJarCheck(),
                new TieredWrapperCheck(),
                new TieredKeysCheck(),
                new TieredClientCheck(),
                new TieredControllerCheck());
    }
}
