package io.kafkafips.cli.doctor.jvm;

import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.node.Jvm;
import java.util.List;

/** Whether the module refuses what is not approved. */
final class ApprovedOnlyCheck implements JvmCheck {
    private static final String PROPERTY = "org.bouncycastle.fips.approved_only";
    private static final Rule APPROVED =
            Rule.error("jvm-approved-only", "The module is not in approved-only mode", "SC-13");

    @Override
    public List<Rule> rules() {
        return List.of(APPROVED);
    }

    @Override
    public void judge(Jvm jvm, Findings findings) {
        String value = jvm.property(PROPERTY).orElse("");
        findings.expect(
                value.equals("true"),
                APPROVED,
                jvm.origin(),
                value.isEmpty() ? "no -D" + PROPERTY : "-D" + PROPERTY + "=" + value,
                "-D" + PROPERTY + "=true");
    }
}
