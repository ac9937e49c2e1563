package io.kafkafips.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.cli.doctor.finding.Finding;
import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.jvm.Probe;
import io.kafkafips.cli.doctor.jvm.ProbeCheck;
import io.kafkafips.cli.doctor.jvm.ProbeJvm;
import io.kafkafips.cli.doctor.node.Host;
import io.kafkafips.cli.doctor.node.Jvm;
import io.kafkafips.cli.doctor.node.Node;
import io.kafkafips.cli.doctor.node.Secrets;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The proof in a JVM with the node's flags; the flags of this very test are those of a broker. */
class ProbeTest {
    private static final Probe JVM = new ProbeJvm(Path.of(System.getProperty("java.home"), "bin", "java"));

    @Test
    void examine_flagsOfABroker_areProven() {
        assertThat(findings(JVM, flags(), "jvm-proof")).singleElement().satisfies(finding -> {
            assertThat(finding.passed()).as(finding.evidence()).isTrue();
            assertThat(finding.evidence()).contains("BouncyCastle", "[BCFIPS, BCJSSE, KAFKAFIPS]");
        });
    }

    @Test
    void examine_noNativeCode_isAWarning() {
        List<String> flags = flags();
        flags.add("-Dorg.bouncycastle.native.cpu_variant=java");

        assertThat(findings(JVM, flags, "jvm-proof")).allMatch(Finding::passed);
        assertThat(findings(JVM, flags, "jvm-proof-native"))
                .noneMatch(Finding::passed)
                .hasSize(1);
    }

    @Test
    void examine_flagsOfAnyJvm_areRefusedInTheWordsOfThePlugins() {
        assertThat(findings(JVM, List.of(), "jvm-proof")).singleElement().satisfies(finding -> {
            assertThat(finding.passed()).isFalse();
            assertThat(finding.evidence()).contains("The provider BCFIPS is not registered");
        });
    }

    @Test
    void examine_jvmThatDoesNotStart_isRefused() {
        Probe none = node -> {
            throw new IOException("No such file");
        };
        Probe broken = node -> "Unrecognized option: -X\nCould not create the Java Virtual Machine";

        assertThat(findings(none, List.of(), "jvm-proof"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.evidence()).contains("No such file"));
        assertThat(findings(broken, List.of(), "jvm-proof"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.evidence()).contains("Unrecognized option"));
    }

    private static List<String> flags() {
        return new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
    }

    private static List<Finding> findings(Probe probe, List<String> flags, String id) {
        Node node = new Node(
                List.of(),
                List.of(new Jvm("test", flags)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new Host(Path.of("/proc"), "Linux", "amd64", 17, Instant.now()));
        Findings findings = new Findings(Secrets.of(List.of()));
        new ProbeCheck(probe).examine(node, findings);
        return findings.all().stream()
                .filter(finding -> finding.rule().id().equals(id))
                .toList();
    }
}
