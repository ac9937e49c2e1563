package io.kafkafips.cli.doctor.jvm;

import io.kafkafips.cli.doctor.finding.Check;
import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.node.Node;
import io.kafkafips.commons.fips.KafkaSupportProvider;
import java.util.Arrays;
import java.util.List;

/** Whether the module has a source of entropy where its native library cannot be loaded: without one such a JVM overflows its stack. */
final class EntropyCheck implements Check {
    private static final String PROPERTY = "securerandom.strongAlgorithms";
    private static final String SOURCE = "KERNEL:" + KafkaSupportProvider.NAME;
    private static final Rule ENTROPY =
            Rule.warning("jvm-entropy", "No entropy source without the native library", "SC-12, SC-13; SP 800-90A");

    @Override
    public List<Rule> rules() {
        return List.of(ENTROPY);
    }

    @Override
    public String needs() {
        return "--java-security or --pid";
    }

    @Override
    public void examine(Node node, Findings findings) {
        node.securityFile().ifPresent(file -> {
            String value = file.text(PROPERTY);
            boolean known =
                    Arrays.stream(value.split(",", -1)).map(String::trim).anyMatch(SOURCE::equals);
            findings.expect(
                    known,
                    ENTROPY,
                    String.valueOf(file.file().getFileName()),
                    value.isEmpty() ? "no " + PROPERTY : PROPERTY + "=" + value,
                    PROPERTY + "=" + SOURCE);
        });
    }
}
