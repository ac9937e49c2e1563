package io.kafkafips.cli.doctor.access;

import io.kafkafips.cli.doctor.finding.Check;
import java.util.List;

/** The checks of this package. */
public final class AccessChecks {
    private AccessChecks() {}

    /** All of them. */
    public static List<Check> all() {
        return List.of(
                new AuthorizerCheck(),
                new OpenDefaultCheck(),
                new SuperUserCheck(),
                new AlterPolicyCheck(),
                new AuditCheck(),
                new AuditFolderCheck());
    }
}
