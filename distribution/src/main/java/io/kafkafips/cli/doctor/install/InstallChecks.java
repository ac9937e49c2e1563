package io.kafkafips.cli.doctor.install;

import io.kafkafips.cli.doctor.finding.Check;
import java.util.List;

/** The checks of this package. */
public final class InstallChecks {
    private InstallChecks() {}

    /** All of them. */
    public static List<Check> all() {
        return List.of(new ClashCheck(), new PluginJarCheck(), new KafkaJarCheck(), new LibsPermissionCheck());
    }
}
