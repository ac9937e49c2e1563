package io.kafkafips.cli.doctor.jvm;

import io.kafkafips.cli.doctor.finding.Check;
import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.node.Node;
import io.kafkafips.cli.doctor.node.SecurityFile;
import io.kafkafips.commons.fips.KafkaSupportProvider;
import java.util.List;
import java.util.Optional;

/** Whether the providers of a {@code java.security} file are the module's, in their order, and what Kafka needs beside them. */
final class ProviderCheck implements Check {
    private static final String MODULE = "org.bouncycastle.jcajce.provider.BouncyCastleFipsProvider";
    private static final String JSSE = "org.bouncycastle.jsse.provider.BouncyCastleJsseProvider";
    private static final String SUPPORT = KafkaSupportProvider.class.getName();
    private static final List<String> KNOWN = List.of(MODULE, JSSE, SUPPORT);
    private static final String SHIPPED = "use the java.security of config/ in this bundle";

    private static final Rule PROVIDERS =
            Rule.error("jvm-providers", "Security providers are not the module's alone, the module first", "SC-13");
    private static final Rule FIPS_MODE =
            Rule.error("jvm-jsse-mode", "BCJSSE is not built on the module alone", "SC-13, SC-8(1)");
    private static final Rule CLEANER = Rule.error(
            "jvm-compaction-digest", "Nothing answers the log cleaner's question for MD5: no broker starts", "SC-13");

    @Override
    public List<Rule> rules() {
        return List.of(PROVIDERS, FIPS_MODE, CLEANER);
    }

    @Override
    public String needs() {
        return "--java-security or --pid";
    }

    @Override
    public void examine(Node node, Findings findings) {
        node.securityFile().ifPresent(file -> judge(file, findings));
    }

    private static void judge(SecurityFile file, Findings findings) {
        String subject = String.valueOf(file.file().getFileName());
        List<String> lines = file.providers();
        List<String> names = lines.stream().map(ProviderCheck::nameOf).toList();
        boolean own = !names.isEmpty() && names.get(0).equals(MODULE) && KNOWN.containsAll(names);
        findings.expect(own, PROVIDERS, subject, "security.provider.*: " + names, SHIPPED);
        Optional<String> jsse =
                lines.stream().filter(line -> nameOf(line).equals(JSSE)).findFirst();
        findings.expect(
                jsse.isPresent() && jsse.get().endsWith(" fips:BCFIPS"),
                FIPS_MODE,
                subject,
                jsse.map(line -> "security.provider: " + line).orElse("no provider " + JSSE),
                "security.provider.2=" + JSSE + " fips:BCFIPS");
        findings.expect(
                names.contains(SUPPORT),
                CLEANER,
                subject,
                names.contains(SUPPORT) ? "SHA-256 of the module, for the log cleaner alone" : "no provider " + SUPPORT,
                "security.provider.3=" + SUPPORT);
    }

    private static String nameOf(String line) {
        return line.split("\\s", 2)[0];
    }
}
