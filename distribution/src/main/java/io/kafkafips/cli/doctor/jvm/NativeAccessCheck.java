package io.kafkafips.cli.doctor.jvm;

import io.kafkafips.cli.doctor.finding.Check;
import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.node.Node;
import java.util.List;

/** Whether a JVM from JDK 24 on is told that the module may use native code; a later JDK will forbid it otherwise. */
final class NativeAccessCheck implements Check {
    private static final int FIRST_WITH_WARNING = 24;
    private static final String FLAG = "--enable-native-access=ALL-UNNAMED";
    private static final Rule ACCESS = Rule.advice("jvm-native-access", "The JVM warns of native code", "CM-6");

    @Override
    public List<Rule> rules() {
        return List.of(ACCESS);
    }

    @Override
    public String needs() {
        return "--jvm-options or --pid";
    }

    @Override
    public void examine(Node node, Findings findings) {
        node.jvm().ifPresent(jvm -> {
            boolean given = !jvm.starting("--enable-native-access").isEmpty();
            int feature = node.host().javaFeature();
            findings.expect(
                    given || feature < FIRST_WITH_WARNING,
                    ACCESS,
                    jvm.origin(),
                    "Java " + feature + ", " + (given ? "" : "no ") + FLAG,
                    FLAG);
        });
    }
}
