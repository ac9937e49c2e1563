package io.kafkafips.audit;

import io.kafkafips.commons.audit.AuditTrail;
import java.nio.file.Path;
import java.util.Map;

/** What {@link AuditCrashIT} kills: writes as fast as it can, with all that can be interrupted often. */
final class AuditWriterProbe {
    private AuditWriterProbe() {}

    public static void main(String[] arguments) throws Exception {
        AuditTrail trail = new AuditSettings(Path.of(arguments[0]), Path.of(arguments[1]))
                .open(Map.of(
                        "audit.overflow", "block",
                        "audit.aggregation.window.ms", "0",
                        "audit.rotate.bytes", "500000",
                        "audit.checkpoint.interval.ms", "100"));
        System.out.println("WRITING");
        for (int i = 0; true; i++) {
            trail.append(System.currentTimeMillis(), new NumberedFacts(i, false));
        }
    }
}
