package io.kafkafips.cli.doctor.install;

import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.node.Jar;
import io.kafkafips.cli.doctor.node.Libs;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Jars that hold the same packages as the module's or the plug-ins': which of them a JVM takes depends on the order of the folder. */
final class ClashCheck implements LibsCheck {
    private static final Pattern FOREIGN =
            Pattern.compile("bc(prov|pkix|tls|util|pg|mail|jmail)(-ext|-debug)?-.*|bcprov");
    private static final List<String> FIPS = List.of("bc-fips", "bcpkix-fips", "bctls-fips", "bcutil-fips");
    private static final Pattern OWN = Pattern.compile("plugin-.*|bc-fips.*|bc(pkix|tls|util)-fips.*|kafka-clients");
    private static final Rule CLASH =
            Rule.error("libs-clash", "A jar holds the same packages as the FIPS module", "SC-13, CM-7, SI-7");
    private static final Rule TWICE = Rule.error("libs-duplicate", "A jar is there in two versions", "CM-6, SI-7");

    @Override
    public List<Rule> rules() {
        return List.of(CLASH, TWICE);
    }

    @Override
    public void judge(Libs libs, Findings findings) {
        String subject = libs.folder().toString();
        List<String> foreign = libs.jars().stream()
                .filter(jar -> FOREIGN.matcher(jar.name()).matches() && !FIPS.contains(jar.artefact()))
                .map(Jar::name)
                .toList();
        findings.expect(
                foreign.isEmpty(),
                CLASH,
                subject,
                foreign.isEmpty() ? "no other Bouncy Castle" : String.join(", ", foreign),
                "take them out of libs; a plug-in that needs them gets a class path of its own");
        Map<String, List<String>> byName = libs.jars().stream()
                .filter(jar -> OWN.matcher(jar.artefact()).matches())
                .collect(Collectors.groupingBy(
                        Jar::artefact, TreeMap::new, Collectors.mapping(Jar::name, Collectors.toList())));
        List<String> twice = byName.values().stream()
                .filter(names -> names.size() > 1)
                .map(names -> String.join(" and ", names))
                .toList();
        findings.expect(
                twice.isEmpty(),
                TWICE,
                subject,
                twice.isEmpty() ? "each once" : String.join("; ", twice),
                "delete the older one, and restart");
    }
}
