package io.kafkafips.cli.doctor.live;

import io.kafkafips.cli.doctor.finding.Check;
import java.util.List;

/** The checks of this package. */
public final class LiveChecks {
    private LiveChecks() {}

    /** All of them. */
    public static List<Check> all() {
        return List.of(new ProcessUserCheck(), new ProcessFileCheck(), new JmxCheck());
    }
}
