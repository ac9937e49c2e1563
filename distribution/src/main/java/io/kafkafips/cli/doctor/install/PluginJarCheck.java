package io.kafkafips.cli.doctor.install;

import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.node.Jar;
import io.kafkafips.cli.doctor.node.Libs;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether all jars of the product are there, and of one version. */
final class PluginJarCheck implements LibsCheck {
    private static final List<String> NEEDED =
            List.of("plugin-commons", "plugin-ssl-engine", "bc-fips", "bctls-fips", "bcutil-fips", "bcpkix-fips");
    private static final Rule MISSING = Rule.error("libs-missing", "A jar of the product is missing", "CM-6, CM-8");
    private static final Rule VERSIONS =
            Rule.error("libs-plugin-versions", "Plug-ins are of different versions", "CM-6, SI-2");

    @Override
    public List<Rule> rules() {
        return List.of(MISSING, VERSIONS);
    }

    @Override
    public void judge(Libs libs, Findings findings) {
        String subject = libs.folder().toString();
        List<String> missing =
                NEEDED.stream().filter(name -> libs.of(name).isEmpty()).toList();
        findings.expect(
                missing.isEmpty(),
                MISSING,
                subject,
                missing.isEmpty()
                        ? NEEDED.size() + " jars that every node needs"
                        : "no " + String.join(", no ", missing),
                "copy libs/*.jar of this bundle into " + subject);
        List<Jar> plugins = libs.jars().stream()
                .filter(jar -> jar.artefact().startsWith("plugin-"))
                .toList();
        Set<String> versions = plugins.stream().map(Jar::version).collect(Collectors.toCollection(TreeSet::new));
        if (!plugins.isEmpty()) {
            findings.expect(
                    versions.size() == 1,
                    VERSIONS,
                    subject,
                    versions + ": " + plugins.stream().map(Jar::name).toList(),
                    "copy all plug-in jars of one bundle, and delete the others");
        }
    }
}
