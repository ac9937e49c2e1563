package io.kafkafips.cli.doctor.jvm;

import io.kafkafips.cli.doctor.finding.Check;
import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.node.Jvm;
import io.kafkafips.cli.doctor.node.Node;
import java.io.IOException;
import java.util.List;

/** What the plug-ins' own proof says in a JVM with the flags of the node. */
public final class ProbeCheck implements Check {
    private static final Rule REFUSED =
            Rule.error("jvm-proof", "In a JVM with these flags the plug-ins refuse to start", "SC-13, CM-6, SI-6");
    private static final Rule JAVA_ALONE =
            Rule.warning("jvm-proof-native", "In a JVM with these flags the module has no native code", "SC-5, SC-13");

    private final Probe probe;

    public ProbeCheck(Probe probe) {
        this.probe = probe;
    }

    @Override
    public List<Rule> rules() {
        return List.of(REFUSED, JAVA_ALONE);
    }

    @Override
    public String needs() {
        return "--jvm-options or --pid, and no --no-probe";
    }

    @Override
    public void examine(Node node, Findings findings) {
        if (node.jvm().isPresent()) {
            judge(node, node.jvm().get(), findings);
        }
    }

    private void judge(Node node, Jvm jvm, Findings findings) {
        String line = line(node);
        boolean fast = line.startsWith(ProbeProgram.NATIVE);
        boolean proven = fast || line.startsWith(ProbeProgram.JAVA_ALONE);
        String words = line.replaceFirst("^kafka-fips-probe [a-z]+: ", "");
        findings.expect(
                proven,
                REFUSED,
                jvm.origin(),
                words,
                "KAFKA_OPTS as in docs/install.md, with the java.security of config/ in this bundle");
        if (proven) {
            findings.expect(
                    fast,
                    JAVA_ALONE,
                    jvm.origin(),
                    words,
                    "x86-64 Linux, and -Djava.io.tmpdir on a file system that is writable and not mounted noexec");
        }
    }

    private String line(Node node) {
        try {
            String printed = probe.run(node);
            return printed.lines()
                    .filter(line -> line.startsWith("kafka-fips-probe "))
                    .findFirst()
                    .orElseGet(() -> ProbeProgram.REFUSED + "the JVM ended with: "
                            + printed.lines()
                                    .limit(3)
                                    .reduce("", (one, other) -> one + " " + other)
                                    .strip());
        } catch (IOException e) {
            return ProbeProgram.REFUSED + "the JVM cannot be started: " + e.getMessage();
        }
    }
}
