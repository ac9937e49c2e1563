package io.kafkafips.quickstart;

import io.kafkafips.testkit.CommandResult;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** Kafka's console tools over mutual TLS, and what a Kafka client says of its own connections. */
final class MutualTlsStep implements Step {
    private static final List<String> MESSAGES = List.of("{\"order\":1}", "{\"order\":2}", "{\"order\":3}");

    @Override
    public String title() {
        return "Mutual TLS: the console tools produce and consume";
    }

    @Override
    public void run(Demo demo, Report report) throws Exception {
        demo.cluster()
                .broker()
                .logText()
                .lines()
                .filter(line -> line.contains("FIPS attestation"))
                .findFirst()
                .ifPresent(line -> report.evidence("broker: " + line.substring(line.indexOf("FIPS attestation"))));
        CommandResult produced = demo.tool(
                "org.apache.kafka.tools.ConsoleProducer",
                List.of(
                        "--bootstrap-server",
                        demo.cluster().bootstrapServers(),
                        "--topic",
                        Demo.TOPIC,
                        "--command-config",
                        demo.cluster().clientProperties("payments").toString()),
                String.join("\n", MESSAGES) + "\n");
        StepFailed.unless(produced.exitCode() == 0, "The console producer failed: " + produced.output());
        CommandResult consumed = demo.tool(
                "org.apache.kafka.tools.consumer.ConsoleConsumer",
                List.of(
                        "--bootstrap-server",
                        demo.cluster().bootstrapServers(),
                        "--topic",
                        Demo.TOPIC,
                        "--group",
                        Demo.GROUP,
                        "--from-beginning",
                        "--max-messages",
                        String.valueOf(MESSAGES.size()),
                        "--timeout-ms",
                        "30000",
                        "--command-config",
                        demo.cluster().clientProperties("payments").toString()),
                "");
        List<String> seen = consumed.output().lines().filter(MESSAGES::contains).toList();
        StepFailed.unless(seen.equals(MESSAGES), "The console consumer saw " + consumed.output());
        report.evidence("console producer wrote " + MESSAGES.size() + " records, console consumer read the same "
                + seen.size());
        negotiated(demo, report);
    }

    private static void negotiated(Demo demo, Report report) throws StepFailed {
        List<String> jsse = Arrays.stream(Security.getProviders("SSLContext.TLS"))
                .map(Provider::getName)
                .toList();
        StepFailed.unless(jsse.equals(List.of("BCJSSE")), "Other TLS providers in this JVM: " + jsse);
        try (KafkaProducer<String, String> producer = demo.producer("payments")) {
            producer.partitionsFor(Demo.TOPIC);
            Map<String, String> tags = producer.metrics().values().stream()
                    .map(Metric::metricName)
                    .filter(name ->
                            name.name().equals("connections") && name.tags().containsKey("cipher"))
                    .map(MetricName::tags)
                    .findFirst()
                    .orElseThrow(() -> new StepFailed("The client has no metric of its cipher suite"));
            report.evidence("negotiated " + tags.get("protocol") + ", " + tags.get("cipher") + ", provider "
                    + jsse.get(0) + " (no other in the JVM)");
            StepFailed.unless("TLSv1.3".equals(tags.get("protocol")), "Not TLS 1.3: " + tags);
        }
    }
}
