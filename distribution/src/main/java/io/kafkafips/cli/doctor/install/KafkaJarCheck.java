package io.kafkafips.cli.doctor.install;

import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.node.Jar;
import io.kafkafips.cli.doctor.node.Libs;
import java.util.List;
import java.util.regex.Pattern;

/** Whether the plug-ins are tested with this Kafka. */
final class KafkaJarCheck implements LibsCheck {
    private static final Pattern TESTED = Pattern.compile("3\\.9\\..*|4\\.[0-4]\\..*");
    private static final Rule UNTESTED = Rule.warning(
            "libs-kafka-version", "This Kafka is not one that the plug-ins are tested with", "SA-22, CM-6");

    @Override
    public List<Rule> rules() {
        return List.of(UNTESTED);
    }

    @Override
    public void judge(Libs libs, Findings findings) {
        List<Jar> clients = libs.of("kafka-clients");
        boolean tested = !clients.isEmpty()
                && clients.stream()
                        .allMatch(jar -> TESTED.matcher(jar.version()).matches());
        findings.expect(
                tested,
                UNTESTED,
                libs.folder().toString(),
                clients.isEmpty()
                        ? "no kafka-clients jar"
                        : clients.stream().map(Jar::name).toList().toString(),
                "Apache Kafka 3.9 to 4.4");
    }
}
